//! What the story puts into the vault: values that occur nowhere else, so that they can be looked
//! for afterwards.

use std::net::SocketAddr;

use secrecy::{ExposeSecretMut, SecretBox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_test_faults::Chance;
use signet_test_markers::Markers;
use signet_vault::{Card, FreshKey};

use crate::home::PASSPHRASE;

pub const USER: i64 = 7_710_042_193;
pub const NAME: &str = "Wombeline Örtlich-Haggerty";
pub const USERNAME: &str = "wombeline_oh";
pub const PHONE: &str = "+9996627731";
pub const MASKED: &str = "+999 ••• 31";
pub const SERVICE: &str = "Quokka Ledger Ltd";
pub const LABEL: &str = "wombeline@haggerty.example";
pub const LOCAL_NAME: &str = "Haggerty's second telephone";
pub const PROXY: &str = "socks5://wombeline:furze-candle@proxy.example:1080";
pub const OTHER_PROXY: &str = "socks5://wombeline:gorse-lantern@proxy.example:1080";
pub const REASON: &str = "she sold the telephone, ticket 88231";

/// Bytes that nobody else has.
pub fn bytes(name: &str, length: usize) -> Vec<u8> {
    let seed = name
        .bytes()
        .fold(7, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
    let mut chance = Chance::of(seed);
    (0..length).map(|_| chance.below(256) as u8).collect()
}

pub fn form(name: &str) -> SecretBox<[u8]> {
    SecretBox::new(bytes(name, 90).into_boxed_slice())
}

pub fn key_32(name: &str) -> SecretBox<[u8; 32]> {
    let mut key = SecretBox::new(Box::new([0; 32]));
    key.expose_secret_mut().copy_from_slice(&bytes(name, 32));
    key
}

fn auth_key(name: &str) -> AuthKey {
    let mut key = SecretBox::new(Box::new([0; AuthKey::BYTES]));
    key.expose_secret_mut()
        .copy_from_slice(&bytes(name, AuthKey::BYTES));
    AuthKey::new(key).unwrap()
}

fn introduction() -> Introduction {
    Introduction::new("Signet", "Debian 12", "0.1.0", "en").unwrap()
}

pub fn fresh(name: &str) -> FreshKey {
    FreshKey {
        dc: 2,
        key: auth_key(name),
        introduction: introduction(),
    }
}

pub fn session(name: &str) -> TelegramSession {
    TelegramSession::new(SessionParts {
        dc_id: 2,
        address: "149.154.167.51:443".parse::<SocketAddr>().unwrap(),
        test: false,
        key: auth_key(name),
        user_id: USER,
        api_id: 21_724,
        introduction: introduction(),
    })
    .unwrap()
}

pub fn card(premium: bool) -> Card {
    Card {
        name: NAME.to_owned(),
        username: Some(USERNAME.to_owned()),
        masked_phone: Some(MASKED.to_owned()),
        phone: Some(PHONE.into()),
        premium,
        two_factor: Some(true),
    }
}

/// By what Telegram calls some devices.
pub fn devices() -> Vec<i64> {
    let bytes = bytes("devices", 40);
    let (hashes, _) = bytes.as_chunks();
    hashes.iter().copied().map(i64::from_be_bytes).collect()
}

/// Everything that no file, log or output may hold. The keys of the vault itself are not known
/// here.
pub fn markers() -> Markers {
    let mut markers = Markers::new()
        .and("the name", NAME)
        .and("the user name", USERNAME)
        .and("the number", PHONE)
        .and("the service's name", SERVICE)
        .and("the e-mail address", LABEL)
        .and("the local name", LOCAL_NAME)
        .and("the proxy's password", "furze-candle")
        .and("the other proxy's password", "gorse-lantern")
        .and("the reason", REASON)
        .and("the passphrase", PASSPHRASE);
    for name in [
        "home",
        "home again",
        "minted",
        "fresh key",
        "fresh key again",
        "imported key",
    ] {
        let key = bytes(name, AuthKey::BYTES);
        markers = markers.and("a session key's start", &key[..32]);
        markers = markers.and("a session key's end", &key[224..]);
    }
    for (name, length) in [
        ("pending login", 90),
        ("future token", 90),
        ("second token", 90),
        ("photo", 3000),
        ("devices", 40),
        ("device key", 32),
        ("pinned", 64),
        ("identity", 32),
        ("envelope", 400),
        ("receipt", 80),
    ] {
        let secret = bytes(name, length);
        markers = markers.and(name, &secret[..32]);
    }
    markers
}
