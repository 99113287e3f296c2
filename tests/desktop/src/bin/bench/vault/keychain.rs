//! A keychain that costs nothing, where something else is measured.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use secrecy::{ExposeSecret, SecretSlice};
use signet_vault::keychain::{Entry, Keychain, KeychainError};

#[derive(Default)]
pub struct Pocket(Mutex<HashMap<Entry, Vec<u8>>>);

impl Keychain for Pocket {
    fn read(&self, entry: &Entry) -> Result<SecretSlice<u8>, KeychainError> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = entries.get(entry).ok_or(KeychainError::Missing)?;
        Ok(kept.clone().into())
    }

    fn write(&self, entry: &Entry, secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Exposed to be kept: it is a key of this measurement alone.
        entries.insert(*entry, secret.expose_secret().to_vec());
        Ok(())
    }

    fn remove(&self, entry: &Entry) -> Result<(), KeychainError> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries
            .remove(entry)
            .map(drop)
            .ok_or(KeychainError::Missing)
    }
}
