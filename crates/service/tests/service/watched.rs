//! What the platform does of its own accord: alerts, messages to webhooks, the hourly job.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use signet_service::{caller::Rank, lifecycle};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{
    device::Device,
    harness::Harness,
    parties::{Linked, Service},
    staff::Staff,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Waits until something is so, a while at most.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..400 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited in vain for {what}");
}

async fn alert(harness: &Harness, viewer: &Staff, kind: &str) -> Value {
    until(kind, async || {
        let alerts = viewer.get(harness, "/alerts").await;
        let items = alerts.data()["items"].as_array().unwrap();
        items.iter().find(|alert| alert["kind"] == kind).cloned()
    })
    .await
}

/// A receiver of webhooks that keeps what it hears.
async fn receiver() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 16 * 1024];
            let mut read = 0;
            // Head and body come in one or two pieces.
            while !String::from_utf8_lossy(&request[..read]).ends_with('}') {
                read += stream.read(&mut request[read..]).await.unwrap();
            }
            let text = String::from_utf8_lossy(&request[..read]).into_owned();
            keep.lock().unwrap().push(text);
            let taken = b"HTTP/1.1 204 No Content\r\n\r\n";
            stream.write_all(taken).await.unwrap();
        }
    });
    (address, heard)
}

/// Checks a message as the specification of Standard Webhooks says, and returns its body.
fn verified(message: &str, secret: &str) -> Value {
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    let header = |name: &str| {
        let mut lines = head.lines();
        let line = lines.find(|line| line.to_lowercase().starts_with(name));
        line.unwrap().split_once(": ").unwrap().1.to_owned()
    };
    let key = Base64::decode_vec(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
    let (id, at) = (header("webhook-id:"), header("webhook-timestamp:"));
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    let expected = Base64::encode_string(&mac.finalize().into_bytes());
    assert_eq!(header("webhook-signature:"), format!("v1,{expected}"));
    serde_json::from_str(body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_hears_what_it_asked_for_signed() {
    let harness = Harness::with(|config| config.webhook_private = true).await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let service = Service::register(&harness).await;
    let (address, heard) = receiver().await;
    let webhook = json!({
        "url": format!("http://{address}/hooks"), "serviceId": service.id,
        "events": ["session.linked", "session.revoked", "session.health"],
    });
    let made = admin
        .send(&harness, Method::POST, "/webhooks", webhook)
        .await;
    let secret = made.data()["secret"].as_str().unwrap().to_owned();
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let path = format!("/sessions/{}", linked.id);
    let health = json!({"health": "limited"});
    let health = service
        .post(&harness, &format!("{path}/health"), health)
        .await;
    assert!(health.status.is_success());
    let ended = device
        .send(&harness, Method::DELETE, &path, json!({}))
        .await;
    assert!(ended.status.is_success());
    let messages = until("three messages", async || {
        let heard = heard.lock().unwrap();
        (heard.len() >= 3).then(|| heard.clone())
    })
    .await;
    let mut kinds: Vec<_> = messages
        .iter()
        .map(|message| {
            let body = verified(message, &secret);
            assert_eq!(body["data"]["sessionId"], linked.id);
            body["type"].as_str().unwrap().to_owned()
        })
        .collect();
    kinds.sort();
    assert_eq!(
        kinds,
        ["session.health", "session.linked", "session.revoked"]
    );
    let shown = admin.get(&harness, "/webhooks").await;
    assert!(!shown.body.to_string().contains(&secret), "shown once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_to_a_neighbour_is_refused() {
    let harness = Harness::start().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    for url in [
        "http://atlas.example/",
        "https://127.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://me:pw@atlas.example/",
        "nonsense",
    ] {
        let webhook = json!({"url": url, "events": ["alert"]});
        let refused = admin
            .send(&harness, Method::POST, "/webhooks", webhook)
            .await;
        refused.refused("VALIDATION_FAILED");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unusual_raises_an_alert_that_one_person_sees_to() {
    let harness = Harness::start().await;
    let support = Staff::enrol(&harness, Rank::Support).await;
    let service = Service::register(&harness).await;
    let mut linked: Option<Linked> = None;
    for _ in 0..6 {
        linked = Some(service.linked(&harness, &mut Device::new(), "u").await);
    }
    alert(&harness, &support, "manyGrants").await;
    let session = linked.unwrap().id;
    let path = format!("/sessions/{session}/health");
    let health = service
        .post(&harness, &path, json!({"health": "duplicated"}))
        .await;
    assert!(health.status.is_success());
    let raised = alert(&harness, &support, "duplicated").await;
    assert_eq!(raised["sessionId"], session);

    let path = |step: &str| format!("/alerts/{}/{step}", raised["id"].as_str().unwrap());
    let post = Method::POST;
    let claimed = support
        .send(&harness, post.clone(), &path("claim"), json!({}))
        .await;
    assert!(claimed.data()["claimedBy"].is_string());
    let other = Staff::enrol(&harness, Rank::Admin).await;
    let second = other
        .send(&harness, post.clone(), &path("claim"), json!({}))
        .await;
    second.refused("ALREADY_EXISTS");
    let settled = support
        .send(&harness, post, &path("settle"), json!({}))
        .await;
    assert!(settled.data()["settledAt"].is_string());
    let open = support.get(&harness, "/alerts?settled=false").await;
    let open = open.data()["items"].as_array().unwrap().clone();
    assert!(open.iter().all(|alert| alert["kind"] != "duplicated"));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_leases_in_an_hour_raise_an_alert() {
    let harness = Harness::start().await;
    let viewer = Staff::enrol(&harness, Rank::Viewer).await;
    let service = Service::register(&harness).await;
    service.linked(&harness, &mut Device::new(), "u").await;
    for n in 0..21 {
        let wish = json!({"userId": "u", "instanceId": format!("i{n}")});
        let lease = service.post(&harness, "/leases", wish).await;
        let path = format!("/leases/{}", lease.data()["id"].as_str().unwrap());
        let back = service
            .request(&harness, Method::DELETE, &path)
            .send()
            .await;
        assert!(back.unwrap().status().is_success());
    }
    alert(&harness, &viewer, "unusualLeases").await;
}

/// Waits for the end of a session, done here or by the loop of the service itself.
async fn ended(harness: &Harness, service: &Service, linked: &Linked) -> Value {
    until("the end", async || {
        let seen = service
            .get(harness, &format!("/sessions/{}", linked.id))
            .await;
        let session = seen.data()["session"].clone();
        (session["state"] == "ending").then_some(session)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hourly_job_ends_what_is_over_and_is_done_once_an_hour() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let over = service.linked(&harness, &mut Device::new(), "over").await;
    let platform = harness.server.platform();
    lifecycle::run(platform).await.unwrap();
    // Now it was done, here or by the service itself.
    assert_eq!(lifecycle::run(platform).await.unwrap(), None);
    harness.clock().advance(DAY * 29 + DAY / 2);
    let used = service.linked(&harness, &mut Device::new(), "used").await;
    harness.clock().advance(DAY / 2 + Duration::from_secs(1));
    lifecycle::run(platform).await.unwrap();
    let session = ended(&harness, &service, &over).await;
    assert_eq!(session["revocationReason"], "expired");
    let seen = service
        .get(&harness, &format!("/sessions/{}", used.id))
        .await;
    assert_eq!(seen.data()["session"]["state"], "live");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_nobody_uses_ends() {
    let harness = Harness::with(|config| config.inactive_days = 10).await;
    let service = Service::register(&harness).await;
    let linked = service.linked(&harness, &mut Device::new(), "u").await;
    harness.clock().advance(DAY * 11);
    lifecycle::run(harness.server.platform()).await.unwrap();
    let session = ended(&harness, &service, &linked).await;
    assert_eq!(session["revocationReason"], "inactive");
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_are_masked_and_recorded() {
    let harness = Harness::start().await;
    let viewer = Staff::enrol(&harness, Rank::Viewer).await;
    let service = Service::register(&harness).await;
    service
        .linked(&harness, &mut Device::new(), "person-4711")
        .await;
    for format in ["csv", "json"] {
        let path = format!("/sessions/export?format={format}");
        let export = viewer.get(&harness, &path).await;
        assert_eq!(export.status, 200, "{}", export.body);
        let text = export.body.to_string();
        assert!(
            text.contains("pers…") && text.contains("127.0.0.x"),
            "{text}"
        );
        for hidden in ["4711", "127.0.0.1", "laptop", "ends in 77"] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
        assert!(
            export
                .header("content-disposition")
                .starts_with("attachment")
        );
    }
    let path = "/audit/export?format=csv&action=list-export";
    let trail = viewer.get(&harness, path).await;
    assert_eq!(trail.body.as_str().unwrap().lines().count(), 4);
}
