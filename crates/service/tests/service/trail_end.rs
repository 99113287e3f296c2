//! The end of the trail: what is cut off it, and what can be said without knowing where it was.

use std::{fs, time::Duration};

use rusqlite::Connection;
use serde_json::{Value, json};
use signet_service::caller::Rank;

use crate::{harness::Harness, parties::Service, staff::Staff};

const HEAD: &str = "trail.head";

async fn verified(harness: &Harness, viewer: &Staff) -> Value {
    let verified = viewer.get(harness, "/audit/verification").await;
    verified.data().clone()
}

async fn started() -> (Harness, Staff) {
    let harness = Harness::start().await;
    let viewer = Staff::enrol(&harness, Rank::Viewer).await;
    Service::register(&harness).await;
    harness.server.platform().audit.flush().await;
    (harness, viewer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tail_that_was_cut_off_is_noticed_and_stays_so() {
    let (harness, viewer) = started().await;
    let harness = harness.again(|_| {}).await;
    let whole = verified(&harness, &viewer).await;
    assert_eq!(whole["intact"], true, "{whole}");
    let kept = whole["keptHead"]["sequence"].as_u64().unwrap();
    assert!(kept >= 3, "{whole}");

    let database = harness.database();
    let harness = harness
        .again(|_| {
            let database = Connection::open(&database).unwrap();
            let cut = "DELETE FROM lines WHERE sequence >= ?1 - 1";
            assert!(database.execute(cut, [kept]).unwrap() >= 2);
        })
        .await;
    let cut = verified(&harness, &viewer).await;
    assert_eq!(cut["intact"], false, "{cut}");
    assert!(!cut["faults"].as_array().unwrap().is_empty(), "{cut}");
    // Neither new lines nor a new start make it forgotten.
    for user in ["a", "b", "c"] {
        let service = Service::register(&harness).await;
        service.link(&harness, user).await;
    }
    harness.server.platform().audit.flush().await;
    let harness = harness.again(|_| {}).await;
    let later = verified(&harness, &viewer).await;
    assert_eq!(later["intact"], false, "{later}");
    let alerts = viewer.get(&harness, "/alerts").await;
    let items = alerts.data()["items"].as_array().unwrap().clone();
    assert!(items.iter().any(|alert| alert["kind"] == "trailBroken"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_kept_head_nothing_is_promised_about_the_end() {
    let (harness, viewer) = started().await;
    let file = harness.config.data_dir.join(HEAD);
    let harness = harness
        .again(|_| {
            fs::remove_file(&file).unwrap();
        })
        .await;
    // The one of this start is not there before its first minute began.
    for _ in 0..100 {
        if file.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    fs::remove_file(&file).unwrap();
    let verified_without = verified(&harness, &viewer).await;
    assert_eq!(verified_without["intact"], true);
    assert_eq!(verified_without["keptHead"], Value::Null);
    fs::write(&file, "1 2 3:4 5\n").unwrap();
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let forged = verified(&harness, &viewer).await;
    assert_eq!(forged["intact"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_cannot_write_is_not_ready() {
    let harness = Harness::with(|config| config.trail_seconds = 1).await;
    assert_eq!(harness.get("/health/ready").await.status, 200);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let other = Connection::open(harness.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let hung = harness.get("/health/ready").await;
    assert_eq!(hung.status, 503);
    assert_eq!(hung.body["data"]["troubles"], json!(["trail"]));
    assert_eq!(harness.get("/health/live").await.status, 200);
    other.execute_batch("ROLLBACK").unwrap();
    for round in 0.. {
        if harness.get("/health/ready").await.status == 200 {
            break;
        }
        assert!(round < 100, "it is not ready again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
