//! Killed in the middle of its work: nothing that was acknowledged is lost.

use std::{
    collections::BTreeSet,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use reqwest::{Client, Method};
use serde_json::{Value, json};
use signet_service::{ledger::Fact, ledger::Ledger, secret::RootSecret};

use crate::{
    device::Device,
    harness::{Harness, Outside},
    parties::Service,
};

/// The program itself over the data of a harness that was stopped.
pub fn program(harness: &Outside) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_signetd"))
        .env_clear()
        .arg("--data-dir")
        .arg(&harness.config.data_dir)
        .args(["--listen", &harness.config.listen.to_string()])
        .args([
            "--limit-calls",
            "1000000",
            "--limit-calls-address",
            "1000000",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let out = child.stdout.as_mut().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).unwrap();
    assert!(line.contains("\"ready\":true"), "{line}");
    child
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    let harness = Harness::start().await;
    let service = Arc::new(Service::register(&harness).await);
    let mut sessions = Vec::new();
    for n in 0..12 {
        let mut device = Device::new();
        let linked = service
            .linked(&harness, &mut device, &format!("u{n}"))
            .await;
        sessions.push(linked.id);
    }
    let (outside, mut child) = harness.outside(program).await;
    let acknowledged = Arc::new(std::sync::Mutex::new(BTreeSet::new()));
    let stop = Arc::new(AtomicBool::new(false));
    let address = outside.config.listen;
    let tasks: Vec<_> = sessions
        .chunks(3)
        .map(|mine| {
            let (mine, service) = (mine.to_vec(), Arc::clone(&service));
            let (acknowledged, stop) = (Arc::clone(&acknowledged), Arc::clone(&stop));
            tokio::spawn(async move {
                let client = Client::builder().no_proxy().build().unwrap();
                for session in mine {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    let url = format!("http://{address}/api/telegram-auth/sessions/{session}");
                    let asked = client
                        .request(Method::DELETE, url)
                        .header("x-service-id", service.id.to_string())
                        .header(
                            "authorization",
                            format!("ApiKey {}", service.api_key.expose()),
                        )
                        .json(&json!({"reason": "service"}))
                        .send()
                        .await;
                    if let Ok(answer) = asked
                        && answer.status().is_success()
                        && answer.json::<Value>().await.is_ok()
                    {
                        acknowledged.lock().unwrap().insert(session);
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            })
        })
        .collect();
    while acknowledged.lock().unwrap().len() < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    stop.store(true, Ordering::SeqCst);
    for task in tasks {
        task.await.unwrap();
    }
    let acknowledged = acknowledged.lock().unwrap().clone();

    // It stands in both places, so that neither alone can bring it back.
    let folder = signet_service::folder::Folder::open(&outside.config.data_dir).unwrap();
    let root = RootSecret::open(&folder).unwrap();
    let ledger = Ledger::new(&folder, root.key("signet/service/ledger/v1"));
    let ended = ledger.read().unwrap();
    let ended = ended
        .iter()
        .filter(|fact| matches!(fact, Fact::GrantEnded(..)));
    assert!(ended.count() >= acknowledged.len());
    let harness = outside.inside().await;
    for session in &acknowledged {
        let seen = service.get(&harness, &format!("/sessions/{session}")).await;
        assert_eq!(seen.data()["session"]["state"], "ending", "{session}");
    }
}
