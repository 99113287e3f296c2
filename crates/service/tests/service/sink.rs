//! When the trail cannot be written: nothing sensitive is done, and ending still works.

use std::time::{Duration, Instant};

use reqwest::Method;
use rusqlite::Connection;
use serde_json::json;

use crate::{device::Device, harness::Harness, parties::Service};

#[tokio::test]
async fn without_a_trail_nothing_sensitive_is_done_but_ending_is() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let lease = service.lease(&harness, "u", "one").await;
    let fetch = format!(
        "/sessions/user/u?leaseId={}",
        lease.data()["id"].as_str().unwrap()
    );
    let link = service.link(&harness, "v").await;
    harness.server.platform().audit.flush().await;

    let other = Connection::open(harness.database()).unwrap();
    other
        .execute_batch("ALTER TABLE lines RENAME TO gone")
        .unwrap();
    let fetched = service.get(&harness, &fetch).await;
    assert_eq!(fetched.status, 503);
    fetched.refused("TRAIL_UNAVAILABLE");
    let renew = format!("/leases/{}/renew", lease.data()["id"].as_str().unwrap());
    let renewed = service.post(&harness, &renew, json!({})).await;
    renewed.refused("TRAIL_UNAVAILABLE");
    assert!(!fetched.body.to_string().contains("\"ct\""));
    let redemption = Device::new().redemption(&harness, &link.token);
    harness
        .post("/link-tokens/redeem", redemption)
        .await
        .refused("TRAIL_UNAVAILABLE");
    let one = format!("/sessions/{}", linked.id);
    let ended = device.send(&harness, Method::DELETE, &one, json!({})).await;
    assert_eq!(ended.data()["session"]["state"], "ending");

    // What waited is written as soon as it can be.
    other
        .execute_batch("ALTER TABLE gone RENAME TO lines")
        .unwrap();
    harness.server.platform().audit.flush().await;
    let log = service.get(&harness, &format!("{one}/access-log")).await;
    assert_eq!(log.data()["items"][0]["action"], "revoke");
    // The link was not used up.
    Device::new().redeem(&harness, &link.token).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trail_that_hangs_is_given_up() {
    let harness = Harness::with(|config| config.trail_seconds = 1).await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    let other = Connection::open(harness.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = Instant::now();
    service
        .lease(&harness, "u", "one")
        .await
        .refused("TRAIL_UNAVAILABLE");
    assert!(begun.elapsed() < Duration::from_secs(5));
    other.execute_batch("ROLLBACK").unwrap();
    service.lease(&harness, "u", "one").await.data();
}
