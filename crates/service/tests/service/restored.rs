//! Backups put back: what ended since stays ended.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Duration};

use reqwest::Method;
use serde_json::json;
use signet_contract::platform::{Moment, Role};
use signet_service::{backup, caller::Rank, config::Config, registration};

use crate::{
    device::Device,
    harness::Harness,
    parties::{Service, deed},
    staff::{PASSWORD, Staff, invite, post},
};

fn restore(config: &Config, file: &Path) {
    let before = backup::restore(config, file, Moment::from_unix_millis(7)).unwrap();
    assert!(before.is_some_and(|kept| kept.exists()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_grant_never_comes_back() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let kept = service.linked(&harness, &mut Device::new(), "kept").await;
    let ended = service.linked(&harness, &mut device, "ended").await;
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();

    let path = format!("/sessions/{}", ended.id);
    let end = device
        .send(&harness, Method::DELETE, &path, json!({}))
        .await;
    assert_eq!(end.data()["session"]["state"], "ending");

    let harness = harness.again(|config| restore(config, &file)).await;
    let seen = service.get(&harness, &path).await;
    assert_eq!(seen.data()["session"]["state"], "ending");
    assert_eq!(seen.data()["session"]["revocationReason"], "person");
    let lease = json!({"userId": "ended", "instanceId": "i"});
    service
        .post(&harness, "/leases", lease)
        .await
        .refused("SESSION_REVOKED");
    let other = service
        .get(&harness, &format!("/sessions/{}", kept.id))
        .await;
    assert_eq!(other.data()["session"]["state"], "live");
    // It is so for good, and the trail is whole and says that a backup was put back.
    let harness = harness.again(|_| {}).await;
    let seen = service.get(&harness, &path).await;
    assert_eq!(seen.data()["session"]["state"], "ending");
    let viewer = Staff::enrol(&harness, Rank::Viewer).await;
    let restored = viewer.get(&harness, "/audit?action=restore").await;
    assert_eq!(restored.data()["items"].as_array().unwrap().len(), 1);
    let verified = viewer.get(&harness, "/audit/verification").await;
    assert_eq!(verified.data()["intact"], true);
}

/// The database as files, and nothing that another one left beside it.
fn copy_database(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in ["signetd.db", "signetd.db-wal", "signetd.db-shm"] {
        let _ = fs::remove_file(to.join(name));
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_copied_back_by_hand_reconciles_too() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let ended = service.linked(&harness, &mut device, "u").await;
    let folder = harness.file("copy");
    let harness = harness
        .again(|config| copy_database(&config.data_dir, &folder))
        .await;
    let path = format!("/sessions/{}", ended.id);
    let end = device
        .send(&harness, Method::DELETE, &path, json!({}))
        .await;
    assert_eq!(end.data()["session"]["state"], "ending");
    let harness = harness
        .again(|config| copy_database(&folder, &config.data_dir))
        .await;
    let seen = service.get(&harness, &path).await;
    assert_eq!(seen.data()["session"]["state"], "ending");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_worked_once_does_not_work_again() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mara = Staff::enrol(&harness, Rank::Support).await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let token = service.token(&harness).await;
    let invitation = invite(&harness, Rank::Admin).await;
    let link = json!({"userId": "u", "userLabel": "Mara", "scopes": ["messages.read"]});
    let link = service.post(&harness, "/link-tokens", link).await;
    let link = link.data()["token"].as_str().unwrap().to_owned();
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();

    // The first key leaked, so it was replaced twice over; Mara was demoted.
    let platform = harness.server.platform();
    for _ in 0..2 {
        registration::rotate_api_key(platform, service.id, deed())
            .await
            .unwrap();
    }
    let listed = admin.get(&harness, "/operators").await;
    let items = listed.data()["items"].as_array().unwrap();
    let support = items.iter().find(|one| one["role"] == "support").unwrap();
    let path = format!("/operators/{}", support["id"].as_str().unwrap());
    let demoted = json!({"role": "viewer"});
    let demoted = admin.send(&harness, Method::PATCH, &path, demoted).await;
    assert_eq!(demoted.data()["role"], "viewer");

    let harness = harness.again(|config| restore(config, &file)).await;
    service
        .get(&harness, "/status")
        .await
        .refused("CREDENTIAL_INVALID");
    let status = harness.bearer(Method::GET, "/status", &token).await;
    status.refused("CREDENTIAL_INVALID");
    let preview = post(&harness, "/link-tokens/preview", json!({"token": link})).await;
    preview.refused("LINK_UNKNOWN");
    for staff in [&mara, &admin] {
        staff
            .get(&harness, "/status")
            .await
            .refused("CREDENTIAL_INVALID");
        let refresh = json!({"refreshToken": staff.refresh});
        let refresh = post(&harness, "/token/refresh", refresh).await;
        refresh.refused("CREDENTIAL_INVALID");
    }
    let taken = json!({
        "invitation": invitation, "email": "x@staff.example", "name": "X", "password": PASSWORD,
    });
    let taken = post(&harness, "/operators/accept", taken).await;
    taken.refused("CREDENTIAL_INVALID");
    let operators = &harness.server.platform().storage.operators;
    let listed = operators.operators(None, 10).await.unwrap();
    assert!(listed.iter().all(|one| one.role != Role::Support));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_nobody_shares_a_session_with_a_holder_of_before() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();
    let lease = json!({"userId": "u", "instanceId": "one"});
    let taken = service.post(&harness, "/leases", lease.clone()).await;
    assert!(taken.status.is_success());
    let harness = harness.again(|config| restore(config, &file)).await;
    let held = service.post(&harness, "/leases", lease.clone()).await;
    held.refused("SESSION_IN_USE");
    harness.clock().advance(Duration::from_secs(16 * 60 + 1));
    let free = service.post(&harness, "/leases", lease).await;
    assert!(free.status.is_success(), "{}", free.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_whole_backup_of_these_keys_is_put_back() {
    let harness = Harness::start().await;
    let other = Harness::start().await;
    let service = Service::register(&harness).await;
    harness.server.platform().audit.flush().await;
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();
    assert!(
        backup::back_up(&harness.config, &file).is_err(),
        "it was there"
    );
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let bytes = fs::read(&file).unwrap();
    let holds = |secret: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
    // Nothing in it opens or signs anything.
    for name in ["secret.key", "platform.key"] {
        let key = fs::read(harness.config.data_dir.join(name)).unwrap();
        assert!(!holds(&key), "{name}");
    }
    assert!(!holds(service.api_key.expose().as_bytes()));

    let now = Moment::from_unix_millis(7);
    assert!(
        backup::restore(&harness.config, &file, now).is_err(),
        "it runs"
    );
    let code = b"service-register";
    let line = bytes
        .windows(code.len())
        .position(|window| window == code)
        .unwrap();
    let mut edited = bytes.clone();
    edited[line] ^= 1;
    let wrong = [
        ("cut.db", &bytes[..bytes.len() / 2]),
        ("empty.db", b""),
        ("edited.db", &edited),
    ];
    let wrong = wrong.map(|(name, content)| {
        let path = harness.file(name);
        fs::write(&path, content).unwrap();
        path
    });
    let harness = harness
        .again(|config| {
            for wrong in &wrong {
                let refused = backup::restore(config, wrong, now);
                assert!(refused.is_err(), "{}", wrong.display());
            }
        })
        .await;
    // Nothing was touched.
    assert_eq!(service.get(&harness, "/status").await.status, 200);
    other
        .again(|config| assert!(backup::restore(config, &file, now).is_err(), "other keys"))
        .await;
}
