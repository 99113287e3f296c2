//! Bytes as text: base64url without padding, in its one canonical spelling.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

pub(crate) fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// The bytes that this text spells, if it spells them as [`encode`] would: the library refuses
/// spare bits, padding and everything else.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

/// The same for a known length.
pub(crate) fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    decode(text)?.try_into().ok()
}

/// A secret behind a prefix, in a text of exactly its length: one that grew would leave copies.
pub(crate) fn encode_secret(prefix: &str, secret: &[u8; 32]) -> SecretString {
    let secret = Zeroizing::new(encode(secret));
    let mut text = String::with_capacity(prefix.len() + secret.len());
    text.push_str(prefix);
    text.push_str(&secret);
    text.into()
}

/// A secret that [`encode_secret`] wrote, without its prefix. No copy of it stays behind.
pub(crate) fn decode_secret(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut secret = Zeroizing::new([0; 32]);
    let length = Base64UrlUnpadded::decode(text, &mut *secret).ok()?.len();
    (length == 32).then_some(secret)
}

/// Bytes that JSON carries as such a text.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("base64url without padding")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Bytes, E> {
                decode(text)
                    .map(Bytes)
                    .ok_or_else(|| E::custom("not base64url without padding"))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_spelling_is_read() {
        assert_eq!(decode("_-8"), Some(vec![0xff, 0xef]));
        for wrong in ["_-9", "_-8=", "/+8", "_- 8", "_-8\n", "_"] {
            assert_eq!(decode(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn bytes_have_one_spelling_each() {
        let alphabet: Vec<_> = (0..=127).map(char::from).collect();
        for last in &alphabet {
            for before in &alphabet {
                for text in [
                    format!("AA{before}{last}"),
                    format!("A{before}{last}"),
                    format!("{before}{last}"),
                ] {
                    if let Some(bytes) = decode(&text) {
                        assert_eq!(encode(&bytes), text);
                    }
                }
            }
        }
    }
}
