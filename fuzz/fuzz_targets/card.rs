//! Cards: a card that is read keeps to every limit, and its platform could sign it again.
//!
//! An input that begins with `{` is what a platform signs, with keys that are in order; any other
//! is a token as it comes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use signet_contract::ids::ServiceId;
use signet_seal::{Card, Identity, KeyChange, Platform, SealingKey, Signer, SigningKey, Suite};

const ORIGIN: &str = "https://atlas.example";
const NOW: u64 = 1_795_000_000;

fn signed(claims: &str, platform: &SigningKey<Platform>) -> Option<String> {
    let mut claims: Value = serde_json::from_str(claims).ok()?;
    let fields = claims.as_object_mut()?;
    let service: Option<ServiceId> = fields
        .get("service_id")
        .and_then(|id| id.as_str()?.parse().ok());
    if let Some(service) = service {
        let identity = SigningKey::<Identity>::from_seed(&[0x22; 32]);
        let key = SealingKey::from_seed(Suite::X25519, "fuzz", &[0x44; 32]).expect("a key");
        let statement = key.stated_by(&identity, service, u64::MAX);
        fields.insert(
            "key".to_owned(),
            serde_json::to_value(statement).expect("JSON"),
        );
        let public = identity.verifying_key().to_string();
        fields.insert("identity_key".to_owned(), public.into());
    }
    platform.sign_jws("signet-card+jwt", &claims).ok()
}

fuzz_target!(|input: &str| {
    let platform = SigningKey::<Platform>::from_seed(&[0x11; 32]);
    let key = platform.verifying_key();
    let signer = Signer::Platform {
        origin: ORIGIN,
        key: &key,
    };
    let token = if input.starts_with('{') {
        signed(input, &platform)
    } else {
        let _ = Card::read(input, Signer::Service, NOW);
        let _ = KeyChange::read(ORIGIN, input);
        Some(input.to_owned())
    };
    let Some(card) = token.and_then(|token| Card::read(&token, signer, NOW).ok()) else {
        return;
    };
    assert!((1..=60).contains(&card.name().chars().count()));
    assert!((1..=200).contains(&card.purpose().chars().count()));
    assert!(card.contact().chars().count() <= 120);
    for text in [card.name(), card.purpose(), card.contact()] {
        assert!(
            !text.chars().any(char::is_control) && text.trim() == text,
            "{text:?}"
        );
    }
    assert!(card.scopes().is_sorted() && card.scopes().len() <= 16);
    // What was stripped stays as it is, and what was taken is taken again.
    let again = card
        .drafted_for(ORIGIN)
        .sign_by_platform(&platform)
        .expect("signed again");
    let again = Card::read(&again, signer, NOW).expect("read again");
    assert_eq!(again.changed_since(&card), None);
    assert_eq!(again.contact(), card.contact());
});
