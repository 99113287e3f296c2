//! Who takes part in the vectors and the tests: fixed keys, ids and moments.

use secrecy::SecretBox;
use signet_contract::ids::{GrantId, ServiceId};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};

use crate::{
    Card, CardDraft, Device, Expected, Identity, Platform, Sealing, SealingKey, Signer, SigningKey,
    Suite,
};

pub const ORIGIN: &str = "https://atlas.example";
pub const USER: &str = "user-4711";
pub const NOW: u64 = 1_795_000_000;
pub const DAY: u64 = 24 * 60 * 60;

pub fn platform() -> SigningKey<Platform> {
    SigningKey::from_seed(&[0x11; 32])
}

pub fn identity() -> SigningKey<Identity> {
    SigningKey::from_seed(&[0x22; 32])
}

pub fn device() -> SigningKey<Device> {
    SigningKey::from_seed(&[0x33; 32])
}

pub fn sealing_key(suite: Suite) -> SealingKey {
    SealingKey::from_seed(suite, "2026-11", &[0x44; 32]).unwrap()
}

pub fn service() -> ServiceId {
    "0199c0de-5e41-7000-8000-000000000001".parse().unwrap()
}

pub fn grant() -> GrantId {
    "0199c0de-9ca7-7000-8000-000000000002".parse().unwrap()
}

pub fn draft(suite: Suite) -> CardDraft {
    let until = NOW + 90 * DAY;
    CardDraft {
        platform: ORIGIN.to_owned(),
        service_id: service(),
        name: "Atlas Archive".to_owned(),
        purpose: "Keeps a searchable copy of your own channels".to_owned(),
        contact: "privacy@atlas.example".to_owned(),
        scopes: vec!["channels:read".to_owned(), "messages:read".to_owned()],
        redirect_uris: vec!["https://atlas.example/linked".to_owned()],
        identity_key: identity().verifying_key(),
        key: sealing_key(suite).stated_by(&identity(), service(), until),
        not_before: NOW - DAY,
        not_after: until,
    }
}

pub fn card(suite: Suite) -> Card {
    let token = draft(suite).sign_by_platform(&platform()).unwrap();
    let signer = Signer::Platform {
        origin: ORIGIN,
        key: &platform().verifying_key(),
    };
    Card::read(&token, signer, NOW).unwrap()
}

/// The same service, with a card that it signed itself.
pub fn file_card(suite: Suite) -> Card {
    let draft = CardDraft {
        platform: String::new(),
        redirect_uris: Vec::new(),
        ..draft(suite)
    };
    let token = draft.sign_by_service(&identity()).unwrap();
    Card::read(&token, Signer::Service, NOW).unwrap()
}

pub fn sealing(card: &Card) -> Sealing<'_> {
    Sealing {
        environment: "production",
        card,
        grant: grant(),
        user: if card.platform().is_empty() { "" } else { USER },
        scopes: card.scopes(),
        issued_at: NOW,
        expires_at: NOW + 30 * DAY,
    }
}

pub fn expected() -> Expected<'static> {
    Expected {
        environment: "production",
        platform: ORIGIN,
        service: service(),
        user: USER,
        grant: grant(),
        device: None,
        now: NOW + DAY,
    }
}

pub fn session() -> TelegramSession {
    let introduction = Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en");
    with("149.154.167.51:443", introduction.unwrap())
}

/// One that fills every field.
pub fn largest_session() -> TelegramSession {
    let wide = "ö".repeat(32);
    let introduction = Introduction::new(&wide, &wide, &wide, &wide).unwrap();
    with("[2001:67c:4e8:f002::a]:65535", introduction)
}

fn with(address: &str, introduction: Introduction) -> TelegramSession {
    let key = SecretBox::new(Box::new(std::array::from_fn(|at| at as u8)));
    TelegramSession::new(SessionParts {
        dc_id: 2,
        address: address.parse().unwrap(),
        test: false,
        key: AuthKey::new(key).unwrap(),
        user_id: 5_000_000_123,
        api_id: 4242,
        introduction,
    })
    .unwrap()
}

/// A generator for vectors alone: the bytes count up.
pub fn counting(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = at as u8;
    }
    Ok(())
}
