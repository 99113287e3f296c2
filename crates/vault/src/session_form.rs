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
