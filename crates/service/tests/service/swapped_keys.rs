//! Keys that are not the service's own, however they get in.

use serde_json::{Value, json};
use signet_contract::{
    ids::ServiceId,
    platform::{NewService, Octets},
};
use signet_seal::{Identity, SealingKey, SigningKey, Suite};
use signet_service::{Error, registration};

use crate::{
    device::Device,
    harness::Harness,
    parties::{Service, deed, description},
};

async fn register(harness: &Harness, said: Value) -> Option<String> {
    let new: NewService = serde_json::from_value(said).unwrap();
    match registration::register(harness.server.platform(), new, deed()).await {
        Ok(_) => None,
        Err(Error::Refused(refused)) => Some(format!("{:?}", refused.code)),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_sealing_key_that_the_identity_did_not_sign_is_refused() {
    let harness = Harness::start().await;
    let id = ServiceId::now();
    let identity = SigningKey::<Identity>::random().unwrap();
    let other = SigningKey::<Identity>::random().unwrap();
    let sealing = SealingKey::random(Suite::X25519, "a").unwrap();
    let good = || description(id, &identity, &sealing);
    let statement = |by: &SigningKey<Identity>, of: ServiceId| {
        let statement = sealing.stated_by(by, of, 4_000_000_000);
        json!(serde_json::to_string(&statement).unwrap())
    };
    let swapped: [(&str, Value); 4] = [
        // Signed by somebody else, or for another service.
        ("sealingKey", statement(&other, id)),
        ("sealingKey", statement(&identity, ServiceId::now())),
        // The right statement under another identity, or another service's name.
        (
            "identityKey",
            json!(Octets(*other.verifying_key().as_bytes())),
        ),
        ("id", json!(ServiceId::now())),
    ];
    for (field, value) in swapped {
        let mut said = good();
        said[field] = value;
        assert_eq!(
            register(&harness, said).await.as_deref(),
            Some("SealingKeyRefused"),
            "{field}"
        );
    }
    let mut broken = good();
    broken["sealingKey"] = json!("{}");
    assert_eq!(
        register(&harness, broken).await.as_deref(),
        Some("ValidationFailed")
    );
    assert_eq!(register(&harness, good()).await, None);
    assert_eq!(
        register(&harness, good()).await.as_deref(),
        Some("AlreadyExists")
    );
}

#[tokio::test]
async fn an_identity_key_stays_whatever_is_written_over_it() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let platform = harness.server.platform();
    let before = registration::find(platform, service.id).await.unwrap();
    let mut swapped = before.clone();
    swapped.identity_key = Octets([9; 32]);
    let services = &platform.storage.services;
    let described = services.describe(before.clone(), swapped).await;
    assert!(described.unwrap());
    let after = registration::find(platform, service.id).await.unwrap();
    assert_eq!(after.identity_key, before.identity_key);
}

#[tokio::test]
async fn an_envelope_to_a_card_that_was_never_shown_is_refused() {
    let (harness, elsewhere) = (Harness::start().await, Harness::start().await);
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let mut device = Device::new();
    let grant = device.redeem(&harness, &link.token).await;
    service.confirm(&harness, &link, &grant.code).await.data();
    // The same service at another platform: its card is good there and means nothing here.
    let there = Service::register(&elsewhere).await;
    let other = there.link(&elsewhere, "u").await;
    let seen = elsewhere
        .post("/link-tokens/preview", json!({"token": other.token}))
        .await;
    let card = seen.data()["card"].as_str().unwrap().to_owned();
    let planted = device
        .seal(&elsewhere, &grant, |bent| bent.platform_card = card)
        .await;
    device
        .deliver(&harness, &grant, &planted)
        .await
        .refused("ENVELOPE_MISMATCH");
}
