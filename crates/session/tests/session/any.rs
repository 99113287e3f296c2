//! Any session, and what of it a format keeps.

use std::net::{IpAddr, SocketAddr};

use proptest::{array, prelude::*};
use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Format, Fragment, Introduction, SessionParts, TelegramSession};

/// What a fragment says, comparable. Only for tests: the key lies open in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub dc_id: u8,
    pub address: Option<SocketAddr>,
    pub test: Option<bool>,
    pub key: [u8; 256],
    pub user_id: Option<i64>,
    pub api_id: Option<i32>,
}

pub fn said(fragment: &Fragment) -> Said {
    Said {
        dc_id: fragment.dc_id,
        address: fragment.address,
        test: fragment.test,
        key: *fragment.key.expose_secret(),
        user_id: fragment.user_id,
        api_id: fragment.api_id,
    }
}

/// What of a session a string of this format must say.
pub fn kept(session: &TelegramSession, format: Format) -> Said {
    let whole = Said {
        dc_id: session.dc_id(),
        address: Some(session.address()),
        test: Some(session.is_test()),
        key: *session.key().expose_secret(),
        user_id: Some(session.user_id()),
        api_id: Some(session.api_id()),
    };
    match format {
        Format::Telethon | Format::GramJs => Said {
            test: None,
            user_id: None,
            api_id: None,
            ..whole
        },
        Format::Pyrogram => Said {
            address: None,
            ..whole
        },
        Format::Mtcute => Said {
            api_id: None,
            ..whole
        },
    }
}

pub fn parts(address: SocketAddr) -> SessionParts {
    SessionParts {
        dc_id: 2,
        address,
        test: false,
        key: key(std::array::from_fn(|at| at as u8)),
        user_id: 5_000_000_123,
        api_id: 4242,
        introduction: introduction(),
    }
}

pub fn key(bytes: [u8; 256]) -> AuthKey {
    AuthKey::new(SecretBox::new(Box::new(bytes))).unwrap()
}

pub fn introduction() -> Introduction {
    Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en").unwrap()
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
    (numbers, addresses(), key).prop_map(|((dc_id, test, user_id, api_id), address, bytes)| {
        TelegramSession::new(SessionParts {
            dc_id,
            address,
            test,
            key: key_of(&bytes),
            user_id,
            api_id,
            introduction: introduction(),
        })
        .unwrap()
    })
}

fn key_of(bytes: &[u8]) -> AuthKey {
    key(bytes.try_into().unwrap())
}
