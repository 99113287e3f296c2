//! A session as the bytes that are sealed.

use std::net::SocketAddr;

use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use zeroize::Zeroizing;

use crate::{Error, parts};

pub(crate) fn write(session: &TelegramSession) -> Zeroizing<Vec<u8>> {
    let introduction = session.introduction();
    parts::join(&[
        &[session.dc_id()],
        session.address().to_string().as_bytes(),
        &[session.is_test().into()],
        // Exposed to be encrypted.
        session.key().expose_secret(),
        &session.user_id().to_be_bytes(),
        &session.api_id().to_be_bytes(),
        introduction.device_model().as_bytes(),
        introduction.system_version().as_bytes(),
        introduction.app_version().as_bytes(),
        introduction.language().as_bytes(),
    ])
}

pub(crate) fn read(bytes: &[u8], table: &'static str) -> Result<TelegramSession, Error> {
    let damaged = || Error::Damaged { what: table };
    let mut parts = parts::Parts::of(bytes, table);
    let [dc_id] = parts.array()?;
    let address: SocketAddr = parts.text()?.parse().map_err(|_| damaged())?;
    let test = parts.flag()?;
    let mut key = SecretBox::new(Box::new([0; AuthKey::BYTES]));
    let stored: &[u8; AuthKey::BYTES] = parts.next()?.try_into().map_err(|_| damaged())?;
    key.expose_secret_mut().copy_from_slice(stored);
    let user_id = i64::from_be_bytes(parts.array()?);
    let api_id = i32::from_be_bytes(parts.array()?);
    let introduction =
        Introduction::new(parts.text()?, parts.text()?, parts.text()?, parts.text()?)
            .map_err(|_| damaged())?;
    parts.end()?;
    let parts = SessionParts {
        dc_id,
        address,
        test,
        key: AuthKey::new(key).map_err(|_| damaged())?,
        user_id,
        api_id,
        introduction,
    };
    TelegramSession::new(parts).map_err(|_| damaged())
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, test_runner::Config};

    use super::*;

    fn session() -> impl Strategy<Value = TelegramSession> {
        let address = (any::<[u8; 16]>(), 1..u16::MAX, any::<bool>());
        let ids = (
            1..255_u8,
            any::<bool>(),
            1..i64::from(i32::MAX),
            1..i32::MAX,
        );
        (
            address,
            ids,
            prop::array::uniform32(1..255_u8),
            "[a-zA-Zäß ]{0,20}",
        )
            .prop_filter_map(
                "not every address is one host's",
                |((ip, port, v6), (dc_id, test, user_id, api_id), key, name)| {
                    let [a, b, c, d, ..] = ip;
                    let address = if v6 {
                        SocketAddr::from((ip, port))
                    } else {
                        SocketAddr::from(([a, b, c, d], port))
                    };
                    let mut all = SecretBox::new(Box::new([0; AuthKey::BYTES]));
                    all.expose_secret_mut()[..32].copy_from_slice(&key);
                    let name = format!("A{name}z");
                    TelegramSession::new(SessionParts {
                        dc_id,
                        address,
                        test,
                        key: AuthKey::new(all).ok()?,
                        user_id,
                        api_id,
                        introduction: Introduction::new(&name, "b", "c", "d").ok()?,
                    })
                    .ok()
                },
            )
    }

    proptest! {
        #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

        #[test]
        fn a_session_is_read_as_it_was_written(session in session()) {
            let read = read(&write(&session), "a test").unwrap();
            prop_assert_eq!(read.dc_id(), session.dc_id());
            prop_assert_eq!(read.address(), session.address());
            prop_assert_eq!(read.is_test(), session.is_test());
            prop_assert_eq!(read.key().expose_secret(), session.key().expose_secret());
            prop_assert_eq!(read.user_id(), session.user_id());
            prop_assert_eq!(read.api_id(), session.api_id());
            prop_assert_eq!(read.introduction(), session.introduction());
        }

        #[test]
        fn a_session_that_was_cut_is_none(session in session(), at in 0..300_usize) {
            let form = write(&session);
            prop_assert!(read(&form[..at.min(form.len() - 1)], "a test").is_err());
        }

        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let refused = read(&bytes, "a test");
            prop_assert!(
                matches!(refused, Err(Error::Damaged { what: "a test" })),
                "{:?}",
                refused
            );
        }
    }
}
