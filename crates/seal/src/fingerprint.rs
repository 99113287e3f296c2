//! Keys as words, to be compared by eye or read out.

use std::fmt;

use bip39::Language;
use sha2::{Digest, Sha256};

use crate::{
    framing::framed,
    signing::{Role, VerifyingKey},
};

const LABEL: &[u8] = b"signet/fingerprint/v1";

/// Six words of eleven bits: the first 66 bits of a hash. Finding another key with the same words
/// takes about 2^66 key generations.
const WORDS: usize = 6;

/// The words of a key, from the English list of BIP-39: 2048 common words that differ in their
/// first four letters.
///
/// The bits are those of SHA-256 over the framed label `signet/fingerprint/v1`, the key's role
/// and the key, most significant first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([&'static str; WORDS]);

impl Fingerprint {
    /// The words of this key.
    pub fn of<R: Role>(key: &VerifyingKey<R>) -> Self {
        let hash = Sha256::digest(framed(&[LABEL, R::NAME.as_bytes(), key.as_bytes()]));
        let bits = hash[..9]
            .iter()
            .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        let list = Language::English.word_list();
        Self(std::array::from_fn(|at| {
            // 72 bits, of which the first 66 are used.
            list[(bits >> (72 - 11 * (at + 1))) as usize & 0x7ff]
        }))
    }

    /// The words, in order.
    pub fn words(&self) -> &[&'static str] {
        &self.0
    }
}

/// The words with spaces between them.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, Platform, SigningKey};

    #[test]
    fn words_depend_on_key_and_role() {
        let one = SigningKey::<Identity>::from_seed(&[1; 32]).verifying_key();
        let other = SigningKey::<Identity>::from_seed(&[2; 32]).verifying_key();
        let platform = SigningKey::<Platform>::from_seed(&[1; 32]).verifying_key();
        let words = Fingerprint::of(&one);
        assert_eq!(words.words().len(), 6);
        assert_ne!(words, Fingerprint::of(&other));
        assert_ne!(words, Fingerprint::of(&platform));
    }

    #[test]
    fn the_list_is_the_one_we_mean() {
        let list = Language::English.word_list();
        let hash = Sha256::digest(list.join("\n") + "\n");
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
        );
    }
}
