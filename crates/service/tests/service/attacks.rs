//! What an attacker would try.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use signet_contract::{
    ids::{GrantId, LeaseId},
    platform::{Octets, ReceiptClaims},
};
use signet_seal::SigningKey;

use crate::{
    device::{Bent, Device},
    harness::{API, Harness, answer},
    parties::{Asked, Service},
};

type Bend = Box<dyn FnOnce(&mut Bent)>;

#[tokio::test]
async fn a_link_sent_to_somebody_else_binds_nothing() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    // The attacker asks for a link as themselves and sends it to a victim, who says yes.
    let attackers = service.link(&harness, "attacker").await;
    let mut victim = Device::new();
    let grant = victim.redeem(&harness, &attackers.token).await;
    // The victim's browser brings the code back, in a browser session that asked for no link, or
    // for one of its own.
    let victims = service.link(&harness, "victim").await;
    service
        .confirm(&harness, &victims, &grant.code)
        .await
        .refused("LINK_NOT_CONFIRMED");
    let none = Asked {
        id: signet_contract::ids::LinkId::now().to_string(),
        token: String::new(),
    };
    service
        .confirm(&harness, &none, &grant.code)
        .await
        .refused("LINK_UNKNOWN");
    // The attacker has the right page and not the code.
    for _ in 0..2 {
        let guess = service.confirm(&harness, &attackers, "0000-0000").await;
        guess.refused("CONFIRMATION_CODE_WRONG");
    }
    let last = service.confirm(&harness, &attackers, "not a code").await;
    assert_eq!(last.status, 410);
    last.refused("CONFIRMATION_TRIES_USED");
    service
        .confirm(&harness, &attackers, &grant.code)
        .await
        .refused("CONFIRMATION_TRIES_USED");
    let envelope = victim.seal(&harness, &grant, |_| {}).await;
    victim
        .deliver(&harness, &grant, &envelope)
        .await
        .refused("LINK_REFUSED");
}

#[tokio::test]
async fn another_service_confirms_nothing() {
    let harness = Harness::start().await;
    let (asks, other) = (
        Service::register(&harness).await,
        Service::register(&harness).await,
    );
    let link = asks.link(&harness, "u").await;
    let grant = Device::new().redeem(&harness, &link.token).await;
    other
        .confirm(&harness, &link, &grant.code)
        .await
        .refused("LINK_UNKNOWN");
    asks.confirm(&harness, &link, &grant.code).await.data();
}

#[tokio::test]
async fn a_second_redemption_gets_nothing() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let mut first = Device::new();
    first.redeem(&harness, &link.token).await;
    let thief = Device::new().redemption(&harness, &link.token);
    let refused = harness.post("/link-tokens/redeem", thief).await;
    assert_eq!(refused.status, 409);
    refused.refused("LINK_REDEEMED");
    let again = first.redemption(&harness, &link.token);
    harness
        .post("/link-tokens/redeem", again)
        .await
        .refused("LINK_REDEEMED");
}

#[tokio::test]
async fn redemptions_at_once_have_one_winner() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let tries = (0..20).map(|_| {
        let redemption = Device::new().redemption(&harness, &link.token);
        harness.post("/link-tokens/redeem", redemption)
    });
    let answers = futures_util::future::join_all(tries).await;
    let won = answers.iter().filter(|answer| answer.status.is_success());
    assert_eq!(won.count(), 1);
}

#[tokio::test]
async fn nobody_enrols_a_key_they_do_not_hold() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let (mine, yours) = (Device::new(), Device::new());
    let redeem = |body| harness.post("/link-tokens/redeem", body);
    let mut stolen = mine.redemption(&harness, &link.token);
    stolen["deviceKey"] = json!(Octets(*yours.key.verifying_key().as_bytes()));
    redeem(stolen).await.refused("DEVICE_KEY_REFUSED");
    let other = service.link(&harness, "u").await;
    let mut replayed = mine.redemption(&harness, &other.token);
    replayed["token"] = json!(link.token);
    redeem(replayed).await.refused("DEVICE_KEY_REFUSED");
    let mut weak = mine.redemption(&harness, &link.token);
    weak["deviceKey"] = json!(Octets([0; 32]));
    redeem(weak).await.refused("DEVICE_KEY_REFUSED");
    let there = Harness::start().await;
    let elsewhere = mine.redemption(&there, &link.token);
    redeem(elsewhere).await.refused("DEVICE_KEY_REFUSED");
    let early = mine.redemption(&harness, &link.token);
    harness.clock().advance(Duration::from_secs(301));
    redeem(early).await.refused("DEVICE_KEY_REFUSED");
}

#[tokio::test]
async fn an_assertion_works_once_and_at_one_platform() {
    let (here, there) = (Harness::start().await, Harness::start().await);
    let service = Service::register(&here).await;
    let link = service.link(&here, "u").await;
    let mut device = Device::new();
    device.redeem(&here, &link.token).await;
    let assertion = device.assertion(&here, |_| {});
    device.exchange(&here, &assertion).await.data();
    device
        .exchange(&here, &assertion)
        .await
        .refused("CREDENTIAL_INVALID");
    let elsewhere = there.server.origin().to_string();
    let replayed = device.assertion(&here, |claims| claims.aud = elsewhere);
    device
        .exchange(&here, &replayed)
        .await
        .refused("CREDENTIAL_INVALID");
    device
        .exchange(&there, &replayed)
        .await
        .refused("CREDENTIAL_INVALID");
    let long = device.assertion(&here, |claims| claims.exp = claims.iat + 61);
    device
        .exchange(&here, &long)
        .await
        .refused("CREDENTIAL_INVALID");
    let mut thief = Device::new();
    thief.id = device.id;
    let forged = thief.assertion(&here, |_| {});
    device
        .exchange(&here, &forged)
        .await
        .refused("CREDENTIAL_INVALID");
}

#[tokio::test]
async fn an_envelope_for_anything_else_is_refused() {
    let harness = Harness::start().await;
    let (service, other) = (
        Service::register(&harness).await,
        Service::register(&harness).await,
    );
    let link = service.link(&harness, "usr_8F21").await;
    let mut device = Device::new();
    let grant = device.redeem(&harness, &link.token).await;
    service.confirm(&harness, &link, &grant.code).await.data();
    let others = other.link(&harness, "usr_8F21").await;
    let seen = harness
        .post("/link-tokens/preview", json!({"token": others.token}))
        .await;
    let others_card = seen.data()["card"].as_str().unwrap().to_owned();

    let bends: Vec<Bend> = vec![
        Box::new(|bent| bent.environment = "test".to_owned()),
        Box::new(move |bent| bent.platform_card = others_card),
        Box::new(|bent| bent.grant = GrantId::now()),
        Box::new(|bent| bent.user = "usr_0000".to_owned()),
        Box::new(|bent| bent.scopes.push("contacts.read".to_owned())),
        Box::new(|bent| bent.scopes.clear()),
        Box::new(|bent| bent.issued_at += 360),
        Box::new(|bent| bent.expires_at += 1),
        Box::new(|bent| bent.key = SigningKey::random().unwrap()),
    ];
    for (at, bend) in bends.into_iter().enumerate() {
        let planted = device.seal(&harness, &grant, bend).await;
        let refused = device.deliver(&harness, &grant, &planted).await;
        assert_eq!(
            refused.code(),
            "ENVELOPE_MISMATCH",
            "{at}: {}",
            refused.body
        );
    }
    let good = device.seal(&harness, &grant, |_| {}).await;
    for broken in [
        String::new(),
        good[..good.len() - 1].to_owned(),
        good.replacen("\"v\":1", "\"v\":1,\"v\":1", 1),
        good.replacen("usr_8F21", "usr_8F22", 1),
    ] {
        let refused = device.deliver(&harness, &grant, &broken).await;
        refused.refused("ENVELOPE_MALFORMED");
    }
    device.deliver(&harness, &grant, &good).await.data();
}

#[tokio::test]
async fn another_device_service_or_user_sees_and_gets_nothing() {
    let harness = Harness::start().await;
    let (service, other) = (
        Service::register(&harness).await,
        Service::register(&harness).await,
    );
    let (mut device, mut stranger) = (Device::new(), Device::new());
    let linked = service.linked(&harness, &mut device, "u").await;
    other.linked(&harness, &mut stranger, "v").await;
    let lease = service.lease(&harness, "u", "one").await;
    let lease = lease.data()["id"].as_str().unwrap().to_owned();

    let one = format!("/sessions/{}", linked.id);
    stranger.get(&harness, &one).await.refused("NOT_FOUND");
    other.get(&harness, &one).await.refused("NOT_FOUND");
    other.delete(&harness, &one).await.refused("NOT_FOUND");
    other
        .get(&harness, &format!("{one}/access-log"))
        .await
        .refused("NOT_FOUND");
    other.lease(&harness, "u", "one").await.refused("NOT_FOUND");
    let fetch = |user: &str, lease: &str| format!("/sessions/user/{user}?leaseId={lease}");
    other
        .get(&harness, &fetch("u", &lease))
        .await
        .refused("LEASE_OVER");
    service
        .get(&harness, &fetch("v", &lease))
        .await
        .refused("LEASE_OVER");
    let made_up = LeaseId::now().to_string();
    service
        .get(&harness, &fetch("u", &made_up))
        .await
        .refused("LEASE_OVER");
    other
        .delete(&harness, &format!("/leases/{lease}"))
        .await
        .refused("LEASE_OVER");
    let renew = format!("/leases/{lease}/renew");
    other
        .post(&harness, &renew, json!({}))
        .await
        .refused("LEASE_OVER");
    // A device never gets an envelope back, not even its own.
    device
        .get(&harness, &fetch("u", &lease))
        .await
        .refused("FORBIDDEN");
    let listed = stranger
        .get(
            &harness,
            &format!("/sessions?deviceId={}", device.id.unwrap()),
        )
        .await;
    assert_eq!(listed.data()["items"].as_array().unwrap().len(), 1);
    assert_ne!(listed.data()["items"][0]["id"], linked.id);
    service.get(&harness, &fetch("u", &lease)).await.data();
}

#[tokio::test]
async fn roles_do_only_what_is_theirs() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let link = json!({"userId": "u", "userLabel": "U", "scopes": ["messages.read"]});
    let mut refused = Vec::new();
    refused.push(
        device
            .send(&harness, Method::POST, "/link-tokens", link)
            .await,
    );
    let lease = json!({"userId": "u", "instanceId": "i"});
    refused.push(device.send(&harness, Method::POST, "/leases", lease).await);
    let deliver = json!({
        "grantId": linked.grant.id, "accountId": device.account, "envelope": linked.envelope,
    });
    refused.push(service.post(&harness, "/sessions", deliver).await);
    refused.push(service.get(&harness, "/service-cards").await);
    let many = json!({"which": {"sessions": [linked.id]}, "reason": "policy"});
    refused.push(
        service
            .post(&harness, "/sessions/revoke", many.clone())
            .await,
    );
    refused.push(
        device
            .send(&harness, Method::POST, "/sessions/revoke", many)
            .await,
    );
    let dead = json!({"kind": "confirmedDead"});
    let receipts = format!("/sessions/{}/receipts", linked.id);
    refused.push(service.post(&harness, &receipts, dead).await);
    for answer in refused {
        assert_eq!(answer.status, 403);
        answer.refused("FORBIDDEN");
    }
}

#[tokio::test]
async fn a_card_is_no_receipt_and_no_token() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let mut device = Device::new();
    let linked = service.linked(&harness, &mut device, "u").await;
    let delivered = device
        .deliver(&harness, &linked.grant, &linked.envelope)
        .await;
    let receipt = delivered.data()["receipt"].as_str().unwrap().to_owned();
    let assertion = device.assertion(&harness, |_| {});
    for posing in [linked.grant.card.clone(), receipt, assertion] {
        let refused = harness.bearer(Method::GET, "/status", &posing).await;
        refused.refused("CREDENTIAL_INVALID");
        assert!(serde_json::from_str::<ReceiptClaims>(&posing).is_err());
    }
}

#[tokio::test]
async fn headers_and_paths_cannot_forge_lines_or_answers() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    for path in [
        "/sessions/..%2f..%2fetc",
        "/sessions/%00",
        "/sessions/x%0d%0aSet-Cookie:%20a=b",
        "/sessions/user/u%0a?leaseId=1",
        "/sessions?state=live%27%20OR%201=1",
        "/sessions?unknown=1",
        "/sessions?limit=0",
        "/sessions?limit=201",
        "/sessions?cursor=%00",
    ] {
        let refused = service.get(&harness, path).await;
        assert!(refused.status.is_client_error(), "{path} {}", refused.body);
        assert!(refused.headers.get("set-cookie").is_none());
    }
    let request = harness.request(Method::GET, &format!("{API}/status"));
    let twice = request
        .header("authorization", "Bearer a")
        .header("authorization", "Bearer b");
    answer(twice).await.refused("CREDENTIAL_INVALID");
}
