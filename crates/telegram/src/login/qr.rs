//! The login token as the link that a phone scans.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// `tg://login?token=…`: whoever scans it with a signed-in Telegram lets this sign-in into their
/// account. The one secret that a snapshot carries, because it must be drawn; it lives for half a
/// minute.
pub struct QrLink(SecretString);

impl QrLink {
    pub(crate) fn of(token: &[u8]) -> Self {
        let token = Zeroizing::new(Base64UrlUnpadded::encode_string(token));
        Self(format!("tg://login?token={}", token.as_str()).into())
    }
}

/// For whoever draws it.
impl ExposeSecret<str> for QrLink {
    fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

/// A snapshot is copied to everybody who watches.
impl Clone for QrLink {
    fn clone(&self) -> Self {
        // Exposed to be copied into another secret.
        Self(self.0.expose_secret().into())
    }
}

impl PartialEq for QrLink {
    fn eq(&self, other: &Self) -> bool {
        // Exposed to be compared.
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl Eq for QrLink {}

impl fmt::Debug for QrLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrLink([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_urlsafe_and_not_printed() {
        let link = QrLink::of(&[0xfb, 0xef, 0xff, 0x01]);
        assert_eq!(link.expose_secret(), "tg://login?token=--__AQ");
        assert_eq!(format!("{link:?}"), "QrLink([REDACTED])");
    }
}
