//! Fetching sessions, each audited and durable, against the disk's own single commits; and what
//! fetches and lists cost as sessions become many.
//!
//! `cargo bench -p signet-service --bench fetch` builds and runs it in release and prints one JSON
//! row per measure. `SIGNET_THOROUGH=1` adds 100 000 and 1 000 000 sessions (about 4 GB of disk,
//! where `TMPDIR` says). Both sides of each ratio take turns within one run, so that a busy machine
//! is busy for both. Times include the client, which is in the same process.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark may do both"
)]
#![expect(dead_code, reason = "the tests' parties can do more than is measured")]

#[path = "fetch/commits.rs"]
mod commits;
#[path = "../tests/service/device.rs"]
mod device;
#[path = "../tests/service/harness.rs"]
mod harness;
#[path = "../tests/service/parties.rs"]
mod parties;
#[path = "fetch/population.rs"]
mod population;
#[path = "fetch/times.rs"]
mod times;

use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::{
    commits::Commits, device::Device, harness::Harness, parties::Service, population::Population,
    times::Times,
};

/// How long each side is measured at a time, and how many times.
const TURN: Duration = Duration::from_secs(1);
const TURNS: usize = 5;

/// As many as the budget is about.
const CROWD: usize = 64;

const CLIENTS: [usize; 4] = [1, 16, CROWD, 256];

/// What a population is measured against.
const FEW: usize = 100;

#[tokio::main]
async fn main() {
    let service = Fetched::start().await;
    let commits = Commits::open();
    let mut bare = Times::default();
    let mut fetched = CLIENTS.map(|clients| (clients, Times::default()));
    for _ in 0..TURNS {
        commits.measure(TURN, &mut bare);
        for (clients, times) in &mut fetched {
            service.measure(*clients, TURN, times).await;
        }
    }
    for (clients, times) in &mut fetched {
        let ratio = times.per_second() / bare.per_second();
        let mut row = json!({
            "row": "fetch",
            "clients": clients,
            "p50Millis": times.millis(50),
            "p99Millis": times.millis(99),
            "fetchesPerSecond": times.per_second(),
            "commitP50Millis": bare.millis(50),
            "commitP99Millis": bare.millis(99),
            "commitsPerSecond": bare.per_second(),
            "ratio": ratio,
        });
        if *clients == CROWD {
            row["budget"] = json!(2.0);
        }
        println!("{row}");
    }
    drop(service);

    let mut sizes = vec![1_000, 10_000];
    if std::env::var_os("SIGNET_THOROUGH").is_some() {
        sizes.extend([100_000, 1_000_000]);
    }
    for size in sizes {
        let many = Population::of(size).await;
        let few = Population::of(FEW).await;
        for row in population::compare(&few, &many).await {
            println!("{row}");
        }
    }
}

/// A service with a limit for nobody.
async fn unlimited() -> Harness {
    Harness::with(|config| {
        config.limit_calls = u32::MAX;
        config.limit_calls_address = u32::MAX;
        config.log = "error".to_owned();
    })
    .await
}

/// One session that everybody fetches.
struct Fetched {
    harness: Harness,
    path: String,
    token: String,
}

impl Fetched {
    async fn start() -> Self {
        let harness = unlimited().await;
        let service = Service::register(&harness).await;
        service.linked(&harness, &mut Device::new(), "u").await;
        let lease = service.lease(&harness, "u", "one").await;
        let lease = lease.data()["id"].as_str().unwrap().to_owned();
        Self {
            path: format!("{}/sessions/user/u?leaseId={lease}", harness::API),
            token: service.token(&harness).await,
            harness,
        }
    }

    async fn measure(&self, clients: usize, length: Duration, times: &mut Times) {
        let begun = Instant::now();
        let clients: Vec<_> = (0..clients)
            .map(|_| {
                let request = self.harness.request(Method::GET, &self.path);
                let request = request.bearer_auth(&self.token);
                tokio::spawn(async move {
                    let mut took = Vec::new();
                    while begun.elapsed() < length {
                        took.push(timed(&request).await);
                    }
                    took
                })
            })
            .collect();
        let mut took = Vec::new();
        for client in clients {
            took.extend(client.await.unwrap());
        }
        times.add(took, begun.elapsed());
    }
}

/// How long it takes until the answer is there, which must be a good one.
async fn timed(request: &RequestBuilder) -> Duration {
    let begun = Instant::now();
    let answer = request.try_clone().unwrap().send().await.unwrap();
    let status = answer.status();
    let body = answer.text().await.unwrap();
    assert!(status.is_success(), "{body}");
    begun.elapsed()
}
