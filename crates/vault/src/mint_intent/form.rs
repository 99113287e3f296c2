//! The keys of a minting, as the bytes that are sealed.

use std::fmt;

use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox};
use signet_session::{AuthKey, Introduction, TelegramSession};
use zeroize::Zeroizing;

use crate::{
    Error,
    parts::{self, Parts},
    session_form,
};

/// A key that was just made and is about to be let in.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_vault::FreshKey>();
/// ```
pub struct FreshKey {
    /// The data centre that knows it.
    pub dc: u8,
    /// The key.
    pub key: AuthKey,
    /// What it is called in Telegram's device list.
    pub introduction: Introduction,
}

impl fmt::Debug for FreshKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FreshKey")
            .field("dc", &self.dc)
            .finish_non_exhaustive()
    }
}

pub(super) fn write(fresh: &FreshKey, donor: Option<&TelegramSession>) -> Zeroizing<Vec<u8>> {
    let donor = donor.map(session_form::write);
    parts::join(&[
        &[fresh.dc],
        // Exposed to be encrypted.
        fresh.key.expose_secret(),
        fresh.introduction.device_model().as_bytes(),
        fresh.introduction.system_version().as_bytes(),
        fresh.introduction.app_version().as_bytes(),
        fresh.introduction.language().as_bytes(),
        donor.as_ref().map_or(&[], |donor| donor.as_slice()),
    ])
}

pub(super) fn read(
    bytes: &[u8],
    table: &'static str,
) -> Result<(FreshKey, Option<TelegramSession>), Error> {
    let mut parts = Parts::of(bytes, table);
    let [dc] = parts.array()?;
    let mut key = SecretBox::new(Box::new([0; AuthKey::BYTES]));
    let stored: &[u8; AuthKey::BYTES] = parts.next()?.try_into().map_err(|_| parts.damaged())?;
    key.expose_secret_mut().copy_from_slice(stored);
    let fresh = FreshKey {
        dc,
        key: AuthKey::new(key).map_err(|_| parts.damaged())?,
        introduction: Introduction::new(parts.text()?, parts.text()?, parts.text()?, parts.text()?)
            .map_err(|_| parts.damaged())?,
    };
    let donor = match parts.next()? {
        [] => None,
        donor => Some(session_form::read(donor, table)?),
    };
    parts.end()?;
    Ok((fresh, donor))
}
