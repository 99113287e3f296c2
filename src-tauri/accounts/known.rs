//! Which devices of an account are known, and which are new.

use std::collections::BTreeSet;

use signet_telegram::{Device, DeviceHash, Devices};

/// Divides those the person has seen from those that were only noticed. It is what a device is
/// called towards itself, so no other one can be called so.
const DIVIDE: DeviceHash = DeviceHash(0);

/// What earlier looks found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether there was a look before. All that the first one finds was there before.
    looked: bool,
    /// The person has seen them, or they are ours.
    seen: BTreeSet<DeviceHash>,
    /// Found since then, and told of once.
    noticed: BTreeSet<DeviceHash>,
}

impl Known {
    /// As it was kept; `None` before the first look.
    pub fn read(kept: Option<Vec<i64>>) -> Self {
        let looked = kept.is_some();
        let kept = kept.unwrap_or_default();
        let mut halves = kept.split(|hash| *hash == DIVIDE.0);
        let mut half = || {
            let hashes = halves.next().unwrap_or_default();
            hashes.iter().copied().map(DeviceHash).collect()
        };
        Self {
            looked,
            seen: half(),
            noticed: half(),
        }
    }

    /// To be kept.
    pub fn write(&self) -> Vec<i64> {
        let divide = [DIVIDE];
        let all = self.seen.iter().chain(&divide).chain(&self.noticed);
        all.map(|hash| hash.0).collect()
    }

    /// Takes in what a look found. `ours` were made from here. Answers whether the person is to
    /// be told: of each device once.
    pub fn look(&mut self, found: &Devices, ours: &BTreeSet<DeviceHash>) -> bool {
        let others: Vec<&Device> = found.list.iter().filter(|one| !one.current).collect();
        let present: BTreeSet<_> = others.iter().map(|one| one.hash).collect();
        self.seen.retain(|hash| present.contains(hash));
        self.noticed.retain(|hash| present.contains(hash));
        let (looked, mut tell) = (self.looked, false);
        self.looked = true;
        for device in others {
            let hash = device.hash;
            let mine = ours.contains(&hash);
            if mine {
                self.noticed.remove(&hash);
            }
            if self.noticed.contains(&hash) {
                continue;
            }
            let before = mine || !looked || self.seen.contains(&hash);
            if before && (mine || !device.unconfirmed) {
                self.seen.insert(hash);
            } else {
                self.seen.remove(&hash);
                self.noticed.insert(hash);
                tell = true;
            }
        }
        tell
    }

    /// The person looks at this list: it is known from now on. What Telegram still asks about
    /// stays new until it is answered.
    pub fn shown(&mut self, found: &Devices) {
        let asked = |hash| found.find(hash).is_some_and(|device| device.unconfirmed);
        let (stay, seen) = self.noticed.iter().partition(|hash| asked(**hash));
        self.noticed = stay;
        self.seen.extend::<BTreeSet<_>>(seen);
    }

    /// Those the person has not seen yet.
    pub fn new_ones(&self) -> &BTreeSet<DeviceHash> {
        &self.noticed
    }

    /// Whether it was there at an earlier look.
    pub fn holds(&self, hash: DeviceHash) -> bool {
        self.seen.contains(&hash) || self.noticed.contains(&hash)
    }
}

#[cfg(test)]
pub mod tests {
    use std::time::SystemTime;

    use super::*;

    pub fn device(hash: i64) -> Device {
        Device {
            hash: DeviceHash(hash),
            model: format!("Device {hash}"),
            platform: "Linux".to_owned(),
            system_version: "Debian 12".to_owned(),
            app_name: "Desktop".to_owned(),
            app_version: "5.1".to_owned(),
            api_id: 1,
            official: false,
            country: "Germany".to_owned(),
            region: "Berlin".to_owned(),
            ip: "192.0.2.1".to_owned(),
            created: SystemTime::UNIX_EPOCH,
            active: SystemTime::UNIX_EPOCH,
            current: hash == 0,
            password_pending: false,
            unconfirmed: false,
            takes_calls: true,
            takes_secret_chats: true,
        }
    }

    pub fn devices(hashes: &[i64]) -> Devices {
        Devices {
            inactive_days: 183,
            list: hashes.iter().copied().map(device).collect(),
        }
    }

    fn ours(hashes: &[i64]) -> BTreeSet<DeviceHash> {
        hashes.iter().copied().map(DeviceHash).collect()
    }

    fn again(known: &Known) -> Known {
        Known::read(Some(known.write()))
    }

    #[test]
    fn what_the_first_look_finds_is_not_new() {
        let mut known = Known::read(None);
        assert!(!known.look(&devices(&[0, 1, 2]), &ours(&[])));
        assert_eq!(known.new_ones(), &ours(&[]));
        assert!(known.holds(DeviceHash(1)) && !known.holds(DeviceHash(0)));
    }

    #[test]
    fn a_new_device_is_told_of_once_also_after_a_restart() {
        let mut known = Known::read(None);
        known.look(&devices(&[0, 1]), &ours(&[]));
        known = again(&known);
        assert!(known.look(&devices(&[0, 1, 2]), &ours(&[])));
        known = again(&known);
        assert!(!known.look(&devices(&[0, 1, 2]), &ours(&[])));
        assert_eq!(known.new_ones(), &ours(&[2]));
    }

    #[test]
    fn it_is_new_until_the_person_has_looked() {
        let mut known = Known::read(None);
        known.look(&devices(&[0, 1]), &ours(&[]));
        let list = devices(&[0, 1, 2]);
        known.look(&list, &ours(&[]));
        known.shown(&list);
        known = again(&known);
        assert_eq!(known.new_ones(), &ours(&[]));
        assert!(!known.look(&list, &ours(&[])));
    }

    #[test]
    fn one_that_telegram_asks_about_stays_new_until_it_is_answered() {
        let mut known = Known::read(None);
        let mut list = devices(&[0, 1]);
        list.list[1].unconfirmed = true;
        assert!(known.look(&list, &ours(&[])), "also at the first look");
        known.shown(&list);
        assert!(!known.look(&list, &ours(&[])));
        assert_eq!(known.new_ones(), &ours(&[1]));
        list.list[1].unconfirmed = false;
        known.look(&list, &ours(&[]));
        known.shown(&list);
        assert_eq!(known.new_ones(), &ours(&[]));
    }

    #[test]
    fn what_was_made_from_here_is_never_new() {
        let mut known = Known::read(None);
        known.look(&devices(&[0]), &ours(&[]));
        assert!(!known.look(&devices(&[0, 5]), &ours(&[5])));
        assert!(!known.look(&devices(&[0, 5]), &ours(&[])));
    }

    #[test]
    fn what_is_gone_is_forgotten() {
        let mut known = Known::read(None);
        known.look(&devices(&[0, 1, 2]), &ours(&[]));
        known.look(&devices(&[0]), &ours(&[]));
        assert_eq!(known.write(), [0]);
        assert!(known.look(&devices(&[0, 1]), &ours(&[])), "it came anew");
    }
}
