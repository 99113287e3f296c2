//! The authorization key: who holds it is signed in.

use std::fmt;

use secrecy::{ExposeSecret, SecretBox};

use crate::Error;

/// 256 secret bytes, not all zero.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_session::AuthKey>();
/// ```
pub struct AuthKey(SecretBox<[u8; 256]>);

impl AuthKey {
    /// How many bytes it has.
    pub const BYTES: usize = 256;

    /// Takes the key over; it is wiped when this is dropped. Zeros are how clients write that
    /// there is no key.
    pub fn new(key: SecretBox<[u8; Self::BYTES]>) -> Result<Self, Error> {
        // Exposed to be compared. All bytes are looked at, so that time tells nothing.
        let any = key.expose_secret().iter().fold(0, |any, byte| any | byte);
        if any == 0 {
            Err(Error::NoKey)
        } else {
            Ok(Self(key))
        }
    }

    /// Copies from a buffer that the caller wipes; `None` if it is not as long as a key.
    pub(crate) fn copied(bytes: &[u8]) -> Option<Result<Self, Error>> {
        let bytes: &[u8; Self::BYTES] = bytes.try_into().ok()?;
        let mut key = Box::new([0; Self::BYTES]);
        key.copy_from_slice(bytes);
        Some(Self::new(SecretBox::new(key)))
    }
}

/// The bytes, for whoever encrypts with them or writes them where they are encrypted.
impl ExposeSecret<[u8; AuthKey::BYTES]> for AuthKey {
    fn expose_secret(&self) -> &[u8; AuthKey::BYTES] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for AuthKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthKey([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_no_key() {
        let zeros = SecretBox::new(Box::new([0; 256]));
        assert_eq!(AuthKey::new(zeros).err(), Some(Error::NoKey));
    }

    #[test]
    fn a_printed_key_tells_nothing() {
        let key = AuthKey::new(SecretBox::new(Box::new([0x41; 256]))).unwrap();
        assert_eq!(format!("{key:?}"), "AuthKey([REDACTED])");
    }
}
