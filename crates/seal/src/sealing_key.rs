//! The key that sessions are sealed to, and the service's word that it is its own.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use signet_contract::ids::ServiceId;
use zeroize::Zeroizing;

use crate::{
    Error, Suite,
    encoding::{self, Bytes},
    framing::framed,
    signing::{Identity, SigningKey, VerifyingKey},
    suite::{PublicKey, SecretKey},
    text,
};

const LABEL: &[u8] = b"signet/sealing-key/v1";

/// The longest id of a key.
pub(crate) const MAX_ID: usize = 64;

/// A service's secret key: it opens what was sealed to its public half. Wiped when dropped.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_seal::SealingKey>();
/// ```
///
/// ```compile_fail,E0277
/// fn writable<T: serde::Serialize>() {}
/// writable::<signet_seal::SealingKey>();
/// ```
pub struct SealingKey {
    id: String,
    seed: Box<Zeroizing<[u8; 32]>>,
    pub(crate) secret: SecretKey,
}

impl SealingKey {
    /// A new key from the operating system's generator. The id, 1 to 64 of `a`–`z`, `0`–`9` and
    /// `._:-`, names the key among those of its service.
    pub fn random(suite: Suite, id: &str) -> Result<Self, Error> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|_| Error::Random)?;
        Self::from_seed(suite, id, &seed)
    }

    /// The key of these 32 secret bytes, which the caller wipes.
    pub fn from_seed(suite: Suite, id: &str, seed: &[u8; 32]) -> Result<Self, Error> {
        if !text::is_token(id, MAX_ID) {
            return Err(Error::Card("key.id"));
        }
        Ok(Self {
            id: id.to_owned(),
            seed: Box::new(Zeroizing::new(*seed)),
            secret: SecretKey::from_seed(suite, seed).ok_or(Error::SecretKey)?,
        })
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How it opens envelopes.
    pub fn suite(&self) -> Suite {
        self.secret.suite()
    }

    #[cfg(test)]
    pub(crate) fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(**self.seed)
    }

    /// The key as one line of text, for a file that only its owner can read.
    pub fn to_text(&self) -> SecretString {
        let prefix = format!("signet-sealing-key:v1:{}:{}:", self.suite().name(), self.id);
        encoding::encode_secret(&prefix, &self.seed)
    }

    /// Reads exactly what [`to_text`](Self::to_text) wrote.
    pub fn from_text(text: &SecretString) -> Result<Self, Error> {
        // Exposed to be decoded into a buffer that is wiped.
        let text = text.expose_secret();
        let read = || {
            let rest = text.strip_prefix("signet-sealing-key:v1:")?;
            let (suite, rest) = rest.split_once(':')?;
            // An id may hold colons, the secret never.
            let (id, seed) = rest.rsplit_once(':')?;
            Some((Suite::named(suite)?, id, encoding::decode_secret(seed)?))
        };
        let (suite, id, seed) = read().ok_or(Error::SecretKey)?;
        Self::from_seed(suite, id, &seed).map_err(|_| Error::SecretKey)
    }

    /// The public half, with the service's signature that it is its own until `not_after`
    /// (seconds since 1970).
    pub fn stated_by(
        &self,
        identity: &SigningKey<Identity>,
        service: ServiceId,
        not_after: u64,
    ) -> KeyStatement {
        let public_key = self.secret.public().to_bytes();
        let statement = statement(service, &self.id, self.suite(), &public_key, not_after);
        KeyStatement {
            id: self.id.clone(),
            suite: self.suite(),
            public_key: Bytes(public_key),
            not_after,
            signature: Bytes(identity.sign(&statement).to_vec()),
        }
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({} [REDACTED])", self.suite().name())
    }
}

/// A public sealing key as a card carries it: id, suite, key, its last moment, and the signature
/// of the service's identity key over all that and the service's id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyStatement {
    pub(crate) id: String,
    pub(crate) suite: Suite,
    public_key: Bytes,
    pub(crate) not_after: u64,
    signature: Bytes,
}

impl KeyStatement {
    /// The key, if this identity signed it for this service.
    pub(crate) fn verify(
        &self,
        identity: &VerifyingKey<Identity>,
        service: ServiceId,
    ) -> Result<PublicKey, Error> {
        if !text::is_token(&self.id, MAX_ID) {
            return Err(Error::Card("key.id"));
        }
        let key = PublicKey::from_bytes(self.suite, &self.public_key.0)
            .ok_or(Error::Card("key.public_key"))?;
        let signature = self.signature.0.as_slice().try_into();
        let signature = signature.map_err(|_| Error::Card("key.signature"))?;
        let said = statement(
            service,
            &self.id,
            self.suite,
            &self.public_key.0,
            self.not_after,
        );
        if identity.verifies(&said, signature) {
            Ok(key)
        } else {
            Err(Error::KeySignature)
        }
    }
}

impl fmt::Debug for KeyStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyStatement")
            .field("id", &self.id)
            .field("suite", &self.suite)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

fn statement(
    service: ServiceId,
    id: &str,
    suite: Suite,
    public_key: &[u8],
    not_after: u64,
) -> Vec<u8> {
    framed(&[
        LABEL,
        service.to_string().as_bytes(),
        id.as_bytes(),
        suite.name().as_bytes(),
        public_key,
        &not_after.to_be_bytes(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(suite: Suite) -> SealingKey {
        SealingKey::from_seed(suite, "2026-11:a", &[5; 32]).unwrap()
    }

    #[test]
    fn a_key_survives_text() {
        for suite in Suite::ALL {
            let text = key(suite).to_text();
            let again = SealingKey::from_text(&text).unwrap();
            assert_eq!((again.id(), again.suite()), ("2026-11:a", suite));
            assert_eq!(again.to_text().expose_secret(), text.expose_secret());
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        let good = key(Suite::X25519).to_text().expose_secret().to_owned();
        for wrong in [
            String::new(),
            format!("{good}A"),
            format!("{good}\n"),
            good.replace("v1", "v2"),
            good.replace("x25519", "x448"),
            good.replace("2026-11:a", "A"),
            good.replace("sealing", "identity"),
        ] {
            let read = SealingKey::from_text(&SecretString::from(wrong.clone()));
            assert_eq!(read.err(), Some(Error::SecretKey), "{wrong}");
        }
    }

    #[test]
    fn a_printed_key_tells_nothing() {
        let printed = format!("{:?}", key(Suite::XWing));
        assert_eq!(printed, "SealingKey(xwing-sha256-aes256gcm [REDACTED])");
    }

    #[test]
    fn a_statement_holds_for_its_signer_service_and_content_alone() {
        let identity = SigningKey::<Identity>::from_seed(&[1; 32]);
        let service = ServiceId::now();
        let good = key(Suite::XWing).stated_by(&identity, service, 100);
        let public = identity.verifying_key();
        assert!(good.verify(&public, service).is_ok());

        let other = SigningKey::<Identity>::from_seed(&[2; 32]).verifying_key();
        let refused = Some(Error::KeySignature);
        assert_eq!(good.verify(&other, service).err(), refused);
        assert_eq!(good.verify(&public, ServiceId::now()).err(), refused);
        let later = KeyStatement {
            not_after: 101,
            ..good.clone()
        };
        assert_eq!(later.verify(&public, service).err(), refused);
        let renamed = KeyStatement {
            id: "b".to_owned(),
            ..good.clone()
        };
        assert_eq!(renamed.verify(&public, service).err(), refused);
        let mut swapped = good.clone();
        swapped.public_key = key(Suite::X25519)
            .stated_by(&identity, service, 100)
            .public_key;
        assert!(swapped.verify(&public, service).is_err());
    }
}
