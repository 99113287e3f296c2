//! The key of everything, and what wraps it.

use std::fmt;

use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox};
use signet_contract::ids::{KeyId, VaultId};
use signet_trail::Timestamp;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    Error, Random,
    cipher::{self, Place},
    keys::{CopyKind, WrappedCopy},
    parts,
};

/// 32 secret bytes that everything in the vault is encrypted under. Kept in the OS keychain, or
/// wrapped by a passphrase; never written in the clear.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_vault::MasterKey>();
/// ```
pub struct MasterKey(SecretBox<[u8; 32]>);

impl MasterKey {
    /// A new key. A generator that fails gives none.
    pub fn generate(random: &dyn Random) -> Result<Self, Error> {
        secret(random).map(Self)
    }

    /// Takes over a key that was read from the keychain.
    pub fn new(key: SecretBox<[u8; 32]>) -> Self {
        Self(key)
    }

    /// What tells whether a key is the right one without having anything to decrypt. It tells
    /// nothing about the key.
    pub fn fingerprint(&self) -> Result<Fingerprint, Error> {
        // Exposed to the derivation, which cannot be turned back.
        cipher::derive(self.expose_secret(), b"", b"signet/vault/fingerprint/v1")
            .map(|derived| Fingerprint(*derived))
            .ok_or(Error::WrongKey)
    }

    /// This key encrypted under another one, good only at this place.
    pub fn wrap(
        &self,
        under: &WrappingKey,
        place: &CopyPlace,
        random: &dyn Random,
    ) -> Result<Vec<u8>, Error> {
        // Exposed to be encrypted.
        let plain = self.expose_secret();
        cipher::seal(under.0.expose_secret(), &place.bytes(), plain, random)
    }

    /// The key in a wrapped copy. [`Error::WrongKey`] if the copy was made under another key, for
    /// another place, or changed: these cannot be told apart.
    pub fn unwrap(wrapped: &[u8], under: &WrappingKey, place: &CopyPlace) -> Result<Self, Error> {
        // Exposed to decrypt.
        let under = under.0.expose_secret();
        let plain = cipher::open(under, &place.bytes(), wrapped).ok_or(Error::WrongKey)?;
        Self::copied(&plain)
    }

    /// Copies from a buffer that the caller wipes.
    pub(crate) fn copied(bytes: &[u8]) -> Result<Self, Error> {
        let bytes: &[u8; 32] = bytes.try_into().map_err(|_| Error::WrongKey)?;
        let mut key = SecretBox::new(Box::new([0; 32]));
        key.expose_secret_mut().copy_from_slice(bytes);
        Ok(Self(key))
    }
}

/// The bytes, for the keychain and for encrypting.
impl ExposeSecret<[u8; 32]> for MasterKey {
    fn expose_secret(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey([REDACTED])")
    }
}

/// A key that wraps master keys: derived from a passphrase.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_vault::WrappingKey>();
/// ```
pub struct WrappingKey(SecretBox<[u8; 32]>);

impl WrappingKey {
    /// Takes over what was derived.
    pub fn new(key: SecretBox<[u8; 32]>) -> Self {
        Self(key)
    }
}

/// The bytes, to be compared with what others derive.
#[cfg(test)]
impl ExposeSecret<[u8; 32]> for WrappingKey {
    fn expose_secret(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for WrappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappingKey([REDACTED])")
    }
}

/// Where a wrapped copy belongs, made before there is one and again from [`WrappedCopy`]: it cannot be taken for one of another vault, kind or key.
#[derive(Debug, Clone)]
pub struct CopyPlace {
    /// The vault.
    pub vault: VaultId,
    /// The copy.
    pub copy: KeyId,
    /// What it is opened with.
    pub kind: CopyKind,
    /// The master key that is in it.
    pub master: KeyId,
    /// What stands beside it in the clear, such as the costs of deriving from a passphrase:
    /// changing it makes the copy useless.
    pub parameters: Vec<u8>,
}

impl CopyPlace {
    /// The row for a copy that was wrapped for this place.
    pub fn with(&self, wrapped: Vec<u8>, created_at: Timestamp) -> WrappedCopy {
        WrappedCopy {
            id: self.copy,
            kind: self.kind,
            master: self.master,
            parameters: self.parameters.clone(),
            wrapped,
            created_at,
        }
    }

    pub(crate) fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let place = Place {
            purpose: "master-key",
            table: "key",
            row: self.copy.into(),
            version: 1,
            account: None,
            key: self.master,
        };
        parts::join(&[
            &place.bytes(),
            Uuid::from(self.vault).as_bytes(),
            self.kind.as_str().as_bytes(),
            &self.parameters,
        ])
    }
}

impl WrappedCopy {
    /// Where it belongs, to unwrap it.
    pub fn place(&self, vault: VaultId) -> CopyPlace {
        CopyPlace {
            vault,
            copy: self.id,
            kind: self.kind,
            master: self.master,
            parameters: self.parameters.clone(),
        }
    }
}

/// Names a master key without telling it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// What was stored.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What is stored, in the clear.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The first bytes: enough to compare two by eye.
impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0[..4]
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Filled where it stays.
pub(crate) fn secret(random: &dyn Random) -> Result<SecretBox<[u8; 32]>, Error> {
    let mut key = SecretBox::new(Box::new([0; 32]));
    random.fill(key.expose_secret_mut())?;
    Ok(key)
}
