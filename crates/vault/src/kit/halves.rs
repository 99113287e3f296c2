//! The two halves of a recovery kit: the paper has one, the vault keeps the other.
//!
//! ```text
//! secret  = HKDF-SHA256(what is on paper, no salt, label), an X25519 key
//! wrapped = format (u8, 1) | encapsulated key (32) | AES-256-GCM ciphertext (32) | tag (16)
//! ```
//!
//! A copy is sealed by HPKE (RFC 9180, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
//! AES-256-GCM) with the bytes of its [`CopyPlace`] as `info`. So a vault that is open can seal
//! its next master key for a kit that lies in a drawer.

use std::convert::Infallible;

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable,
    aead::{AeadTag, AesGcm256},
    inout::InOutBuf,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
    single_shot_open_inout_detached, single_shot_seal_inout_detached_with_rng,
};
use secrecy::{ExposeSecret, SecretBox};
use zeroize::Zeroizing;

use crate::{CopyPlace, Error, MasterKey, Random, cipher};

const LABEL: &[u8] = b"signet/vault/recovery-kit/x25519/v1";
const FORMAT: u8 = 1;
const KEY: usize = 32;
const TAG: usize = 16;
const WRAPPED: usize = 1 + KEY + KEY + TAG;

/// Everything is bound in `info`.
const NO_AAD: &[u8] = b"";

type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;

/// What a vault keeps of a kit: it seals master keys for the kit and opens nothing.
///
/// No secret, and yet kept sealed. Whoever could put another one in its place would be given the
/// next master key, and whoever knew it could make a copy of a key of their own for the paper to
/// open.
pub struct PublicHalf(PublicKey);

impl PublicHalf {
    /// The master key, sealed so that this kit opens it at this place. A generator that fails
    /// seals nothing.
    pub(crate) fn wrap(
        &self,
        key: &MasterKey,
        place: &CopyPlace,
        random: &dyn Random,
    ) -> Result<Vec<u8>, Error> {
        let mut randomness = Zeroizing::new([0; KEY]);
        random.fill(&mut *randomness)?;
        let mut drawn = Drawn {
            rest: &*randomness,
            short: false,
        };
        // Exposed to be encrypted, in a buffer that is wiped if that fails.
        let mut body = Zeroizing::new(*key.expose_secret());
        let (encapsulated, tag) = single_shot_seal_inout_detached_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Base,
                &self.0,
                &place.bytes(),
                InOutBuf::from(body.as_mut_slice()),
                NO_AAD,
                &mut drawn,
            )
            // Only a public key that no kit has makes this fail.
            .map_err(|_| Error::KitAltered)?;
        // An encapsulation that took more or less than it should is not the one we know.
        if drawn.short || !drawn.rest.is_empty() {
            return Err(Error::NoRandom);
        }
        let mut wrapped = Vec::with_capacity(WRAPPED);
        wrapped.push(FORMAT);
        wrapped.extend_from_slice(&encapsulated.to_bytes());
        wrapped.extend_from_slice(&*body);
        wrapped.extend_from_slice(&tag.to_bytes());
        Ok(wrapped)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// What [`PublicHalf::to_bytes`] gave.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        PublicKey::from_bytes(bytes)
            .map(Self)
            .map_err(|_| Error::KitAltered)
    }
}

/// What only the paper gives. The library wipes it when it is dropped; boxed, so that it never
/// moves.
pub(super) struct SecretHalf(Box<PrivateKey>);

impl SecretHalf {
    /// The half that belongs to what is on paper.
    pub fn of(paper: &SecretBox<[u8; 32]>) -> Result<Self, Error> {
        // Exposed to the derivation, which cannot be turned back.
        let secret = cipher::derive(paper.expose_secret(), b"", LABEL).ok_or(Error::WrongKey)?;
        let secret = PrivateKey::from_bytes(&*secret).map_err(|_| Error::WrongKey)?;
        Ok(Self(Box::new(secret)))
    }

    pub fn public(&self) -> PublicHalf {
        PublicHalf(X25519HkdfSha256::sk_to_pk(&self.0))
    }

    /// The master key in a copy; [`Error::WrongKey`] if the copy is another kit's, belongs
    /// elsewhere, or was changed.
    pub fn unwrap(&self, wrapped: &[u8], place: &CopyPlace) -> Result<MasterKey, Error> {
        let opened = || {
            let sealed: &[u8; WRAPPED] = wrapped.try_into().ok()?;
            let (format, rest) = sealed.split_first()?;
            let (encapsulated, rest) = rest.split_at(KEY);
            let (body, tag) = rest.split_at(KEY);
            if *format != FORMAT {
                return None;
            }
            let mut buffer = Zeroizing::new([0; KEY]);
            buffer.copy_from_slice(body);
            single_shot_open_inout_detached::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
                &OpModeR::Base,
                &self.0,
                &<X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?,
                &place.bytes(),
                InOutBuf::from(buffer.as_mut_slice()),
                NO_AAD,
                &AeadTag::<AesGcm256>::from_bytes(tag).ok()?,
            )
            .ok()?;
            Some(buffer)
        };
        MasterKey::copied(&*opened().ok_or(Error::WrongKey)?)
    }
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
    use signet_contract::ids::{KeyId, VaultId};

    use super::*;
    use crate::{CopyKind, OsRandom};

    struct Broken;

    impl Random for Broken {
        fn fill(&self, _: &mut [u8]) -> Result<(), Error> {
            Err(Error::NoRandom)
        }
    }

    fn half(byte: u8) -> SecretHalf {
        SecretHalf::of(&SecretBox::new(Box::new([byte; 32]))).unwrap()
    }

    fn master() -> MasterKey {
        MasterKey::new(SecretBox::new(Box::new([7; 32])))
    }

    fn place() -> CopyPlace {
        CopyPlace {
            vault: VaultId::now(),
            copy: KeyId::now(),
            kind: CopyKind::Kit,
            master: KeyId::now(),
            parameters: Vec::new(),
        }
    }

    #[test]
    fn a_copy_opens_with_its_own_kit_at_its_own_place() {
        let (kit, here) = (half(1), place());
        let public = PublicHalf::from_bytes(&kit.public().to_bytes()).unwrap();
        let wrapped = public.wrap(&master(), &here, &OsRandom).unwrap();
        let opened = kit.unwrap(&wrapped, &here).unwrap();
        assert_eq!(opened.expose_secret(), &[7; 32]);

        let refused = |kit: &SecretHalf, wrapped: &[u8], place: &CopyPlace| {
            matches!(kit.unwrap(wrapped, place), Err(Error::WrongKey))
        };
        assert!(refused(&half(2), &wrapped, &here));
        let elsewhere = place();
        for moved in [
            CopyPlace {
                vault: elsewhere.vault,
                ..here.clone()
            },
            CopyPlace {
                copy: elsewhere.copy,
                ..here.clone()
            },
            CopyPlace {
                master: elsewhere.master,
                ..here.clone()
            },
            CopyPlace {
                kind: CopyKind::Passphrase,
                ..here.clone()
            },
        ] {
            assert!(refused(&kit, &wrapped, &moved), "{moved:?}");
        }
        for at in 0..wrapped.len() {
            let mut flipped = wrapped.clone();
            flipped[at] ^= 1;
            assert!(refused(&kit, &flipped, &here), "byte {at}");
        }
        assert!(refused(&kit, &wrapped[..WRAPPED - 1], &here));
        assert!(refused(&kit, b"", &here));
    }

    #[test]
    fn a_public_half_of_small_order_or_no_randomness_seals_nothing() {
        let small = PublicHalf::from_bytes(&[0; 32]).unwrap();
        let refused = small.wrap(&master(), &place(), &OsRandom);
        assert!(matches!(refused, Err(Error::KitAltered)));
        let refused = half(1).public().wrap(&master(), &place(), &Broken);
        assert!(matches!(refused, Err(Error::NoRandom)));
        assert!(PublicHalf::from_bytes(&[1; 31]).is_err());
    }

    #[test]
    fn what_is_on_paper_leads_to_the_same_halves_for_ever() {
        let public = half(0x7f).public().to_bytes();
        let hex: String = public.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "df3649821580ade234e395cb3e93381a2cc82f9daae91371ce0a36438b9d1c21"
        );
    }
}
