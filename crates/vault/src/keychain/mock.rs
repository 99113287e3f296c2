//! A keychain for unit tests that does exactly as it is told.

use std::{
    collections::{HashMap, VecDeque},
    sync::Mutex,
};

use secrecy::{ExposeSecret, SecretSlice};

use super::{Entry, Keychain, KeychainError};

/// Keeps entries in memory. Refusals are given in the order in which they were set up, one for
/// each call; `None` lets a call through.
#[derive(Default)]
pub(crate) struct MockKeychain {
    entries: Mutex<HashMap<Entry, Vec<u8>>>,
    refusals: Mutex<VecDeque<Option<KeychainError>>>,
}

impl MockKeychain {
    pub(crate) fn refuse(&self, refusals: impl IntoIterator<Item = Option<KeychainError>>) {
        self.refusals.lock().unwrap().extend(refusals);
    }

    pub(crate) fn put(&self, entry: Entry, bytes: &[u8]) {
        self.entries.lock().unwrap().insert(entry, bytes.to_vec());
    }

    pub(crate) fn entries(&self) -> usize {
        self.entries.lock().unwrap().len()
    }

    fn allow(&self) -> Result<(), KeychainError> {
        let next = self.refusals.lock().unwrap().pop_front();
        next.flatten().map_or(Ok(()), Err)
    }
}

impl Keychain for MockKeychain {
    fn read(&self, entry: &Entry) -> Result<SecretSlice<u8>, KeychainError> {
        self.allow()?;
        let entries = self.entries.lock().unwrap();
        let bytes = entries.get(entry).ok_or(KeychainError::Missing)?;
        Ok(SecretSlice::from(bytes.clone()))
    }

    fn write(&self, entry: &Entry, secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        self.allow()?;
        self.put(*entry, secret.expose_secret());
        Ok(())
    }

    fn remove(&self, entry: &Entry) -> Result<(), KeychainError> {
        self.allow()?;
        let removed = self.entries.lock().unwrap().remove(entry);
        removed.map(drop).ok_or(KeychainError::Missing)
    }
}
