//! Leases: one holder at a time, whatever happens.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use crate::{device::Device, harness::Harness, parties::Service};

const SECOND: Duration = Duration::from_secs(1);

fn roomy(config: &mut signet_service::config::Config) {
    config.limit_calls = 1_000_000;
    config.limit_calls_address = 1_000_000;
}

#[tokio::test]
async fn one_instance_holds_and_asks_again() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    let first = service.lease(&harness, "u", "one").await;
    assert_eq!(first.data()["endsIn"], 600);
    assert_eq!(first.data()["disconnectBeforeEnd"], 60);
    let again = service.lease(&harness, "u", "one").await;
    assert_eq!(again.data()["id"], first.data()["id"]);
    let other = service.lease(&harness, "u", "two").await;
    assert_eq!(other.status, 409);
    other.refused("SESSION_IN_USE");
    assert_eq!(
        other.body["error"]["details"]["endsAt"],
        first.data()["endsAt"]
    );
    let retry = other.body["error"]["retryAfter"].as_u64().unwrap();
    assert!((659..=661).contains(&retry), "{retry}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_races_have_one_winner_each() {
    let harness = Harness::with(roomy).await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    for round in 0..100 {
        let tries: Vec<_> = (0..10).map(|at| format!("r{round}-{at}")).collect();
        let answers = join_all(tries.iter().map(|name| service.lease(&harness, "u", name))).await;
        let won: Vec<_> = answers
            .iter()
            .filter(|answer| answer.status.is_success())
            .collect();
        assert_eq!(won.len(), 1, "round {round}");
        let lost = answers
            .iter()
            .filter(|answer| answer.code() == "SESSION_IN_USE");
        assert_eq!(lost.count(), 9, "round {round}");
        let lease = won[0].data()["id"].as_str().unwrap();
        service
            .delete(&harness, &format!("/leases/{lease}"))
            .await
            .data();
    }
}

#[tokio::test]
async fn a_holder_stopped_past_takeover_finds_its_lease_gone() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    let stopped = service.lease(&harness, "u", "stopped").await;
    let stopped = stopped.data()["id"].as_str().unwrap().to_owned();
    harness.clock().advance(SECOND * 600);
    // Over, and not yet another's: Telegram cannot fence, so there is a minute in between.
    service
        .lease(&harness, "u", "next")
        .await
        .refused("SESSION_IN_USE");
    let fetch = |lease: &str| format!("/sessions/user/u?leaseId={lease}");
    service
        .get(&harness, &fetch(&stopped))
        .await
        .refused("LEASE_OVER");
    harness.clock().advance(SECOND * 60);
    let next = service.lease(&harness, "u", "next").await;
    let next = next.data()["id"].as_str().unwrap().to_owned();
    // It wakes.
    service
        .get(&harness, &fetch(&stopped))
        .await
        .refused("LEASE_OVER");
    let renew = format!("/leases/{stopped}/renew");
    service
        .post(&harness, &renew, json!({}))
        .await
        .refused("LEASE_OVER");
    service
        .delete(&harness, &format!("/leases/{stopped}"))
        .await
        .refused("LEASE_OVER");
    service
        .lease(&harness, "u", "stopped")
        .await
        .refused("SESSION_IN_USE");
    service.get(&harness, &fetch(&next)).await.data();
}

#[tokio::test]
async fn renewing_moves_the_end_and_giving_back_frees_at_once() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    let lease = service.lease(&harness, "u", "one").await;
    let lease = lease.data()["id"].as_str().unwrap().to_owned();
    harness.clock().advance(SECOND * 500);
    let renew = format!("/leases/{lease}/renew");
    let renewed = service
        .post(&harness, &renew, json!({"seconds": 900}))
        .await;
    assert_eq!(renewed.data()["endsIn"], 900);
    assert_eq!(renewed.data()["id"], lease);
    for seconds in [299, 901, 0] {
        let refused = service
            .post(&harness, &renew, json!({"seconds": seconds}))
            .await;
        refused.refused("VALIDATION_FAILED");
    }
    service
        .delete(&harness, &format!("/leases/{lease}"))
        .await
        .data();
    service.lease(&harness, "u", "two").await.data();
}

#[tokio::test]
async fn of_several_accounts_one_is_named() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let (mut one, mut two) = (Device::new(), Device::new());
    service.linked(&harness, &mut one, "u").await;
    service.linked(&harness, &mut two, "u").await;
    let unclear = service.lease(&harness, "u", "i").await;
    assert_eq!(unclear.status, 409);
    unclear.refused("ACCOUNT_NEEDED");
    let accounts = unclear.body["error"]["details"]["accounts"]
        .as_array()
        .unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!(accounts[0]["accountHint"], "ends in 77");
    let body = json!({"userId": "u", "instanceId": "i", "accountId": two.account});
    let lease = service.post(&harness, "/leases", body).await;
    assert_eq!(lease.data()["accountId"], two.account.to_string());
}

#[tokio::test]
async fn a_lease_ends_with_its_session() {
    let harness = Harness::with(|config| config.session_days = 1).await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    harness.clock().advance(SECOND * (24 * 3600 - 100));
    let lease = service.lease(&harness, "u", "one").await;
    assert!(lease.data()["endsIn"].as_u64().unwrap() <= 100);
    harness.clock().advance(SECOND * 100);
    service
        .lease(&harness, "u", "one")
        .await
        .refused("SESSION_EXPIRED");
}

#[tokio::test]
async fn renewing_is_use_and_stands_in_the_trail() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let linked = service.linked(&harness, &mut Device::new(), "u").await;
    let one = format!("/sessions/{}", linked.id);
    let lease = service.lease(&harness, "u", "one").await;
    let renew = format!("/leases/{}/renew", lease.data()["id"].as_str().unwrap());
    harness.clock().advance(SECOND * 300);
    let renewed_at = harness.clock().now().to_string();
    service.post(&harness, &renew, json!({})).await.data();
    let log = service.get(&harness, &format!("{one}/access-log")).await;
    assert_eq!(log.data()["items"][0]["action"], "lease-renew");
    // Nobody waits for the note of when it was used.
    for round in 0.. {
        let seen = service.get(&harness, &one).await;
        let used = seen.data()["session"]["lastUsedAt"].as_str();
        if used.is_some_and(|used| used >= renewed_at.as_str()) {
            break;
        }
        assert!(round < 100, "{used:?}, and it was renewed at {renewed_at}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
