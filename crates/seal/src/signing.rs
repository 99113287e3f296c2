//! Ed25519 keys that know whose they are.

use std::{fmt, marker::PhantomData, str::FromStr};

use ed25519_dalek::Signer as _;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Error, encoding, jws};

/// Whose key it is. Keys of two roles cannot be mixed up, in types or in what they sign.
pub trait Role: private::Sealed + 'static {
    /// Its name in texts.
    const NAME: &'static str;
}

mod private {
    pub trait Sealed {}
}

macro_rules! roles {
    ($(#[doc = $doc:literal] $role:ident = $name:literal)+) => {$(
        #[doc = $doc]
        pub enum $role {}
        impl private::Sealed for $role {}
        impl Role for $role {
            const NAME: &'static str = $name;
        }
    )+};
}

roles! {
    /// A platform: signs the cards of its services.
    Platform = "platform"
    /// A service: signs its own sealing keys.
    Identity = "identity"
    /// An installation of Signet at one platform: signs envelopes.
    Device = "device"
}

/// A secret signing key, wiped when dropped.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_seal::SigningKey<signet_seal::Device>>();
/// ```
///
/// ```compile_fail,E0277
/// fn writable<T: serde::Serialize>() {}
/// writable::<signet_seal::SigningKey<signet_seal::Device>>();
/// ```
///
/// A device's key signs no cards:
///
/// ```compile_fail,E0308
/// use signet_seal::{CardDraft, Device, SigningKey};
///
/// fn forged(draft: &CardDraft, key: &SigningKey<Device>) {
///     let _ = draft.sign_by_platform(key);
/// }
/// ```
pub struct SigningKey<R> {
    // Boxed, so that moving the key leaves no copy of it behind.
    key: Box<ed25519_dalek::SigningKey>,
    role: PhantomData<fn() -> R>,
}

impl<R: Role> SigningKey<R> {
    /// A new key from the operating system's generator.
    pub fn random() -> Result<Self, Error> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|_| Error::Random)?;
        Ok(Self::from_seed(&seed))
    }

    /// The key of these 32 secret bytes, which the caller wipes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self {
            key: Box::new(ed25519_dalek::SigningKey::from_bytes(seed)),
            role: PhantomData,
        }
    }

    /// The 32 secret bytes, for whoever keeps them encrypted.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.key.as_bytes())
    }

    /// The key as one line of text, for a file that only its owner can read.
    pub fn to_text(&self) -> SecretString {
        encoding::encode_secret(&format!("signet-{}-key:v1:", R::NAME), self.key.as_bytes())
    }

    /// Reads exactly what [`to_text`](Self::to_text) wrote.
    pub fn from_text(text: &SecretString) -> Result<Self, Error> {
        // Exposed to be decoded into a buffer that is wiped.
        let seed = text
            .expose_secret()
            .strip_prefix(&format!("signet-{}-key:v1:", R::NAME))
            .and_then(encoding::decode_secret)
            .ok_or(Error::SecretKey)?;
        Ok(Self::from_seed(&seed))
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey<R> {
        VerifyingKey {
            key: self.key.verifying_key(),
            role: PhantomData,
        }
    }

    /// A compact JWS of this JSON under this `typ`, which must say what it is for: nothing else
    /// keeps a token apart from what the same key signs elsewhere.
    pub fn sign_jws<T: Serialize>(&self, typ: &str, claims: &T) -> Result<String, Error> {
        jws::sign(self, typ, claims)
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(bytes).to_bytes()
    }
}

impl<R: Role> fmt::Debug for SigningKey<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey<{}>([REDACTED])", R::NAME)
    }
}

/// A public signing key. As text it is base64url without padding.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VerifyingKey<R: Role> {
    key: ed25519_dalek::VerifyingKey,
    role: PhantomData<fn() -> R>,
}

impl<R: Role> VerifyingKey<R> {
    /// A key that can sign. Points of small order, for which anybody can sign, are refused.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        ed25519_dalek::VerifyingKey::from_bytes(bytes)
            .ok()
            .filter(|key| !key.is_weak())
            .map(|key| Self {
                key,
                role: PhantomData,
            })
            .ok_or(Error::PublicKey)
    }

    /// Its 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// SHA-256 of its bytes: what envelopes are bound to.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(self.as_bytes()).into()
    }

    /// Whether this is a compact JWS with this `typ` that the key signed; its JSON if so.
    pub fn verify_jws(&self, typ: &str, token: &str) -> Option<Vec<u8>> {
        jws::Token::read(typ, token)
            .filter(|token| token.is_signed_by(self))
            .map(|token| token.claims)
    }

    pub(crate) fn verifies(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.key.verify_strict(bytes, &signature).is_ok()
    }
}

impl<R: Role> Clone for VerifyingKey<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Role> Copy for VerifyingKey<R> {}

impl<R: Role> PartialEq for VerifyingKey<R> {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl<R: Role> Eq for VerifyingKey<R> {}

impl<R: Role> fmt::Display for VerifyingKey<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encoding::encode(self.as_bytes()))
    }
}

impl<R: Role> fmt::Debug for VerifyingKey<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey<{}>({self})", R::NAME)
    }
}

impl<R: Role> FromStr for VerifyingKey<R> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::from_bytes(&encoding::decode_array(text).ok_or(Error::PublicKey)?)
    }
}

impl<R: Role> TryFrom<String> for VerifyingKey<R> {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl<R: Role> From<VerifyingKey<R>> for String {
    fn from(key: VerifyingKey<R>) -> Self {
        key.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_text_for_its_own_role_alone() {
        let key = SigningKey::<Identity>::from_seed(&[7; 32]);
        let text = key.to_text();
        let again = SigningKey::<Identity>::from_text(&text).unwrap();
        assert_eq!(again.verifying_key(), key.verifying_key());
        assert_eq!(
            SigningKey::<Device>::from_text(&text).err(),
            Some(Error::SecretKey)
        );
        let longer = SecretString::from(format!("{}A", text.expose_secret()));
        assert!(SigningKey::<Identity>::from_text(&longer).is_err());
    }

    #[test]
    fn a_printed_key_tells_nothing() {
        let key = SigningKey::<Device>::from_seed(&[0x41; 32]);
        assert_eq!(format!("{key:?}"), "SigningKey<device>([REDACTED])");
    }

    #[test]
    fn keys_that_anybody_signs_for_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        for weak in [[0; 32], identity] {
            let read = VerifyingKey::<Device>::from_bytes(&weak);
            assert_eq!(read.err(), Some(Error::PublicKey));
        }
    }

    #[test]
    fn public_keys_survive_json() {
        let key = SigningKey::<Device>::from_seed(&[9; 32]).verifying_key();
        let json = serde_json::to_string(&key).unwrap();
        assert_eq!(
            serde_json::from_str::<VerifyingKey<Device>>(&json).unwrap(),
            key
        );
        assert!(serde_json::from_str::<VerifyingKey<Device>>("\"AAAA\"").is_err());
    }
}
