//! Any session.

use std::net::{IpAddr, SocketAddr};

use proptest::{array, prelude::*};
use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};

/// What a session holds, comparable. Only for tests: the key lies open in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Held(u8, SocketAddr, bool, Vec<u8>, i64, i32, Introduction);

pub fn held(session: &TelegramSession) -> Held {
    Held(
        session.dc_id(),
        session.address(),
        session.is_test(),
        session.key().expose_secret().to_vec(),
        session.user_id(),
        session.api_id(),
        session.introduction().clone(),
    )
}

pub fn one() -> TelegramSession {
    session(
        (2, false, 5_000_000_123, 4242),
        "149.154.167.51:443".parse().unwrap(),
        &[9; 256],
        ["Atlas via Signet", "Debian 12", "0.1.0", "en"].map(str::to_owned),
    )
}

fn session(
    (dc_id, test, user_id, api_id): (u8, bool, i64, i32),
    address: SocketAddr,
    key: &[u8],
    [model, system, version, language]: [String; 4],
) -> TelegramSession {
    let key = SecretBox::new(Box::new(key.try_into().unwrap()));
    TelegramSession::new(SessionParts {
        dc_id,
        address,
        test,
        key: AuthKey::new(key).unwrap(),
        user_id,
        api_id,
        introduction: Introduction::new(&model, &system, &version, &language).unwrap(),
    })
    .unwrap()
}

fn addresses() -> impl Strategy<Value = SocketAddr> {
    let ipv4 = array::uniform4(any::<u8>()).prop_map(IpAddr::from);
    let ipv6 = array::uniform16(any::<u8>()).prop_map(IpAddr::from);
    (prop_oneof![ipv4, ipv6], 1u16..)
        .prop_map(|(ip, port)| SocketAddr::new(ip, port))
        .prop_filter("one host", |address| {
            let ip = address.ip();
            !ip.is_unspecified() && !ip.is_multicast() && ip != IpAddr::from([255; 4])
        })
}

pub fn sessions() -> impl Strategy<Value = TelegramSession> {
    let key = proptest::collection::vec(any::<u8>(), 256)
        .prop_filter("a key", |key| key.iter().any(|byte| *byte != 0));
    let numbers = (1u8.., any::<bool>(), 1i64..1 << 53, 1i32..);
    let texts = array::uniform4("[a-zäß東 ]{0,14}[a-z東]");
    (numbers, addresses(), key, texts).prop_map(|(numbers, address, key, texts)| {
        let texts = texts.map(|text| text.trim().to_owned());
        session(numbers, address, &key, texts)
    })
}
