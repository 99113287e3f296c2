//! The device list and what can be done about each device.

use std::time::{Duration, SystemTime};

use signet_telegram::{Client, DeviceHash, Ended, Refusal};

use crate::telegram::{PHONE, home, road, session, start, unbroken, young_home};

#[tokio::test]
async fn every_field_of_a_device_is_shown() {
    let sandbox = start();
    let client = young_home(&sandbox).await;
    let other = session(&sandbox).await;
    let devices = client.devices().await.unwrap();
    assert_eq!((devices.inactive_days, devices.list.len()), (183, 2));
    let current = devices.current().unwrap();
    assert_eq!(current.hash, DeviceHash(0));
    let device = devices.list.iter().find(|device| !device.current).unwrap();
    assert_eq!(devices.find(device.hash), Some(device));
    assert_eq!(device.model, "Signet");
    assert_eq!(device.system_version, "Debian 12");
    assert_eq!(device.app_version, "0.1.0");
    assert_eq!(device.app_name, "Sandbox client");
    assert_eq!(
        (device.ip.as_str(), device.country.as_str()),
        ("127.0.0.1", "Loopback")
    );
    assert_eq!(device.api_id, other.api_id());
    assert!(!device.official && !device.password_pending && !device.unconfirmed);
    assert!(device.takes_calls && device.takes_secret_chats);
    let age = SystemTime::now().duration_since(device.created).unwrap();
    assert!(age < Duration::from_secs(60));
    assert_eq!(devices.since(device.created).count(), 0);
    assert_eq!(
        devices
            .since(device.created - Duration::from_secs(60))
            .count(),
        2
    );
    unbroken(&sandbox);
}

#[tokio::test]
async fn others_are_ended_but_those_that_are_spared() {
    let sandbox = start();
    let client = home(&sandbox).await;
    let spared = session(&sandbox).await;
    let list = client.devices().await.unwrap().list;
    let spare: Vec<_> = list.iter().filter(|d| !d.current).map(|d| d.hash).collect();
    session(&sandbox).await;
    session(&sandbox).await;
    assert_eq!(sandbox.devices(PHONE).unwrap().len(), 4);
    assert_eq!(client.end_others(&spare).await.unwrap(), Ended::Done);
    assert_eq!(client.end_others(&spare).await.unwrap(), Ended::Gone);
    assert_eq!(sandbox.devices(PHONE).unwrap().len(), 2);
    let spared = Client::from_session(&road(&sandbox), spared).await.unwrap();
    spared.check().await.unwrap();
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_young_sign_in_is_told_when_it_may_end_others() {
    let sandbox = start();
    let client = young_home(&sandbox).await;
    session(&sandbox).await;
    let ended = client.end_others(&[]).await.unwrap();
    let Ended::PossibleAt(then) = ended else {
        panic!("{ended:?}");
    };
    assert_eq!(client.set_inactive_days(7).await.unwrap(), ended);
    let wait = then.duration_since(SystemTime::now()).unwrap();
    sandbox.clock().advance(wait + Duration::from_secs(1));
    assert_eq!(client.end_others(&[]).await.unwrap(), Ended::Done);
    assert_eq!(sandbox.devices(PHONE).unwrap().len(), 1);
    unbroken(&sandbox);
}

#[tokio::test]
async fn days_of_inactivity_are_set_within_their_limits() {
    let sandbox = start();
    let client = home(&sandbox).await;
    for days in [0, 367, u16::MAX] {
        let refused = client.set_inactive_days(days).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::TtlDaysInvalid));
    }
    assert_eq!(client.set_inactive_days(366).await.unwrap(), Ended::Done);
    assert_eq!(client.devices().await.unwrap().inactive_days, 366);
    unbroken(&sandbox);
}

#[tokio::test]
async fn an_unconfirmed_device_is_confirmed_or_denied() {
    let sandbox = start();
    let client = home(&sandbox).await;
    session(&sandbox).await;
    session(&sandbox).await;
    sandbox.unconfirm_devices(PHONE).unwrap();
    let list = client.devices().await.unwrap().list;
    let others: Vec<_> = list.iter().filter(|device| !device.current).collect();
    assert!(others.iter().all(|device| device.unconfirmed));
    client.confirm(others[0].hash).await.unwrap();
    assert_eq!(client.end(others[1].hash).await.unwrap(), Ended::Done);
    let devices = client.devices().await.unwrap();
    assert!(!devices.find(others[0].hash).unwrap().unconfirmed);
    assert_eq!(devices.find(others[1].hash), None);
    unbroken(&sandbox);
}
