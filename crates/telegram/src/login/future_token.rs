//! A token from signing out, which lets in once without a code.

use std::fmt;

use secrecy::{ExposeSecret, SecretBox};

/// Kept when an account is signed out, offered at its next sign-in, erased when the account is
/// removed for good.
pub struct FutureToken(SecretBox<[u8]>);

impl FutureToken {
    /// How many may be offered at a sign-in.
    pub const MOST: usize = 20;

    /// As Telegram gave it.
    pub fn new(token: Vec<u8>) -> Self {
        Self(token.into())
    }
}

/// For the call that offers it, and for whoever keeps it encrypted.
impl ExposeSecret<[u8]> for FutureToken {
    fn expose_secret(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for FutureToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FutureToken([REDACTED])")
    }
}
