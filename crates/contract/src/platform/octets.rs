//! Keys and signatures as text: base64url without padding, of one length.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize};

/// Exactly `N` bytes. Only the one canonical spelling is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Octets<const N: usize>(pub [u8; N]);

/// An Ed25519 public key.
pub type PublicKey = Octets<32>;

/// A text that is not the canonical base64url of this many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not {0} bytes in base64url without padding")]
pub struct InvalidOctets(usize);

impl<const N: usize> TryFrom<String> for Octets<N> {
    type Error = InvalidOctets;

    fn try_from(text: String) -> Result<Self, InvalidOctets> {
        let mut bytes = [0; N];
        match Base64UrlUnpadded::decode(&text, &mut bytes) {
            Ok(read) if read.len() == N => Ok(Self(bytes)),
            Ok(_) | Err(_) => Err(InvalidOctets(N)),
        }
    }
}

impl<const N: usize> From<Octets<N>> for String {
    fn from(octets: Octets<N>) -> Self {
        octets.to_string()
    }
}

impl<const N: usize> fmt::Display for Octets<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Base64UrlUnpadded::encode_string(&self.0))
    }
}

impl<const N: usize> fmt::Debug for Octets<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Octets({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_survive_text() {
        let key = Octets([0xa5; 32]);
        assert_eq!(PublicKey::try_from(key.to_string()), Ok(key));
    }

    #[test]
    fn other_lengths_and_spellings_are_refused() {
        let key = Octets([0xa5; 32]).to_string();
        for wrong in [
            String::new(),
            format!("{key}="),
            format!("{key}A"),
            key[..42].to_owned(),
            Octets([0xa5; 31]).to_string(),
            Octets([0xa5; 33]).to_string(),
            format!("{}V", &key[..42]),
        ] {
            assert!(PublicKey::try_from(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
