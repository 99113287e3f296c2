//! Cards, good ones and ones with one fault.

use serde_json::{Value, json};

use super::people::{DAY, NOW, ORIGIN, draft, identity, platform};
use crate::{Card, CardDraft, Fingerprint, Identity, Platform, Signer, SigningKey, Suite};

pub fn all() -> Vec<(String, Value)> {
    let platform_signed = |draft: &CardDraft| unchecked(draft, &platform());
    let good = platform_signed(&draft(Suite::XWing));
    let changed = |change: fn(&mut CardDraft)| {
        let mut draft = draft(Suite::XWing);
        change(&mut draft);
        platform_signed(&draft)
    };
    let file = CardDraft {
        platform: String::new(),
        redirect_uris: Vec::new(),
        ..draft(Suite::X25519)
    };
    let other = SigningKey::<Platform>::from_seed(&[0x55; 32]);
    let mallory = SigningKey::<Identity>::from_seed(&[0x66; 32]);
    let cases = [
        ("good", good.clone(), true, NOW),
        (
            "good_x25519",
            platform_signed(&draft(Suite::X25519)),
            true,
            NOW,
        ),
        ("good_from_file", unchecked(&file, &identity()), false, NOW),
        (
            "hostile_text",
            changed(|card| {
                card.name = "\u{202E}Atlas\u{200B}\n <b>Archive</b>".to_owned();
                card.purpose = "x".repeat(500);
            }),
            true,
            NOW,
        ),
        ("over", good.clone(), true, NOW + 90 * DAY),
        ("early", good.clone(), true, NOW - 2 * DAY),
        (
            "signed_by_another_platform",
            unchecked(&draft(Suite::XWing), &other),
            true,
            NOW,
        ),
        (
            "for_another_platform",
            changed(|card| card.platform = "https://other.example".to_owned()),
            true,
            NOW,
        ),
        (
            "key_not_signed_by_identity",
            changed(|card| {
                let mallory = SigningKey::<Identity>::from_seed(&[0x66; 32]);
                card.identity_key = mallory.verifying_key();
            }),
            true,
            NOW,
        ),
        (
            "from_file_signed_by_another_identity",
            unchecked(&file, &mallory),
            false,
            NOW,
        ),
        (
            "key_ends_before_card",
            changed(|card| card.not_after += 1),
            true,
            NOW,
        ),
        (
            "nameless",
            changed(|card| card.name = "\u{200B}\u{2800}".to_owned()),
            true,
            NOW,
        ),
        (
            "scope_twice",
            changed(|card| card.scopes.push("messages:read".to_owned())),
            true,
            NOW,
        ),
        (
            "redirect_without_tls",
            changed(|card| {
                card.redirect_uris.push("http://atlas.example/".to_owned());
            }),
            true,
            NOW,
        ),
    ];
    cases
        .into_iter()
        .map(|(name, token, by_platform, now)| {
            (format!("card_{name}"), vector(&token, by_platform, now))
        })
        .collect()
}

/// Signed without the check that no faulty card is signed.
fn unchecked<R: crate::Role>(draft: &CardDraft, key: &SigningKey<R>) -> String {
    key.sign_jws("signet-card+jwt", draft).unwrap()
}

fn vector(token: &str, by_platform: bool, now: u64) -> Value {
    let key = platform().verifying_key();
    let signer = if by_platform {
        Signer::Platform {
            origin: ORIGIN,
            key: &key,
        }
    } else {
        Signer::Service
    };
    let mut vector = json!({
        "card": token,
        "platform": by_platform.then(|| json!({ "origin": ORIGIN, "key": key })),
        "now": now,
    });
    match Card::read(token, signer, now) {
        Ok(card) => {
            vector["says"] = json!({
                "service": card.service(),
                "name": card.name(),
                "purpose": card.purpose(),
                "contact": card.contact(),
                "scopes": card.scopes(),
                "redirectUris": card.redirect_uris(),
                "suite": card.suite(),
                "keyId": card.key_id(),
                "sha256": crate::encoding::encode(card.sha256()),
                "identityWords": Fingerprint::of(card.identity_key()).to_string(),
            });
        }
        Err(error) => vector["error"] = json!(error.to_string()),
    }
    vector
}
