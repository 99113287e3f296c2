//! What a session string says.

use std::{fmt, net::SocketAddr};

use secrecy::{ExposeSecret, SecretString};

use crate::{AuthKey, Error, Format, format};

/// The parts of a session that were in a string. What the format has no room for is `None`, and
/// whoever imports it knows it otherwise or asks Telegram.
pub struct Fragment {
    /// The data centre that knows the key.
    pub dc_id: u8,
    /// Where the client reached it. Not in Pyrogram's strings; nor in GramJS's when it was made
    /// in a browser, which reaches it by name.
    pub address: Option<SocketAddr>,
    /// Whether it is one of a test Telegram. Only in Pyrogram's and mtcute's strings.
    pub test: Option<bool>,
    /// The authorization key.
    pub key: AuthKey,
    /// Whose it is. Only in Pyrogram's and mtcute's strings, and not in all of them.
    pub user_id: Option<i64>,
    /// The api_id that signed in. Only in newer strings of Pyrogram.
    pub api_id: Option<i32>,
}

impl Fragment {
    /// Reads a string of this client. Nothing is trimmed or repaired.
    pub fn read(format: Format, string: &SecretString) -> Result<Self, Error> {
        // Exposed to be decoded into buffers that are wiped.
        let string = string.expose_secret();
        match format {
            Format::Telethon => format::telethon::read(string),
            Format::GramJs => format::gramjs::read(string),
            Format::Pyrogram => format::pyrogram::read(string),
            Format::Mtcute => format::mtcute::read(string),
        }
    }
}

/// Tells where, not whose and not with which key.
impl fmt::Debug for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fragment")
            .field("dc_id", &self.dc_id)
            .field("test", &self.test)
            .finish_non_exhaustive()
    }
}
