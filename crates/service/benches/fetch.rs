//! Fetching sessions, each audited and durable, against the disk's own rate of single commits.
//! Both are measured in one run, and the ratio is printed.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark may do both"
)]
#![expect(dead_code, reason = "the tests' parties can do more than is measured")]

#[path = "../tests/service/device.rs"]
mod device;
#[path = "../tests/service/harness.rs"]
mod harness;
#[path = "../tests/service/parties.rs"]
mod parties;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;
use serde_json::json;

use crate::{device::Device, harness::Harness, parties::Service};

const LENGTH: Duration = Duration::from_secs(5);
const CLIENTS: usize = 64;

#[tokio::main]
async fn main() {
    let harness = Harness::with(|config| {
        config.limit_calls = u32::MAX;
        config.limit_calls_address = u32::MAX;
        config.log = "error".to_owned();
    })
    .await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    let lease = service.lease(&harness, "u", "one").await;
    let path = format!(
        "{}/sessions/user/u?leaseId={}",
        harness::API,
        lease.data()["id"].as_str().unwrap()
    );
    let token = service.token(&harness).await;
    let fetched = fetches(&harness, &path, &token).await;
    let committed = commits();
    let result = json!({
        "fetchesPerSecond": fetched,
        "commitsPerSecond": committed,
        "ratio": fetched / committed,
        "budget": 2.0,
    });
    println!("{result}");
}

async fn fetches(harness: &Harness, path: &str, token: &str) -> f64 {
    let done = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let clients = (0..CLIENTS).map(|_| {
        let request = harness
            .request(reqwest::Method::GET, path)
            .bearer_auth(token);
        let done = Arc::clone(&done);
        tokio::spawn(async move {
            while begun.elapsed() < LENGTH {
                let answer = request.try_clone().unwrap().send().await.unwrap();
                assert!(
                    answer.status().is_success(),
                    "{}",
                    answer.text().await.unwrap()
                );
                answer.bytes().await.unwrap();
                done.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
    done.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64()
}

/// As many bytes as a line of the trail, in a database beside the other.
fn commits() -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let connection = Connection::open(folder.path().join("bare.db")).unwrap();
    connection
        .pragma_update(None, "journal_mode", "wal")
        .unwrap();
    connection
        .pragma_update(None, "synchronous", "full")
        .unwrap();
    connection
        .execute_batch("CREATE TABLE lines (event BLOB) STRICT")
        .unwrap();
    let begun = Instant::now();
    let mut done = 0_u32;
    while begun.elapsed() < LENGTH {
        connection
            .execute("INSERT INTO lines VALUES (?1)", [vec![7_u8; 160]])
            .unwrap();
        done += 1;
    }
    f64::from(done) / begun.elapsed().as_secs_f64()
}
