//! The device list of an account, as it is shown.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    time::{Duration, SystemTime},
};

use signet_contract::ui::{DeviceCount, DeviceKind, DeviceList, DeviceSummary};
use signet_telegram::{Device, DeviceHash, Devices, devices::Maker};
use signet_trail::Timestamp;

/// What the services of an account are called, by what Telegram calls their sign-ins.
pub type Given = BTreeMap<DeviceHash, String>;

/// A look at an account's devices.
#[derive(Debug, Clone)]
pub struct Look {
    pub at: SystemTime,
    pub devices: Devices,
    /// From when on this computer may end others, where it may not yet.
    pub may_end_at: Option<SystemTime>,
}

impl Look {
    /// `age` is how old a sign-in is that may end others; `elder` says whether another one of this
    /// computer is old enough.
    pub fn new(at: SystemTime, devices: Devices, age: Duration, elder: bool) -> Self {
        let born = devices.current().map(|current| current.created);
        let may_end_at = born.and_then(|born| born.checked_add(age));
        Self {
            at,
            devices,
            may_end_at: may_end_at.filter(|then| *then > at && !elder),
        }
    }

    pub fn count(&self, new: &BTreeSet<DeviceHash>) -> DeviceCount {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        DeviceCount {
            all: number(self.devices.list.len()),
            new: number(new.len()),
            inactive_days: self.devices.inactive_days,
        }
    }

    /// This one first, then the latest used.
    pub fn shown(&self, given: &Given, new: &BTreeSet<DeviceHash>) -> DeviceList {
        let mut devices: Vec<&Device> = self.devices.list.iter().collect();
        devices.sort_by_key(|device| (!device.current, Reverse(device.active)));
        DeviceList {
            at: millis(self.at),
            devices: devices
                .into_iter()
                .map(|device| summary(device, given, new))
                .collect(),
            inactive_days: self.devices.inactive_days,
            may_end_at: self.may_end_at.map(millis),
        }
    }
}

/// What the window calls a device.
pub fn parse(id: &str) -> Option<DeviceHash> {
    id.parse().ok().map(DeviceHash)
}

fn summary(device: &Device, given: &Given, new: &BTreeSet<DeviceHash>) -> DeviceSummary {
    DeviceSummary {
        id: device.hash.0.to_string(),
        kind: kind(device, given),
        model: device.model.clone(),
        system: joined(" ", [&device.platform, &device.system_version]),
        app: joined(" ", [&device.app_name, &device.app_version]),
        official: device.official,
        place: joined(", ", [&device.region, &device.country]),
        ip: device.ip.clone(),
        created_at: millis(device.created),
        active_at: millis(device.active),
        password_pending: device.password_pending,
        unconfirmed: device.unconfirmed,
        new: !device.current && new.contains(&device.hash),
    }
}

/// Only what stands here makes it a service's: everything else in the list was chosen by whoever
/// signed in.
fn kind(device: &Device, given: &Given) -> DeviceKind {
    if device.current {
        return DeviceKind::Here;
    }
    if let Some(service) = given.get(&device.hash) {
        let service = service.clone();
        return DeviceKind::Given { service };
    }
    match device.maker() {
        Maker::Home | Maker::Minted(_) => DeviceKind::Signet,
        Maker::Other => DeviceKind::Other,
    }
}

fn joined(between: &str, parts: [&String; 2]) -> String {
    let said: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    said.join(between)
}

fn millis(time: SystemTime) -> u64 {
    Timestamp::from(time).unix_millis()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::known::tests::{device, devices};

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;
    const AGE: Duration = Duration::from_secs(86_400);

    fn via_signet(hash: i64) -> Device {
        Device {
            model: "Atlas via Signet".to_owned(),
            app_version: "Signet 0.1.0".to_owned(),
            ..device(hash)
        }
    }

    #[test]
    fn a_service_is_one_only_if_its_grant_is_here() {
        let given = Given::from([(DeviceHash(5), "Atlas".to_owned())]);
        let service = "Atlas".to_owned();
        assert_eq!(kind(&via_signet(5), &given), DeviceKind::Given { service });
        assert_eq!(kind(&via_signet(6), &given), DeviceKind::Signet);
        assert_eq!(kind(&device(7), &given), DeviceKind::Other);
        assert_eq!(kind(&device(0), &given), DeviceKind::Here);
    }

    #[test]
    fn this_computer_comes_first_and_the_latest_used_after_it() {
        let mut list = devices(&[1, 2, 0]);
        list.list[1].active = NOW + AGE;
        let look = Look::new(NOW, list, AGE, false);
        let new = BTreeSet::from([DeviceHash(2)]);
        let shown = look.shown(&Given::new(), &new);
        let ids: Vec<_> = shown
            .devices
            .iter()
            .map(|one| (one.id.as_str(), one.new))
            .collect();
        assert_eq!(ids, [("0", false), ("2", true), ("1", false)]);
        assert_eq!((look.count(&new).all, look.count(&new).new), (3, 1));
        assert_eq!(parse(ids[1].0), Some(DeviceHash(2)));
    }

    #[test]
    fn a_young_sign_in_says_from_when_on_it_may_end_others() {
        let list = || devices(&[0, 1]);
        let born = NOW;
        let young = Look::new(born + AGE / 2, list(), AGE, false);
        assert_eq!(young.may_end_at, Some(born + AGE));
        assert_eq!(Look::new(born + AGE, list(), AGE, false).may_end_at, None);
        assert_eq!(
            Look::new(born + AGE / 2, list(), AGE, true).may_end_at,
            None
        );
    }

    #[test]
    fn what_telegram_leaves_out_leaves_no_gap() {
        let device = Device {
            region: String::new(),
            ..device(1)
        };
        let shown = summary(&device, &Given::new(), &BTreeSet::new());
        assert_eq!(
            (shown.place.as_str(), shown.system.as_str()),
            ("Germany", "Linux Debian 12")
        );
    }
}
