//! The link journey as it should be walked.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::{device::Device, harness::Harness, parties::Service};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn the_whole_request_is_seen_and_nothing_is_taken() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "usr_8F21").await;
    for _ in 0..3 {
        let seen = harness
            .post("/link-tokens/preview", json!({"token": link.token}))
            .await;
        let data = seen.data();
        assert_eq!(data["origin"], harness.server.origin().as_str());
        assert_eq!(data["userLabel"], "mara@lind.example");
        assert_eq!(data["scopes"], json!(["messages.read"]));
        assert_eq!(data["serviceId"], service.id.to_string());
        assert!(data.get("userId").is_none(), "{data}");
    }
}

#[tokio::test]
async fn a_grant_waits_for_the_page_and_then_for_the_envelope() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "usr_8F21").await;
    let mut device = Device::new();
    let grant = device.redeem(&harness, &link.token).await;
    let status = format!("/link-tokens/status?grantId={}", grant.id);
    assert_eq!(
        device.get(&harness, &status).await.data()["state"],
        "waiting"
    );
    let confirmed = service
        .confirm(&harness, &link, &grant.code.to_lowercase())
        .await;
    assert_eq!(confirmed.data()["grantId"], grant.id.to_string());
    assert_eq!(
        device.get(&harness, &status).await.data()["state"],
        "confirmed"
    );
    let envelope = device.seal(&harness, &grant, |_| {}).await;
    device.deliver(&harness, &grant, &envelope).await.data();
    assert_eq!(
        device.get(&harness, &status).await.data()["state"],
        "delivered"
    );
}

#[tokio::test]
async fn a_link_ends_after_half_an_hour() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    harness.clock().advance(MINUTE * 30);
    let seen = harness
        .post("/link-tokens/preview", json!({"token": link.token}))
        .await;
    assert_eq!(seen.status, 410);
    seen.refused("LINK_OVER");
    let redemption = Device::new().redemption(&harness, &link.token);
    harness
        .post("/link-tokens/redeem", redemption)
        .await
        .refused("LINK_OVER");
}

#[tokio::test]
async fn a_confirmation_has_ten_minutes() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let mut device = Device::new();
    let grant = device.redeem(&harness, &link.token).await;
    harness.clock().advance(MINUTE * 10);
    service
        .confirm(&harness, &link, &grant.code)
        .await
        .refused("LINK_OVER");
    let status = format!("/link-tokens/status?grantId={}", grant.id);
    assert_eq!(device.get(&harness, &status).await.data()["state"], "over");
}

#[tokio::test]
async fn no_is_said_once_and_holds() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let no = |reason: &str| json!({"token": link.token, "reason": reason});
    harness
        .post("/link-tokens/refuse", no("notConfirmed"))
        .await
        .refused("VALIDATION_FAILED");
    harness
        .post("/link-tokens/refuse", no("notMe"))
        .await
        .data();
    harness
        .post("/link-tokens/refuse", no("declined"))
        .await
        .data();
    let seen = harness
        .post("/link-tokens/preview", json!({"token": link.token}))
        .await;
    seen.refused("LINK_REFUSED");
}

#[tokio::test]
async fn the_device_that_said_yes_may_still_say_no() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let mut device = Device::new();
    let grant = device.redeem(&harness, &link.token).await;
    let no = json!({"token": link.token, "reason": "declined"});
    harness
        .post("/link-tokens/refuse", no.clone())
        .await
        .refused("LINK_REDEEMED");
    device
        .send(&harness, Method::POST, "/link-tokens/refuse", no)
        .await
        .data();
    service
        .confirm(&harness, &link, &grant.code)
        .await
        .refused("LINK_REFUSED");
}

#[tokio::test]
async fn one_key_is_one_device() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let first = service.link(&harness, "u").await;
    device.redeem(&harness, &first.token).await;
    let before = device.id;
    let second = service.link(&harness, "v").await;
    device.redeem(&harness, &second.token).await;
    assert_eq!(device.id, before);
    let mut other = Device::new();
    let third = service.link(&harness, "w").await;
    other.redeem(&harness, &third.token).await;
    assert_ne!(other.id, before);
    let cards = device.get(&harness, "/service-cards").await;
    assert_eq!(cards.data()["cards"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_service_asks_only_for_what_it_registered() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let ask = |change: serde_json::Value| {
        let mut body = json!({"userId": "u", "userLabel": "U", "scopes": ["messages.read"]});
        body.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        service.post(&harness, "/link-tokens", body)
    };
    ask(json!({})).await.data();
    ask(json!({"redirectUri": "http://127.0.0.1:9999/linked"}))
        .await
        .data();
    ask(json!({"redirectUri": "http://127.0.0.1:9999/linked?x"}))
        .await
        .refused("REDIRECT_NOT_REGISTERED");
    ask(json!({"redirectUri": "https://evil.example"}))
        .await
        .refused("REDIRECT_NOT_REGISTERED");
    ask(json!({"scopes": ["everything"]}))
        .await
        .refused("SCOPE_NOT_REGISTERED");
    ask(json!({"scopes": []}))
        .await
        .refused("SCOPE_NOT_REGISTERED");
    ask(json!({"accessUntil": "2001-01-01T00:00:00Z"}))
        .await
        .refused("VALIDATION_FAILED");
    let hostile = ask(json!({"userLabel": "mara\u{202e}elpmaxe"})).await;
    hostile.refused("VALIDATION_FAILED");
    assert_eq!(hostile.body["error"]["details"]["field"], "userLabel");
}

#[tokio::test]
async fn links_are_limited_per_service_and_looks_per_address() {
    let harness = Harness::with(|config| {
        config.limit_links = 1;
        config.limit_preview = 1;
    })
    .await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let body = json!({"userId": "u", "userLabel": "U", "scopes": ["messages.read"]});
    service
        .post(&harness, "/link-tokens", body)
        .await
        .refused("RATE_LIMITED");
    let look = || harness.post("/link-tokens/preview", json!({"token": link.token}));
    look().await.data();
    look().await.refused("RATE_LIMITED");
}
