//! A device at a platform: found, pinned, linked, delivered to, ended at.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use signet_contract::{
    ids::{AccountId, DeviceId, SessionId},
    platform::{
        ASSERTION_TYPE, AssertionClaims, Credential, DeviceDescription, LinkState, Octets,
        RECEIPT_TYPE, REDEMPTION_TYPE, Receipt, ReceiptClaims, RedemptionClaims, Refusal,
    },
};
use signet_platform_client::{EnrolledDevice, Error, SystemClock, Visit};
use signet_seal::{KeyChange, Platform, SigningKey, VerifyingKey};

use crate::{
    faults::token,
    parties::{
        ENVIRONMENT, USER, address, card, device, envelope, grant, now, patience, platform,
        recorded, service,
    },
    server::{Seen, Server, done, refused},
};

const API: &str = "/api/telegram-auth";

pub fn well_known(origin: &str) -> Value {
    signed_by(origin, &platform(), &[])
}

fn signed_by(origin: &str, key: &SigningKey<Platform>, changes: &[String]) -> Value {
    json!({
        "origin": origin,
        "name": "Atlas",
        "environment": ENVIRONMENT,
        "signingKey": {
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": "one", "x": key.verifying_key(),
        },
        "keyChanges": changes,
        "jwks": { "keys": [] },
        "somethingNewer": true,
    })
}

fn device_id() -> DeviceId {
    "0199c0de-9ca7-7000-8000-00000000000d".parse().unwrap()
}

fn session_id() -> SessionId {
    "0199c0de-9ca7-7000-8000-00000000000e".parse().unwrap()
}

fn request(origin: &str) -> Value {
    json!({
        "origin": origin,
        "platformName": "Atlas",
        "environment": ENVIRONMENT,
        "serviceId": service(),
        "card": card(origin),
        "userLabel": "mara@lind.example",
        "scopes": ["messages:read"],
        "accessUntil": "2099-01-01T00:00:00Z",
        "redirectUri": "https://atlas.example/linked",
        "expiresAt": "2099-01-01T00:00:00Z",
    })
}

fn redeemed() -> Value {
    json!({
        "grantId": grant(),
        "deviceId": device_id(),
        "reference": "7F3K-2Q9D",
        "userId": USER,
        "scopes": ["messages:read"],
        "accessUntil": "2099-01-01T00:00:00Z",
        "confirmationCode": "7F3K2Q9D",
        "confirmBy": "2099-01-01T00:00:00Z",
    })
}

fn delivered(origin: &str, seen: &Seen, key: &SigningKey<Platform>) -> Value {
    let envelope = seen.body["envelope"].as_str().unwrap();
    let claims = ReceiptClaims {
        iss: origin.to_owned(),
        iat: now(),
        grant_id: grant(),
        session_id: session_id(),
        device_id: device_id(),
        service_id: service(),
        envelope: Octets(Sha256::digest(envelope).into()).to_string(),
        expires_at: "2099-01-01T00:00:00Z".parse().unwrap(),
        reference: "7F3K-2Q9D".parse().unwrap(),
    };
    json!({
        "sessionId": session_id(),
        "expiresAt": "2099-01-01T00:00:00Z",
        "reference": "7F3K-2Q9D",
        "receipt": key.sign_jws(RECEIPT_TYPE, &claims).unwrap(),
    })
}

/// A session that is being ended.
fn detail() -> Value {
    json!({
        "session": {
            "id": session_id(),
            "reference": "7F3K-2Q9D",
            "grantId": grant(),
            "serviceId": service(),
            "userId": USER,
            "accountId": "0199c0de-9ca7-7000-8000-00000000000b",
            "device": { "id": device_id(), "name": "desk" },
            "scopes": ["messages:read"],
            "createdAt": "2026-11-20T00:00:00Z",
            "expiresAt": "2099-01-01T00:00:00Z",
            "state": "ending",
            "isActive": false,
            "health": "unknown",
        },
        "steps": [{ "kind": "blocked", "outcome": "done", "at": "2026-11-20T00:00:00Z" }],
    })
}

/// A platform that does everything right, but for what this changes.
async fn platform_but(change: impl Fn(&str, &mut Value) + Send + Sync + 'static) -> Server {
    Server::with_origin(|origin| {
        let origin = origin.to_owned();
        move |seen: &Seen, _| {
            let path = seen.path.strip_prefix(API).unwrap_or(&seen.path);
            let mut data = match (seen.method.as_str(), path) {
                ("GET", "/.well-known/signet") => well_known(&origin),
                ("POST", "/link-tokens/preview") => request(&origin),
                ("POST", "/link-tokens/redeem") => redeemed(),
                ("GET", status) if status.starts_with("/link-tokens/status?grantId=") => {
                    json!({ "state": "confirmed", "confirmBy": "2099-01-01T00:00:00Z" })
                }
                ("GET", "/service-cards") => {
                    json!({ "cards": [{ "serviceId": service(), "card": card(&origin) }] })
                }
                ("POST", "/sessions") => delivered(&origin, seen, &platform()),
                ("POST", "/token") => return token(),
                ("POST", path) if path.ends_with("/receipts") => detail(),
                ("DELETE", path) if path.starts_with("/sessions/") => detail(),
                ("POST", _) => json!({}),
                (method, _) => return refused(404, &format!("{method}_NOT_FOUND")),
            };
            change(path, &mut data);
            done(data)
        }
    })
    .await
}

async fn visit(server: &Server, pinned: Option<VerifyingKey<Platform>>) -> Result<Visit, Error> {
    let address = address(server.origin());
    let clock = Arc::new(SystemClock);
    Visit::open(&address, ENVIRONMENT, pinned, patience(), clock).await
}

async fn enrolled(server: &Server) -> EnrolledDevice {
    EnrolledDevice::new(visit(server, None).await.unwrap(), device_id(), device())
}

fn description() -> DeviceDescription {
    DeviceDescription {
        name: "desk".parse().unwrap(),
        system: "linux".parse().unwrap(),
        version: "0.1.0".parse().unwrap(),
    }
}

fn link() -> Credential {
    Credential::new("lt_planted".to_owned())
}

#[tokio::test]
async fn a_link_is_looked_at_redeemed_and_delivered() {
    let server = platform_but(|_, _| ()).await;
    let visit = visit(&server, None).await.unwrap();
    assert_eq!((visit.origin(), visit.name()), (server.origin(), "Atlas"));
    assert_eq!(visit.key(), &platform().verifying_key());

    let request = visit.preview(&link()).await.unwrap();
    assert_eq!(request.card.name(), "Atlas Archive");
    assert_eq!(request.asked.user_label.as_str(), "mara@lind.example");

    let redeemed = visit
        .redeem(&link(), &device(), description(), None)
        .await
        .unwrap();
    assert_eq!(redeemed.grant_id, grant());
    let device = EnrolledDevice::new(visit, redeemed.device_id, device());
    assert_eq!(device.status(grant()).await.unwrap(), LinkState::Confirmed);
    let cards = device.cards().await.unwrap();
    assert!(matches!(&cards[..], [Ok(card)] if card.service() == service()));

    let envelope = envelope(server.origin());
    let line = recorded(&format!("grant:{}", grant()));
    let delivery = device
        .deliver(line, &envelope, AccountId::now(), None)
        .await
        .unwrap();
    assert_eq!(delivery.session, session_id());
    let sent = server
        .seen()
        .into_iter()
        .find(|seen| seen.is("POST", &format!("{API}/sessions")));
    assert_eq!(sent.unwrap().body["envelope"], envelope.to_json());

    let ending = device.revoke(session_id()).await.unwrap();
    assert_eq!(ending.steps.len(), 1);
    let step = Receipt::HomeReset {
        done: true,
        retry_at: None,
    };
    device.report(session_id(), &step).await.unwrap();
    device.refuse(&link(), Refusal::Declined).await.unwrap();
}

#[tokio::test]
async fn what_the_device_signs_is_for_this_platform_and_once() {
    let server = platform_but(|_, _| ()).await;
    let visit = visit(&server, None).await.unwrap();
    visit
        .redeem(&link(), &device(), description(), None)
        .await
        .unwrap();
    for _ in 0..2 {
        enrolled(&server).await.status(grant()).await.unwrap();
    }
    let seen = server.seen();
    let public = device().verifying_key();
    let redeem = seen
        .iter()
        .find(|seen| seen.path.ends_with("/redeem"))
        .unwrap();
    let proof = redeem.body["proof"].as_str().unwrap();
    let proof = public.verify_jws(REDEMPTION_TYPE, proof).unwrap();
    let proof: RedemptionClaims = serde_json::from_slice(&proof).unwrap();
    assert_eq!(proof.aud, server.origin());
    assert_eq!(proof.token, Octets(Sha256::digest("lt_planted").into()));
    assert_eq!(redeem.body["deviceKey"], public.to_string());

    let assertions: Vec<AssertionClaims> = seen
        .iter()
        .filter(|seen| seen.path.ends_with("/token"))
        .map(|seen| {
            let assertion = seen.body["assertion"].as_str().unwrap();
            let claims = public.verify_jws(ASSERTION_TYPE, assertion).unwrap();
            serde_json::from_slice(&claims).unwrap()
        })
        .collect();
    let [one, other] = &assertions[..] else {
        panic!("{assertions:?}")
    };
    assert_eq!((one.iss, one.sub), (device_id(), device_id()));
    assert_eq!(one.aud, server.origin());
    assert!(one.exp > one.iat && one.exp <= one.iat + 60);
    assert!(one.jti != other.jti && (16..=64).contains(&one.jti.len()));
}

#[tokio::test]
async fn a_pinned_key_changes_only_by_its_own_word() {
    let old = SigningKey::<Platform>::from_seed(&[0x77; 32]);
    let mallory = SigningKey::<Platform>::from_seed(&[0x78; 32]);
    let pinned = Some(old.verifying_key());
    let served = Arc::new(Mutex::new(Vec::new()));
    let changes = Arc::clone(&served);
    let server = platform_but(move |path, data| {
        if path == "/.well-known/signet" {
            data["keyChanges"] = json!(*changes.lock().unwrap());
        }
    })
    .await;
    let refused = |visit: Result<Visit, Error>| {
        matches!(
            visit.err(),
            Some(Error::Seal(signet_seal::Error::KeyChange))
        )
    };
    assert!(refused(visit(&server, pinned).await));

    let new = platform().verifying_key();
    let forged = KeyChange::sign(server.origin(), &mallory, &new).unwrap();
    *served.lock().unwrap() = vec![forged];
    assert!(refused(visit(&server, pinned).await));

    let word = KeyChange::sign(server.origin(), &old, &new).unwrap();
    *served.lock().unwrap() = vec![word];
    let visit = visit(&server, pinned).await.unwrap();
    assert_eq!(visit.key(), &new, "to be pinned from now on");
}

#[tokio::test]
async fn another_platform_or_environment_is_refused() {
    let server = platform_but(|path, data| {
        if path == "/.well-known/signet" {
            data["origin"] = json!("https://other.example");
        }
    })
    .await;
    assert!(matches!(
        visit(&server, None).await.err(),
        Some(Error::OtherPlatform)
    ));
    let server = platform_but(|path, data| {
        if path == "/.well-known/signet" {
            data["environment"] = json!("production");
        }
    })
    .await;
    assert!(matches!(
        visit(&server, None).await.err(),
        Some(Error::OtherEnvironment)
    ));
}

#[tokio::test]
async fn a_request_that_says_more_than_its_card_is_refused() {
    let changes: [(&str, Value); 5] = [
        ("origin", json!("https://other.example")),
        ("environment", json!("production")),
        ("serviceId", json!("0199c0de-5e41-7000-8000-000000000009")),
        ("scopes", json!(["messages:read", "messages:write"])),
        ("redirectUri", json!("https://mallory.example/")),
    ];
    for (field, value) in changes {
        let server = platform_but(move |path, data| {
            if path == "/link-tokens/preview" {
                data[field] = value.clone();
            }
        })
        .await;
        let visit = visit(&server, None).await.unwrap();
        let error = visit.preview(&link()).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::OtherPlatform | Error::OtherEnvironment | Error::Contradiction(_)
            ),
            "{field}: {error:?}"
        );
    }
    let server = platform_but(|path, data| {
        if path == "/link-tokens/preview" {
            data["card"] = json!(card("https://other.example"));
        }
    })
    .await;
    let visit = visit(&server, None).await.unwrap();
    let error = visit.preview(&link()).await.unwrap_err();
    assert!(
        matches!(error, Error::Seal(signet_seal::Error::CardPlatform)),
        "{error:?}"
    );
}

/// The receipt of this delivery, with one claim changed, by this key.
fn forged(receipt: &str, field: &str, value: Value, key: &SigningKey<Platform>) -> String {
    let claims = platform().verifying_key().verify_jws(RECEIPT_TYPE, receipt);
    let mut claims: Value = serde_json::from_slice(&claims.unwrap()).unwrap();
    claims[field] = value;
    key.sign_jws(RECEIPT_TYPE, &claims).unwrap()
}

#[tokio::test]
async fn a_receipt_for_anything_else_is_refused() {
    let mallory = || SigningKey::<Platform>::from_seed(&[0x78; 32]);
    let other = json!("0199c0de-9ca7-7000-8000-0000000000ff");
    let changes = [
        ("grant_id", other.clone(), platform()),
        ("session_id", other.clone(), platform()),
        ("device_id", other.clone(), platform()),
        ("service_id", other, platform()),
        ("envelope", json!(Octets([0; 32]).to_string()), platform()),
        ("iss", json!("https://other.example"), platform()),
        ("expires_at", json!("2098-01-01T00:00:00Z"), platform()),
        ("iat", json!(1), mallory()),
        ("newer", json!(1), platform()),
    ];
    for (field, value, key) in changes {
        let server = platform_but(move |path, data| {
            if path == "/sessions" {
                let receipt = data["receipt"].as_str().unwrap();
                data["receipt"] = json!(forged(receipt, field, value.clone(), &key));
            }
        })
        .await;
        let line = recorded(&format!("grant:{}", grant()));
        let envelope = envelope(server.origin());
        let device = enrolled(&server).await;
        let delivered = device
            .deliver(line, &envelope, AccountId::now(), None)
            .await;
        assert!(
            matches!(delivered, Err(Error::Receipt)),
            "{field}: {delivered:?}"
        );
    }
}

#[tokio::test]
async fn a_line_about_another_grant_delivers_nothing() {
    let server = platform_but(|_, _| ()).await;
    let device = enrolled(&server).await;
    let envelope = envelope(server.origin());
    let delivered = device
        .deliver(recorded("grant:1"), &envelope, AccountId::now(), None)
        .await;
    assert!(matches!(delivered, Err(Error::OtherLine)));
    assert_eq!(server.count("POST", &format!("{API}/sessions")), 0);
}

#[tokio::test]
async fn one_refused_card_does_not_hide_the_others() {
    let server = platform_but(|path, data| {
        if path == "/service-cards" {
            let good = data["cards"][0].clone();
            let mut bad = good.clone();
            bad["card"] = json!("none");
            data["cards"] = json!([bad, good]);
        }
    })
    .await;
    let cards = enrolled(&server).await.cards().await.unwrap();
    assert!(matches!(&cards[..], [Err(Error::Seal(_)), Ok(_)]));
}
