//! Envelopes: taken once, handed on byte by byte, opened by their service alone.

use serde_json::json;
use signet_contract::{
    ids::GrantId,
    platform::{RECEIPT_TYPE, ReceiptClaims},
};
use signet_seal::{Expected, Platform, VerifyingKey};

use crate::{device::Device, harness::Harness, parties::Service};

#[tokio::test]
async fn the_service_opens_what_the_device_sealed() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "usr_8F21").await;
    let lease = service.lease(&harness, "usr_8F21", "one").await;
    let lease = lease.data()["id"].as_str().unwrap().to_owned();
    let fetched = service
        .get(
            &harness,
            &format!("/sessions/user/usr_8F21?leaseId={lease}"),
        )
        .await;
    let data = fetched.data();
    let envelope = data["envelope"].as_str().unwrap();
    assert_eq!(envelope, linked.envelope);
    let expected = Expected {
        environment: "production",
        platform: harness.server.origin().as_str(),
        service: service.id,
        user: "usr_8F21",
        grant: linked.grant.id,
        device: Some(device.key.verifying_key()),
        now: harness.clock().now().unix_seconds(),
    };
    let opened = service
        .sealing
        .open(envelope.as_bytes(), &expected)
        .unwrap();
    assert_eq!(opened.session.user_id(), 5_000_000_123);

    let seen = service
        .get(&harness, &format!("/sessions/{}", linked.id))
        .await;
    assert_eq!(seen.data()["session"]["state"], "live");
    let log = service
        .get(&harness, &format!("/sessions/{}/access-log", linked.id))
        .await;
    let actions: Vec<_> = log.data()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["action"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(actions, ["open", "lease", "deliver"]);
}

#[tokio::test]
async fn the_same_envelope_again_gets_the_same_answer_and_another_none() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let first = device
        .deliver(&harness, &linked.grant, &linked.envelope)
        .await;
    let again = device
        .deliver(&harness, &linked.grant, &linked.envelope)
        .await;
    assert_eq!(first.data(), again.data());
    assert_eq!(again.data()["sessionId"], linked.id);
    let other = device.seal(&harness, &linked.grant, |_| {}).await;
    let refused = device.deliver(&harness, &linked.grant, &other).await;
    assert_eq!(refused.status, 409);
    refused.refused("GRANT_DELIVERED");
}

#[tokio::test]
async fn a_receipt_is_signed_by_the_pinned_key() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let delivered = device
        .deliver(&harness, &linked.grant, &linked.envelope)
        .await;
    let receipt = delivered.data()["receipt"].as_str().unwrap();
    let said = harness.get("/.well-known/signet").await;
    let key: VerifyingKey<Platform> = said.data()["signingKey"]["x"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let claims = key.verify_jws(RECEIPT_TYPE, receipt).unwrap();
    let claims: ReceiptClaims = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims.grant_id, linked.grant.id);
    assert_eq!(claims.session_id.to_string(), linked.id);
    assert_eq!(Some(claims.device_id), device.id);
}

#[tokio::test]
async fn deliveries_of_one_grant_at_once_make_one_session() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let mut device = Device::new();
    let grant = device.redeem(&harness, &link.token).await;
    service.confirm(&harness, &link, &grant.code).await.data();
    let envelope = device.seal(&harness, &grant, |_| {}).await;
    let token = device.token(&harness).await;
    let body = json!({
        "grantId": grant.id, "accountId": device.account, "envelope": envelope,
    });
    let tries = (0..20).map(|_| {
        let path = format!("{}/sessions", crate::harness::API);
        let request = harness.request(reqwest::Method::POST, &path);
        crate::harness::answer(request.bearer_auth(&token).json(&body))
    });
    let answers = futures_util::future::join_all(tries).await;
    let first = answers[0].data()["sessionId"].clone();
    assert!(
        answers
            .iter()
            .all(|answer| answer.data()["sessionId"] == first)
    );
}

#[tokio::test]
async fn nothing_is_taken_before_the_page_confirmed() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let mut device = Device::new();
    let grant = device.redeem(&harness, &link.token).await;
    let envelope = device.seal(&harness, &grant, |_| {}).await;
    device
        .deliver(&harness, &grant, &envelope)
        .await
        .refused("LINK_NOT_CONFIRMED");
    let mut unknown = grant;
    unknown.id = GrantId::now();
    device
        .deliver(&harness, &unknown, &envelope)
        .await
        .refused("GRANT_UNKNOWN");
}
