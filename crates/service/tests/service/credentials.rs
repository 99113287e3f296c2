//! API keys and tokens, and what is no good as one.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use signet_contract::ids::ServiceId;
use signet_service::{caller::Party, registration, tokens};

use crate::{
    harness::{API, Answer, Harness, answer},
    parties::{Service, deed},
};

async fn status(harness: &Harness, token: &str) -> Answer {
    harness.bearer(Method::GET, "/status", token).await
}

#[tokio::test]
async fn an_api_key_gives_a_token_and_serves_itself() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let itself = service.get(&harness, "/status").await;
    assert_eq!(itself.data()["userId"], service.id.to_string());
    assert!(itself.data().get("sessionExpiresAt").is_none());

    let token = service.token(&harness).await;
    let by_token = status(&harness, &token).await;
    assert_eq!(by_token.data()["role"], "service");
    assert_eq!(by_token.data()["userId"], service.id.to_string());
    assert!(by_token.data()["sessionExpiresAt"].is_string());
}

#[tokio::test]
async fn a_token_has_no_more_scopes_than_its_service() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let ask = |scopes: serde_json::Value| {
        service.post(
            &harness,
            "/token",
            json!({"grantType": "apiKey", "scopes": scopes}),
        )
    };
    let fewer = ask(json!(["messages.read"])).await;
    assert_eq!(fewer.data()["scopes"], json!(["messages.read"]));
    ask(json!(["messages.read", "everything"]))
        .await
        .refused("SCOPE_NOT_REGISTERED");
}

#[tokio::test]
async fn a_missing_or_wrong_credential_is_told_apart_from_nothing_else() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let path = format!("{API}/status");
    harness.get(&path).await.refused("CREDENTIAL_MISSING");
    let ask = |id: String, credential: String| {
        let request = harness.request(Method::GET, &path);
        let request = request
            .header("x-service-id", id)
            .header("authorization", credential);
        answer(request)
    };
    let (id, key) = (service.id.to_string(), service.api_key.expose().to_owned());
    let wrong = [
        (id.clone(), format!("ApiKey {}", &key[..key.len() - 1])),
        (id.clone(), format!("ApiKey {key}x")),
        (ServiceId::now().to_string(), format!("ApiKey {key}")),
        (id.clone(), format!("Basic {key}")),
        (id.clone(), format!("Bearer {key}")),
        (id.clone(), key.clone()),
        ("' OR 1=1".to_owned(), format!("ApiKey {key}")),
    ];
    for (id, credential) in wrong {
        let refused = ask(id, credential).await;
        assert_eq!(refused.status, 401);
        refused.refused("CREDENTIAL_INVALID");
        assert!(!refused.header("www-authenticate").is_empty());
    }
}

#[tokio::test]
async fn a_third_key_ends_the_first_and_its_tokens() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let token = service.token(&harness).await;
    let platform = harness.server.platform();
    let rotate = || registration::rotate_api_key(platform, service.id, deed());
    rotate().await.unwrap();
    assert!(status(&harness, &token).await.status.is_success());
    let third = rotate().await.unwrap();
    service
        .get(&harness, "/status")
        .await
        .refused("CREDENTIAL_INVALID");
    status(&harness, &token).await.refused("CREDENTIAL_REVOKED");
    let third = Service {
        api_key: third.api_key,
        ..service
    };
    assert!(third.get(&harness, "/status").await.status.is_success());
}

#[tokio::test]
async fn a_key_works_from_its_addresses_alone() {
    let harness = Harness::start().await;
    let near = |new: &mut signet_contract::platform::NewService| {
        new.allowed_addresses = vec!["127.0.0.0/8".to_owned()];
    };
    let far = |new: &mut signet_contract::platform::NewService| {
        new.allowed_addresses = vec!["192.0.2.0/24".to_owned()];
    };
    let near = Service::register_with(&harness, near).await;
    assert!(near.get(&harness, "/status").await.status.is_success());
    let far = Service::register_with(&harness, far).await;
    let refused = far.get(&harness, "/status").await;
    assert_eq!(refused.status, 403);
    refused.refused("ADDRESS_NOT_ALLOWED");
}

#[tokio::test]
async fn a_revoked_token_is_refused_at_once() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let (one, other) = (service.token(&harness).await, service.token(&harness).await);
    harness
        .bearer(Method::POST, "/token/revoke", &one)
        .await
        .data();
    status(&harness, &one).await.refused("CREDENTIAL_REVOKED");
    assert!(status(&harness, &other).await.status.is_success());
}

#[tokio::test]
async fn what_is_revoked_elsewhere_is_refused_here_within_two_seconds() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let token = service.token(&harness).await;
    let platform = harness.server.platform();
    let now = platform.clock.now();
    let caller = tokens::verify(&platform.keyring, platform.origin.as_str(), &token, now).unwrap();
    // Another instance writes to the same database.
    let revoked = signet_service::storage::RevokedId {
        id: caller.token.unwrap(),
        until: now.after(tokens::LIFE),
    };
    platform.storage.news.tell(vec![revoked]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    status(&harness, &token).await.refused("CREDENTIAL_REVOKED");
}

#[tokio::test]
async fn a_token_ends_after_a_quarter_of_an_hour() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let token = service.token(&harness).await;
    harness.clock().advance(tokens::LIFE);
    status(&harness, &token).await.refused("CREDENTIAL_EXPIRED");
}

#[tokio::test]
async fn a_token_of_another_platform_is_refused() {
    let (here, there) = (Harness::start().await, Harness::start().await);
    let service = Service::register(&there).await;
    let token = service.token(&there).await;
    status(&here, &token).await.refused("CREDENTIAL_INVALID");

    // Not even one signed by this platform's own key for another origin.
    let platform = here.server.platform();
    let party = Party::Service {
        id: service.id,
        key: signet_contract::ids::ApiKeyId::now(),
    };
    let elsewhere = "https://elsewhere.example";
    let now = platform.clock.now();
    let token = tokens::issue(&platform.keyring, elsewhere, &party, Vec::new(), now).unwrap();
    status(&here, token.access_token.expose())
        .await
        .refused("CREDENTIAL_INVALID");
}

#[tokio::test]
async fn tokens_are_limited_per_service() {
    let harness = Harness::with(|config| config.limit_token = 2).await;
    let service = Service::register(&harness).await;
    let ask = || service.post(&harness, "/token", json!({"grantType": "apiKey"}));
    ask().await.data();
    ask().await.data();
    let limited = ask().await;
    assert_eq!(limited.status, 429);
    limited.refused("RATE_LIMITED");
    let seconds: u64 = limited.header("retry-after").parse().unwrap();
    assert_eq!(limited.body["error"]["retryAfter"], seconds);
    let other = Service::register(&harness).await;
    other.token(&harness).await;
}

#[tokio::test]
async fn a_body_is_read_strictly() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let send = |kind: &'static str, body: String| {
        let request = service.request(&harness, Method::POST, "/token");
        answer(request.header("content-type", kind).body(body))
    };
    let good = r#"{"grantType":"apiKey"}"#;
    send("application/json; charset=utf-8", good.to_owned())
        .await
        .data();
    send("text/plain", good.to_owned())
        .await
        .refused("UNSUPPORTED_MEDIA_TYPE");
    send("application/json", format!("{good} {good}"))
        .await
        .refused("VALIDATION_FAILED");
    send("application/json", good.replace('}', ",\"x\":1}"))
        .await
        .refused("VALIDATION_FAILED");
    let large = format!("{good}{}", " ".repeat(64 * 1024));
    let large = send("application/json", large).await;
    assert_eq!(large.status, 413);
    large.refused("BODY_TOO_LARGE");
}

#[tokio::test]
async fn a_platform_says_who_it_is() {
    let harness = Harness::start().await;
    let said = harness.get("/.well-known/signet").await;
    let data = said.data();
    assert_eq!(data["origin"], harness.server.origin().as_str());
    assert_eq!(data["signingKey"]["crv"], "Ed25519");
    assert_ne!(data["signingKey"]["x"], data["jwks"]["keys"][0]["x"]);
}
