//! The master keys in memory: one, or two while a rotation goes on.

use std::sync::Arc;

use secrecy::ExposeSecret;
use signet_contract::ids::KeyId;
use zeroize::Zeroizing;

use crate::{Error, MasterKey, Random, cipher::Place};

/// Never changed, only replaced: whoever reads keeps the ring that fits what it reads.
pub(crate) struct Ring {
    current: Arc<Named>,
    other: Option<Arc<Named>>,
}

pub(crate) struct Named {
    pub id: KeyId,
    pub key: MasterKey,
}

impl Ring {
    pub fn new(current: Named) -> Self {
        Self {
            current: Arc::new(current),
            other: None,
        }
    }

    /// The same with a second key, which opens but does not seal.
    pub fn with(&self, other: Named) -> Self {
        Self {
            current: Arc::clone(&self.current),
            other: Some(Arc::new(other)),
        }
    }

    /// The second key becomes the one that seals.
    pub fn switched(&self) -> Result<Self, Error> {
        let next = self.other.as_ref().ok_or(Error::Conflict("rotation"))?;
        Ok(Self {
            current: Arc::clone(next),
            other: Some(Arc::clone(&self.current)),
        })
    }

    /// The same without the second key.
    pub fn alone(&self) -> Self {
        Self {
            current: Arc::clone(&self.current),
            other: None,
        }
    }

    /// These keys again.
    pub fn same(&self) -> Self {
        Self {
            current: Arc::clone(&self.current),
            other: self.other.clone(),
        }
    }

    pub fn current(&self) -> KeyId {
        self.current.id
    }

    pub fn current_key(&self) -> &MasterKey {
        &self.current.key
    }

    /// The key of this name.
    pub fn key(&self, id: KeyId) -> Result<&MasterKey, Error> {
        [Some(&self.current), self.other.as_ref()]
            .into_iter()
            .flatten()
            .find(|named| named.id == id)
            .map(|named| &named.key)
            .ok_or(Error::Damaged { what: "key" })
    }

    /// For whoever keeps it while the vault is locked.
    pub fn copy_of_current(&self) -> Result<MasterKey, Error> {
        MasterKey::copied(self.current.key.expose_secret())
    }

    pub fn copy_of_other(&self) -> Result<MasterKey, Error> {
        let other = self.other.as_ref().ok_or(Error::Conflict("rotation"))?;
        MasterKey::copied(other.key.expose_secret())
    }

    /// Seals under the key that the place names.
    pub fn seal(&self, place: &Place, plain: &[u8], random: &dyn Random) -> Result<Vec<u8>, Error> {
        place.seal(self.named(place)?, plain, random)
    }

    /// Opens what was sealed for this place, under whichever key it names.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        place.open(self.named(place)?, sealed)
    }

    /// A key that nobody holds never sealed a row of ours.
    fn named(&self, place: &Place) -> Result<&[u8; 32], Error> {
        self.key(place.key)
            // Exposed to derive a key of one use.
            .map(ExposeSecret::expose_secret)
            .map_err(|_| Error::Damaged { what: place.table })
    }
}
