//! Shutting off: at once, for good, and whatever cannot be written.

use std::{
    fs::{self, File},
    path::PathBuf,
    time::{Duration, Instant},
};

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use signet_contract::platform::{Deliver, Octets};
use signet_seal::{Identity, SealingKey, SigningKey, Suite};
use signet_service::{Error, caller::Rank, delivery};

use crate::{
    device::{Device, Grant},
    harness::{Answer, Harness},
    kept::{at, told},
    parties::Service,
    staff::Staff,
    watched::until,
};

/// A grant that waits for its envelope.
async fn confirmed(harness: &Harness, service: &Service, device: &mut Device) -> Grant {
    let link = service.link(harness, "u").await;
    let grant = device.redeem(harness, &link.token).await;
    service.confirm(harness, &link, &grant.code).await.data();
    grant
}

async fn patch(harness: &Harness, admin: &Staff, path: &str, body: Value) -> Answer {
    admin.send(harness, Method::PATCH, path, body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_taken_from_a_disabled_device() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let support = Staff::enrol(&harness, Rank::Support).await;
    let mut device = Device::new();
    let grant = confirmed(&harness, &service, &mut device).await;
    let envelope = device.seal(&harness, &grant, |_| {}).await;
    device.token(&harness).await;
    let id = device.id.unwrap();
    let path = format!("/devices/{id}/disable");
    let lost = json!({"reason": "deviceLost"});
    let disabled = support.send(&harness, Method::POST, &path, lost).await;
    assert_eq!(disabled.data()["disabled"], true);
    device
        .deliver(&harness, &grant, &envelope)
        .await
        .refused("CREDENTIAL_REVOKED");
    // Nor in a request that had shown its token before.
    let request = Deliver {
        grant_id: grant.id,
        account_id: device.account,
        account_hint: None,
        envelope,
    };
    let address = "127.0.0.1".parse().unwrap();
    let refused = delivery::deliver(harness.server.platform(), id, address, request).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_taken_for_a_disabled_service() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let mut device = Device::new();
    let grant = confirmed(&harness, &service, &mut device).await;
    let envelope = device.seal(&harness, &grant, |_| {}).await;
    let path = format!("/services/{}", service.id);
    let disabled = patch(&harness, &admin, &path, json!({"disabled": true})).await;
    assert_eq!(disabled.data()["disabled"], true);
    device
        .deliver(&harness, &grant, &envelope)
        .await
        .refused("LINK_OVER");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_taken_that_is_sealed_to_a_retired_key() {
    // A key is not another one's successor by its name alone.
    for name in ["b", "a"] {
        nothing_is_taken_for_a_key_replaced_by(name).await;
    }
}

async fn nothing_is_taken_for_a_key_replaced_by(name: &str) {
    let harness = Harness::start().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let identity = SigningKey::<Identity>::random().unwrap();
    let old = SealingKey::random(Suite::X25519, "a").unwrap();
    let new = SealingKey::random(Suite::X25519, name).unwrap();
    let stated = |key: &SealingKey, id| {
        let statement = key.stated_by(&identity, id, 4_000_000_000);
        serde_json::to_string(&statement).unwrap()
    };
    let service = Service::register_with(&harness, |said| {
        said.identity_key = Octets(*identity.verifying_key().as_bytes());
        said.sealing_key = stated(&old, said.id);
    })
    .await;
    let mut device = Device::new();
    let grant = confirmed(&harness, &service, &mut device).await;
    let envelope = device.seal(&harness, &grant, |_| {}).await;
    let path = format!("/services/{}", service.id);
    let replaced = json!({"sealingKey": stated(&new, service.id)});
    let replaced = patch(&harness, &admin, &path, replaced).await;
    assert_eq!(replaced.data()["sealingKeyId"], name);
    device
        .deliver(&harness, &grant, &envelope)
        .await
        .refused("ENVELOPE_MISMATCH");
}

#[tokio::test]
async fn a_change_that_did_not_see_it_does_not_bring_a_service_back() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let services = &harness.server.platform().storage.services;
    let seen = services.service(service.id).await.unwrap().unwrap();
    let told = told("service:1");
    services
        .disable_service(service.id, told, at(0))
        .await
        .unwrap();
    let renamed = signet_service::storage::ServiceRecord {
        name: "Another".parse().unwrap(),
        ..seen.clone()
    };
    assert!(!services.describe(seen, renamed).await.unwrap());
    let now = services.service(service.id).await.unwrap().unwrap();
    assert!(now.disabled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_disabled_and_renamed_at_once_is_disabled() {
    let harness = Harness::start().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    for round in 0..20 {
        let service = Service::register(&harness).await;
        let path = format!("/services/{}", service.id);
        let name = json!({"name": format!("Reader {round}")});
        let (renamed, disabled) = tokio::join!(
            patch(&harness, &admin, &path, name),
            patch(&harness, &admin, &path, json!({"disabled": true})),
        );
        renamed.data();
        disabled.data();
        let now = admin.get(&harness, &path).await;
        assert_eq!(now.data()["disabled"], true, "{round}");
        assert_eq!(now.data()["name"], format!("Reader {round}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_let_in_again_gets_new_tokens_and_its_old_ones_stay_dead() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let old = service.token(&harness).await;
    let path = format!("/services/{}", service.id);
    for disabled in [true, false] {
        let body = json!({"disabled": disabled});
        patch(&harness, &admin, &path, body).await.data();
    }
    harness.clock().advance(Duration::from_secs(31));
    let new = service.token(&harness).await;
    let status = harness.bearer(Method::GET, "/status", &new).await;
    assert_eq!(status.data()["authenticated"], true);
    let status = harness.bearer(Method::GET, "/status", &old).await;
    status.refused("CREDENTIAL_REVOKED");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_shut_each_other_off_one_is_left() {
    let harness = Harness::start().await;
    let one = Staff::enrol(&harness, Rank::Admin).await;
    let two = Staff::named(&harness, Rank::Admin, "two@staff.example".to_owned()).await;
    let listed = one.get(&harness, "/operators").await;
    let path = |of: &Staff| {
        let items = listed.data()["items"].as_array().unwrap();
        let found = items.iter().find(|item| item["email"] == of.email);
        format!("/operators/{}", found.unwrap()["id"].as_str().unwrap())
    };
    let disabled = json!({"disabled": true});
    let (of_two, of_one) = (path(&two), path(&one));
    let (first, second) = tokio::join!(
        patch(&harness, &one, &of_two, disabled.clone()),
        patch(&harness, &two, &of_one, disabled),
    );
    let done = [first, second].map(|answer| answer.status.is_success());
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
}

/// What may be shut off, and how each looks from outside.
struct Powers {
    admin: Staff,
    other: Staff,
    service: String,
    operator: String,
    webhook: String,
    device: String,
    session: String,
}

impl Powers {
    async fn of(harness: &Harness) -> Self {
        let admin = Staff::enrol(harness, Rank::Admin).await;
        let other = Staff::enrol(harness, Rank::Support).await;
        let service = Service::register(harness).await;
        let mut device = Device::new();
        let linked = service.linked(harness, &mut device, "u").await;
        let webhook = json!({"url": "https://atlas.example/", "events": ["alert"]});
        let webhook = admin
            .send(harness, Method::POST, "/webhooks", webhook)
            .await;
        let operators = admin.get(harness, "/operators").await;
        let items = operators.data()["items"].as_array().unwrap();
        let operator = items.iter().find(|one| one["role"] == "support").unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        harness.server.platform().audit.flush().await;
        Self {
            operator: format!("/operators/{}", text(&operator["id"])),
            webhook: format!("/webhooks/{}", text(&webhook.data()["webhook"]["id"])),
            service: format!("/services/{}", service.id),
            device: format!("/devices/{}/disable", device.id.unwrap()),
            session: format!("/sessions/{}", linked.id),
            admin,
            other,
        }
    }

    /// Each by itself, within a few seconds.
    async fn all_end(&self, harness: &Harness) {
        let begun = Instant::now();
        let admin = &self.admin;
        let disabled = json!({"disabled": true});
        let service = patch(harness, admin, &self.service, disabled.clone()).await;
        assert_eq!(service.data()["disabled"], true);
        let operator = patch(harness, admin, &self.operator, disabled).await;
        assert_eq!(operator.data()["disabled"], true);
        self.other
            .get(harness, "/status")
            .await
            .refused("CREDENTIAL_REVOKED");
        admin
            .send(harness, Method::DELETE, &self.webhook, json!({}))
            .await
            .data();
        let lost = json!({"reason": "deviceLost"});
        let device = admin.send(harness, Method::POST, &self.device, lost).await;
        assert_eq!(device.data()["disabled"], true);
        let session = admin.get(harness, &self.session).await;
        assert_eq!(session.data()["session"]["state"], "ending");
        assert!(begun.elapsed() < Duration::from_secs(10), "none waits");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shutting_off_does_not_wait_for_the_trail_and_letting_in_does() {
    let harness = Harness::start().await;
    let powers = Powers::of(&harness).await;
    let other = Connection::open(harness.database()).unwrap();
    other
        .execute_batch("ALTER TABLE lines RENAME TO gone")
        .unwrap();
    powers.all_end(&harness).await;
    for path in [&powers.service, &powers.operator] {
        let back = patch(&harness, &powers.admin, path, json!({"disabled": false})).await;
        back.refused("TRAIL_UNAVAILABLE");
    }
    other
        .execute_batch("ALTER TABLE gone RENAME TO lines")
        .unwrap();
    harness.server.platform().audit.flush().await;
    let lines = powers.admin.get(&harness, "/audit?limit=20").await;
    let lines = lines.data()["items"].as_array().unwrap();
    for action in [
        "service-disable",
        "operator-disable",
        "webhook-remove",
        "device-disable",
        "revoke",
    ] {
        let found = lines.iter().filter(|line| line["action"] == action);
        assert_eq!(found.count(), 1, "{action}");
    }
    let alerts = powers.admin.get(&harness, "/alerts").await;
    assert_eq!(alerts.data()["items"][0]["kind"], "trailUnwritten");
}

fn ledger(harness: &Harness) -> PathBuf {
    harness.config.data_dir.join("ended.log")
}

/// That everything which ended is beside the database.
async fn remembered(file: PathBuf) {
    until("what ended, beside the database", async || {
        let text = fs::read_to_string(&file).unwrap();
        let said = |what: &str| text.lines().any(|line| line.contains(what));
        let all = ["service:", "operator:", "webhook:", "device:", "grant:"];
        all.iter().all(|what| said(what)).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shutting_off_does_not_wait_for_a_file_that_cannot_be_written() {
    let harness = Harness::start().await;
    let powers = Powers::of(&harness).await;
    let (file, away) = (ledger(&harness), harness.file("away"));
    fs::rename(&file, &away).unwrap();
    fs::create_dir(&file).unwrap();
    powers.all_end(&harness).await;
    let back = json!({"disabled": false});
    let back = patch(&harness, &powers.admin, &powers.service, back).await;
    back.refused("TRAIL_UNAVAILABLE");
    let alerts = powers.admin.get(&harness, "/alerts").await;
    assert_eq!(alerts.data()["items"][0]["kind"], "trailUnwritten");
    fs::remove_dir(&file).unwrap();
    fs::rename(&away, &file).unwrap();
    remembered(file).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shutting_off_does_not_wait_for_a_disk_that_hangs() {
    let harness = Harness::with(|config| config.trail_seconds = 1).await;
    let powers = Powers::of(&harness).await;
    let file = ledger(&harness);
    let held = File::open(&file).unwrap();
    held.lock().unwrap();
    powers.all_end(&harness).await;
    // What is let in again has to wait, and what was refused does not come true later.
    let back = json!({"disabled": false});
    let back = patch(&harness, &powers.admin, &powers.service, back).await;
    back.refused("TRAIL_UNAVAILABLE");
    held.unlock().unwrap();
    remembered(file).await;
    let harness = harness.again(|_| {}).await;
    let service = powers.admin.get(&harness, &powers.service).await;
    assert_eq!(service.data()["disabled"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_does_not_come_true_later() {
    let harness = Harness::with(|config| config.trail_seconds = 1).await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let service = Service::register(&harness).await;
    let path = format!("/services/{}", service.id);
    let disabled = patch(&harness, &admin, &path, json!({"disabled": true})).await;
    assert_eq!(disabled.data()["disabled"], true);
    let file = ledger(&harness);
    let held = File::open(&file).unwrap();
    held.lock().unwrap();
    let back = patch(&harness, &admin, &path, json!({"disabled": false})).await;
    back.refused("TRAIL_UNAVAILABLE");
    held.unlock().unwrap();
    // What was asked for is written by now, and what holds instead after it.
    until("the last word", async || {
        let text = fs::read_to_string(&file).unwrap();
        let words: Vec<_> = text
            .lines()
            .filter(|line| line.contains("service:"))
            .collect();
        (words.len() == 3).then(|| assert!(words[2].contains(" disabled ")))
    })
    .await;
    let harness = harness.again(|_| {}).await;
    let now = admin.get(&harness, &path).await;
    assert_eq!(now.data()["disabled"], true);
}
