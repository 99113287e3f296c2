//! What was begun is done to its end, whoever still waits for it.

use std::time::Duration;

use reqwest::Method;
use rusqlite::Connection;
use serde_json::json;
use signet_service::caller::Rank;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    device::Device,
    harness::{API, Harness, answer},
    killed::program,
    operators::token,
    parties::{Linked, Service},
    watched::until,
};

struct Scene {
    harness: Harness,
    service: Service,
    support: String,
    linked: Linked,
    device: Device,
}

async fn scene(request_seconds: u64) -> Scene {
    let harness = Harness::with(|config| config.request_seconds = request_seconds).await;
    let service = Service::register(&harness).await;
    let support = token(&harness, Rank::Support);
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    Scene {
        harness,
        service,
        support,
        linked,
        device,
    }
}

impl Scene {
    /// Asks for the end of the device, which takes several steps, while nothing can be written.
    async fn asked(&self) -> (TcpStream, Connection) {
        let other = Connection::open(self.harness.database()).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let address = self.harness.server.address();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let body = r#"{"reason":"deviceLost"}"#;
        let request = format!(
            "POST {API}/devices/{}/disable HTTP/1.1\r\nhost: {address}\r\n\
             authorization: Bearer {}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            self.device.id.unwrap(),
            self.support,
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        (stream, other)
    }
}

async fn is_ended(harness: &Harness, service: &Service, linked: &Linked) -> bool {
    let path = format!("/sessions/{}", linked.id);
    let seen = service.get(harness, &path).await;
    seen.data()["session"]["state"] == "ending"
}

async fn ends(scene: &Scene) {
    until("the end of the session", async || {
        is_ended(&scene.harness, &scene.service, &scene.linked)
            .await
            .then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_caller_hangs_up_is_done_to_its_end() {
    let scene = scene(15).await;
    let (stream, other) = scene.asked().await;
    drop(stream);
    tokio::time::sleep(Duration::from_millis(300)).await;
    other.execute_batch("ROLLBACK").unwrap();
    ends(&scene).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_time_is_over_is_done_to_its_end() {
    let scene = scene(2).await;
    let (mut stream, other) = scene.asked().await;
    let mut answer = vec![0; 4096];
    let read = stream.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]);
    assert!(answer.contains("TIMED_OUT"), "{answer}");
    other.execute_batch("ROLLBACK").unwrap();
    ends(&scene).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_what_nobody_waits_for() {
    let scene = scene(15).await;
    let (stream, other) = scene.asked().await;
    drop(stream);
    let freed = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(700));
        other.execute_batch("ROLLBACK").unwrap();
    });
    let database = scene.harness.database();
    scene.harness.server.stop().await;
    let connection = Connection::open(database).unwrap();
    let sql = "SELECT state FROM sessions WHERE id = ?1";
    let state: String = connection
        .query_row(sql, [&scene.linked.id], |row| row.get(0))
        .unwrap();
    assert_eq!(state, "ending");
    freed.join().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ending_whose_line_could_not_be_written_has_it_after_a_kill() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let linked = service.linked(&harness, &mut Device::new(), "u").await;
    harness.server.platform().audit.flush().await;
    let client = harness.client.clone();
    let (outside, mut child) = harness.outside(program).await;
    let other = Connection::open(outside.config.data_dir.join("signetd.db")).unwrap();
    other.busy_timeout(Duration::from_secs(5)).unwrap();
    other
        .execute_batch("ALTER TABLE lines RENAME TO gone")
        .unwrap();
    let path = format!("/sessions/{}", linked.id);
    let url = format!("http://{}{API}{path}", outside.config.listen);
    let request = client
        .request(Method::DELETE, url)
        .header("x-service-id", service.id.to_string())
        .header(
            "authorization",
            format!("ApiKey {}", service.api_key.expose()),
        )
        .json(&json!({"reason": "service"}));
    assert_eq!(answer(request).await.data()["session"]["state"], "ending");
    child.kill().unwrap();
    child.wait().unwrap();
    other
        .execute_batch("ALTER TABLE gone RENAME TO lines")
        .unwrap();
    let harness = outside.inside().await;
    harness.server.platform().audit.flush().await;
    let log = service.get(&harness, &format!("{path}/access-log")).await;
    assert_eq!(log.data()["items"][0]["action"], "revoke");
}
