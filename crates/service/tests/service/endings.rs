//! Ending: at once here, step by step elsewhere, for good.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{device::Device, harness::Harness, parties::Service};

fn step<'a>(detail: &'a Value, kind: &str) -> &'a Value {
    let steps = detail["steps"].as_array().unwrap();
    steps
        .iter()
        .find(|step| step["kind"] == kind)
        .unwrap_or(&Value::Null)
}

#[tokio::test]
async fn an_ended_session_is_refused_at_once_and_its_envelope_is_gone() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let lease = service.lease(&harness, "u", "one").await;
    let lease = lease.data()["id"].as_str().unwrap().to_owned();
    let fetch = format!("/sessions/user/u?leaseId={lease}");
    service.get(&harness, &fetch).await.data();

    let one = format!("/sessions/{}", linked.id);
    let ended = device.send(&harness, Method::DELETE, &one, json!({})).await;
    let data = ended.data();
    assert_eq!(data["session"]["state"], "ending");
    assert_eq!(data["session"]["revocationReason"], "person");
    assert_eq!(step(data, "blocked")["outcome"], "done");
    assert_eq!(step(data, "holderLogout")["outcome"], "waiting");
    service.get(&harness, &fetch).await.refused("LEASE_OVER");
    let renew = format!("/leases/{lease}/renew");
    service
        .post(&harness, &renew, json!({}))
        .await
        .refused("LEASE_OVER");
    service
        .lease(&harness, "u", "one")
        .await
        .refused("SESSION_REVOKED");
    // Delivering again does not bring it back.
    let again = device
        .deliver(&harness, &linked.grant, &linked.envelope)
        .await;
    assert_eq!(again.data()["sessionId"], linked.id);
    service
        .lease(&harness, "u", "one")
        .await
        .refused("SESSION_REVOKED");

    let connection = rusqlite::Connection::open(harness.database()).unwrap();
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let database = std::fs::read(harness.database()).unwrap();
    let holds = |text: &str| {
        database
            .windows(text.len())
            .any(|bytes| bytes == text.as_bytes())
    };
    assert!(holds(&linked.id));
    let sealed = linked.envelope.split("\"ct\":\"").nth(1).unwrap();
    assert!(!holds(&sealed[..64]));
}

#[tokio::test]
async fn each_step_is_reported_by_whom_it_is_for() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    service.lease(&harness, "u", "one").await.data();
    let one = format!("/sessions/{}", linked.id);
    service.delete(&harness, &one).await.data();
    let receipts = format!("{one}/receipts");
    let out = service
        .post(
            &harness,
            &receipts,
            json!({"kind": "loggedOut", "done": true}),
        )
        .await;
    assert_eq!(step(out.data(), "holderLogout")["outcome"], "done");
    let later = json!({"kind": "homeReset", "done": false, "retryAt": "2030-01-01T00:00:00Z"});
    let later = device.send(&harness, Method::POST, &receipts, later).await;
    assert_eq!(step(later.data(), "homeReset")["outcome"], "postponed");
    let dead = json!({"kind": "confirmedDead"});
    let dead = device.send(&harness, Method::POST, &receipts, dead).await;
    assert_eq!(dead.data()["session"]["state"], "dead");
    // Endings do not wait for their lines; whoever reads them does.
    harness.server.platform().audit.flush().await;
    let log = service
        .get(&harness, &format!("{one}/access-log?limit=2"))
        .await;
    assert_eq!(log.data()["items"][0]["action"], "confirmed-dead");
    let next = log.data()["nextCursor"].as_str().unwrap();
    let more = service
        .get(&harness, &format!("{one}/access-log?limit=2&cursor={next}"))
        .await;
    assert_eq!(more.data()["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_session_that_telegram_ended_is_dead_with_lease_and_envelope() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let lease = service.lease(&harness, "u", "one").await;
    let lease = lease.data()["id"].as_str().unwrap().to_owned();
    let receipts = format!("/sessions/{}/receipts", linked.id);
    let dead = json!({"kind": "confirmedDead"});
    let dead = device.send(&harness, Method::POST, &receipts, dead).await;
    assert_eq!(dead.data()["session"]["revocationReason"], "died");
    let fetch = format!("/sessions/user/u?leaseId={lease}");
    service.get(&harness, &fetch).await.refused("LEASE_OVER");
}

#[tokio::test]
async fn health_is_what_was_reported_last() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let linked = service.linked(&harness, &mut Device::new(), "u").await;
    let one = format!("/sessions/{}", linked.id);
    let lease = service.lease(&harness, "u", "one").await;
    let opened = json!({"kind": "opened", "leaseId": lease.data()["id"], "opened": true});
    let seen = service
        .post(&harness, &format!("{one}/receipts"), opened)
        .await;
    assert_eq!(seen.data()["session"]["health"], "working");
    let report = json!({"health": "duplicated"});
    service
        .post(&harness, &format!("{one}/health"), report)
        .await
        .data();
    let found = service
        .get(&harness, "/sessions?health=duplicated&userId=u")
        .await;
    assert_eq!(found.data()["items"][0]["id"], linked.id);
    let none = service.get(&harness, "/sessions?health=working").await;
    assert_eq!(none.data()["items"], json!([]));
}

#[tokio::test]
async fn health_is_not_heard_more_often_than_it_matters() {
    let harness = Harness::with(|config| config.limit_health = 2).await;
    let service = Service::register(&harness).await;
    let one = service.linked(&harness, &mut Device::new(), "u").await;
    let other = service.linked(&harness, &mut Device::new(), "v").await;
    let report = async |session: &str, health: &str| {
        let path = format!("/sessions/{session}/health");
        service
            .post(&harness, &path, json!({"health": health}))
            .await
    };
    report(&one.id, "limited").await.data();
    report(&one.id, "working").await.data();
    let third = report(&one.id, "limited").await;
    third.refused("RATE_LIMITED");
    assert!(!third.header("retry-after").is_empty());
    report(&other.id, "limited").await.data();
}
