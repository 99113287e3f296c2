//! The two HPKE suites, and nothing negotiable in between.

use std::convert::Infallible;

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable,
    aead::{AeadTag, AesGcm256},
    inout::InOutBuf,
    kdf::HkdfSha256,
    kem::{X25519HkdfSha256, XWing},
    rand_core::{TryCryptoRng, TryRng},
    single_shot_open_inout_detached, single_shot_seal_inout_detached_with_rng,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::Error;

/// How an envelope is encrypted: HPKE (RFC 9180) in base mode with HKDF-SHA256 and AES-256-GCM,
/// under one of two key encapsulations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Suite {
    /// X-Wing (0x647a): X25519 and ML-KEM-768 together, so that an envelope stored today stays
    /// closed to a quantum computer later.
    #[default]
    #[serde(rename = "xwing-sha256-aes256gcm")]
    XWing,
    /// DHKEM(X25519, HKDF-SHA256) (0x0020), for services that cannot do the other.
    #[serde(rename = "x25519-sha256-aes256gcm")]
    X25519,
}

/// What AES-GCM adds to the ciphertext.
pub(crate) const TAG: usize = 16;

/// As many random bytes as either encapsulation takes.
pub(crate) type Randomness = Zeroizing<[u8; 64]>;

impl Suite {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::XWing, Self::X25519];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::XWing => "xwing-sha256-aes256gcm",
            Self::X25519 => "x25519-sha256-aes256gcm",
        }
    }

    /// The suite of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// How many random bytes one encapsulation takes.
    fn randomness(self) -> usize {
        match self {
            Self::XWing => 64,
            Self::X25519 => 32,
        }
    }
}

/// The public half of a sealing key, checked and unpacked once.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    XWing(Box<<XWing as Kem>::PublicKey>),
    X25519(<X25519HkdfSha256 as Kem>::PublicKey),
}

impl PublicKey {
    pub(crate) fn from_bytes(suite: Suite, bytes: &[u8]) -> Option<Self> {
        match suite {
            Suite::XWing => {
                let key = <XWing as Kem>::PublicKey::from_bytes(bytes).ok()?;
                Some(Self::XWing(Box::new(key)))
            }
            Suite::X25519 => {
                let key = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(bytes).ok()?;
                Some(Self::X25519(key))
            }
        }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::XWing(key) => key.to_bytes().to_vec(),
            Self::X25519(key) => key.to_bytes().to_vec(),
        }
    }

    pub(crate) fn suite(&self) -> Suite {
        match self {
            Self::XWing(_) => Suite::XWing,
            Self::X25519(_) => Suite::X25519,
        }
    }

    /// Encrypts the buffer where it lies and appends the tag. Returns the encapsulated key.
    pub(crate) fn seal(
        &self,
        info: &[u8],
        buffer: &mut Vec<u8>,
        randomness: &Randomness,
    ) -> Result<Vec<u8>, Error> {
        let mut drawn = Drawn {
            rest: &randomness[..self.suite().randomness()],
            short: false,
        };
        let (enc, tag) = match self {
            Self::XWing(key) => seal_with::<XWing>(key, info, buffer, &mut drawn),
            Self::X25519(key) => seal_with::<X25519HkdfSha256>(key, info, buffer, &mut drawn),
        }?;
        // An encapsulation that took more or less than it said is not the one we know.
        if drawn.short || !drawn.rest.is_empty() {
            return Err(Error::Random);
        }
        buffer.extend_from_slice(&tag);
        Ok(enc)
    }
}

/// The secret half, unpacked. The library wipes it when it is dropped; boxed, so that it never
/// moves.
pub(crate) enum SecretKey {
    XWing(Box<<XWing as Kem>::PrivateKey>),
    X25519(Box<<X25519HkdfSha256 as Kem>::PrivateKey>),
}

impl SecretKey {
    pub(crate) fn from_seed(suite: Suite, seed: &[u8; 32]) -> Option<Self> {
        match suite {
            Suite::XWing => {
                let key = <XWing as Kem>::PrivateKey::from_bytes(seed).ok()?;
                Some(Self::XWing(Box::new(key)))
            }
            Suite::X25519 => {
                let key = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(seed).ok()?;
                Some(Self::X25519(Box::new(key)))
            }
        }
    }

    pub(crate) fn suite(&self) -> Suite {
        match self {
            Self::XWing(_) => Suite::XWing,
            Self::X25519(_) => Suite::X25519,
        }
    }

    pub(crate) fn public(&self) -> PublicKey {
        match self {
            Self::XWing(key) => PublicKey::XWing(Box::new(XWing::sk_to_pk(key))),
            Self::X25519(key) => PublicKey::X25519(X25519HkdfSha256::sk_to_pk(key)),
        }
    }

    /// Decrypts a ciphertext with its tag. The plaintext is wiped by whoever drops it.
    pub(crate) fn open(
        &self,
        enc: &[u8],
        info: &[u8],
        ciphertext: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::XWing(key) => open_with::<XWing>(key, enc, info, ciphertext),
            Self::X25519(key) => open_with::<X25519HkdfSha256>(key, enc, info, ciphertext),
        }
    }
}

type Tag = AeadTag<AesGcm256>;

/// The associated data stays empty: Python's library takes none, so everything is bound in `info`.
const NO_AAD: &[u8] = b"";

fn seal_with<K: Kem>(
    key: &K::PublicKey,
    info: &[u8],
    buffer: &mut [u8],
    drawn: &mut Drawn<'_>,
) -> Result<(Vec<u8>, Vec<u8>), Error> {
    let (enc, tag) = single_shot_seal_inout_detached_with_rng::<AesGcm256, HkdfSha256, K>(
        &OpModeS::Base,
        key,
        info,
        InOutBuf::from(buffer),
        NO_AAD,
        drawn,
    )
    // Only a public key that no honest service has makes this fail.
    .map_err(|_| Error::PublicKey)?;
    Ok((enc.to_bytes().to_vec(), tag.to_bytes().to_vec()))
}

fn open_with<K: Kem>(
    key: &K::PrivateKey,
    enc: &[u8],
    info: &[u8],
    ciphertext: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (body, tag) = ciphertext.split_at_checked(ciphertext.len().checked_sub(TAG)?)?;
    let mut buffer = Zeroizing::new(body.to_vec());
    single_shot_open_inout_detached::<AesGcm256, HkdfSha256, K>(
        &OpModeR::Base,
        key,
        &K::EncappedKey::from_bytes(enc).ok()?,
        info,
        InOutBuf::from(buffer.as_mut_slice()),
        NO_AAD,
        &Tag::from_bytes(tag).ok()?,
    )
    .ok()?;
    Some(buffer)
}

/// Random bytes that were drawn before they are needed. The library can only panic when its
/// generator fails; ours has failed before, and then nothing is sealed.
struct Drawn<'r> {
    rest: &'r [u8],
    short: bool,
}

impl TryRng for Drawn<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        match self.rest.split_at_checked(bytes.len()) {
            Some((taken, rest)) => {
                bytes.copy_from_slice(taken);
                self.rest = rest;
            }
            // What comes of this is thrown away.
            None => self.short = true,
        }
        Ok(())
    }
}

impl TryCryptoRng for Drawn<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for suite in Suite::ALL {
            assert_eq!(Suite::named(suite.name()), Some(suite));
            let json = serde_json::to_string(&suite).unwrap();
            assert_eq!(json, format!("\"{}\"", suite.name()));
        }
        assert_eq!(Suite::named("none"), None);
    }

    #[test]
    fn too_few_random_bytes_seal_nothing() {
        let mut drawn = Drawn {
            rest: &[1; 31],
            short: false,
        };
        let key = SecretKey::from_seed(Suite::X25519, &[7; 32]).unwrap();
        let PublicKey::X25519(key) = key.public() else {
            panic!()
        };
        let _ = seal_with::<X25519HkdfSha256>(&key, b"", &mut [0; 4], &mut drawn);
        assert!(drawn.short);
    }

    #[test]
    fn a_public_key_of_small_order_seals_nothing() {
        let key = PublicKey::from_bytes(Suite::X25519, &[0; 32]).unwrap();
        let sealed = key.seal(b"", &mut vec![0; 512], &Zeroizing::new([9; 64]));
        assert_eq!(sealed.err(), Some(Error::PublicKey));
    }
}
