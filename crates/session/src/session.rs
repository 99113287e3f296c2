//! A whole session.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use secrecy::SecretString;

use crate::{AuthKey, Error, Format, Introduction, format};

/// The largest user id: what JavaScript clients hold exactly. Telegram's stay below 2^40.
const MAX_USER_ID: i64 = (1 << 53) - 1;

/// What a session is made of, before it is checked.
pub struct SessionParts {
    /// The data centre that knows the key, from 1.
    pub dc_id: u8,
    /// Where that data centre was reached.
    pub address: SocketAddr,
    /// Whether it is one of a test Telegram.
    pub test: bool,
    /// The authorization key.
    pub key: AuthKey,
    /// Whose it is.
    pub user_id: i64,
    /// The api_id that signed in; another one is not welcome on the same key.
    pub api_id: i32,
    /// What the client says about itself.
    pub introduction: Introduction,
}

/// One authorization of one person, complete: with it a client goes on where another one stopped,
/// under the same name in Telegram's device list.
///
/// It is used by one client at a time. Telegram ends a session that is used from two places at
/// once.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_session::TelegramSession>();
/// ```
pub struct TelegramSession(SessionParts);

impl TelegramSession {
    /// Checks the parts and takes them over.
    pub fn new(parts: SessionParts) -> Result<Self, Error> {
        checked_dc(parts.dc_id)?;
        checked_address(parts.address)?;
        checked_user_id(parts.user_id)?;
        checked_api_id(parts.api_id.into())?;
        Ok(Self(parts))
    }

    /// Takes it apart, for the client that goes on with it.
    pub fn into_parts(self) -> SessionParts {
        self.0
    }

    /// The data centre that knows the key.
    pub fn dc_id(&self) -> u8 {
        self.0.dc_id
    }

    /// Where that data centre was reached.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// Whether it is one of a test Telegram.
    pub fn is_test(&self) -> bool {
        self.0.test
    }

    /// The authorization key.
    pub fn key(&self) -> &AuthKey {
        &self.0.key
    }

    /// Whose it is.
    pub fn user_id(&self) -> i64 {
        self.0.user_id
    }

    /// The api_id that signed in.
    pub fn api_id(&self) -> i32 {
        self.0.api_id
    }

    /// What the client says about itself.
    pub fn introduction(&self) -> &Introduction {
        &self.0.introduction
    }

    /// Writes the string that this client reads. What the format has no room for is left out;
    /// only a port it cannot hold is an error.
    pub fn write(&self, format: Format) -> Result<SecretString, Error> {
        match format {
            Format::Telethon => Ok(format::telethon::write(self)),
            Format::GramJs => format::gramjs::write(self),
            Format::Pyrogram => Ok(format::pyrogram::write(self)),
            Format::Mtcute => Ok(format::mtcute::write(self)),
        }
    }
}

/// Tells where, not whose and not with which key.
impl fmt::Debug for TelegramSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TelegramSession")
            .field("dc_id", &self.0.dc_id)
            .field("test", &self.0.test)
            .finish_non_exhaustive()
    }
}

pub(crate) fn checked_dc(id: u8) -> Result<u8, Error> {
    if id == 0 { Err(Error::Dc) } else { Ok(id) }
}

/// One host's address and port. A scope or flow label has no place in any format.
pub(crate) fn checked_address(address: SocketAddr) -> Result<SocketAddr, Error> {
    let plain = address == SocketAddr::new(address.ip(), address.port());
    let broadcast = matches!(address.ip(), IpAddr::V4(ip) if ip.is_broadcast());
    let one_host = !address.ip().is_unspecified() && !address.ip().is_multicast() && !broadcast;
    if plain && one_host && address.port() != 0 {
        Ok(address)
    } else {
        Err(Error::Address)
    }
}

pub(crate) fn checked_user_id(id: i64) -> Result<i64, Error> {
    if (1..=MAX_USER_ID).contains(&id) {
        Ok(id)
    } else {
        Err(Error::UserId)
    }
}

pub(crate) fn checked_api_id(id: i64) -> Result<i32, Error> {
    i32::try_from(id)
        .ok()
        .filter(|id| *id > 0)
        .ok_or(Error::ApiId)
}
