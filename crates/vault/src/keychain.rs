//! Where a vault's key is kept outside its database: the keychain of the system.

mod heads;
#[cfg(test)]
pub(crate) mod mock;
mod native;

pub use heads::KeychainHeads;
pub use native::NativeKeychain;

use std::fmt;

use secrecy::SecretSlice;
use signet_contract::ids::VaultId;

/// A keychain. Every call blocks, also on a person who is asked for a password: none belongs on
/// an asynchronous thread.
pub trait Keychain: Send + Sync {
    /// What the entry holds.
    fn read(&self, entry: &Entry) -> Result<SecretSlice<u8>, KeychainError>;

    /// Makes the entry, or replaces what it holds.
    fn write(&self, entry: &Entry, secret: &SecretSlice<u8>) -> Result<(), KeychainError>;

    /// Removes the entry; one that is not there is [`KeychainError::Missing`].
    fn remove(&self, entry: &Entry) -> Result<(), KeychainError>;
}

/// The name of one entry. Each vault has two, and two vaults share none. A key that another one
/// takes the place of is not thrown away: it goes to an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
    vault: VaultId,
    kept: Kept,
}

/// Two entries, so that the head, which is written with each sensitive action, can never take the
/// key with it when a write goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kept {
    Key,
    Head,
    /// A former key. They are counted from one without a gap, so that all of them are found.
    Former(u32),
}

impl Entry {
    /// The entry that holds the master key.
    pub fn key(vault: VaultId) -> Self {
        let kept = Kept::Key;
        Self { vault, kept }
    }

    /// The entry that holds the head of the trail, which is no secret but must not be forged.
    pub fn head(vault: VaultId) -> Self {
        let kept = Kept::Head;
        Self { vault, kept }
    }

    /// The entry for a key that was found where another one belongs.
    pub(crate) fn former(vault: VaultId, number: u32) -> Self {
        let kept = Kept::Former(number);
        Self { vault, kept }
    }

    /// What a person reads who looks into the keychain.
    fn label(&self) -> &'static str {
        match self.kept {
            Kept::Key => "Signet: the key to your accounts",
            Kept::Head => "Signet: the last line of the trail",
            Kept::Former(_) => "Signet: a former key to your accounts",
        }
    }
}

/// The name that keychains find it by.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vault/{}/", self.vault)?;
        match self.kept {
            Kept::Key => f.write_str("key"),
            Kept::Head => f.write_str("head"),
            Kept::Former(number) => write!(f, "key/{number}"),
        }
    }
}

/// What a keychain says when it does not do as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum KeychainError {
    /// It is there and closed, and whoever was asked to open it did not.
    #[error("the keychain is locked")]
    Locked,
    /// Nobody answers to the name of a keychain.
    #[error("there is no keychain on this computer")]
    NoService,
    /// It has no such entry. Some say this also before they have anything to look in.
    #[error("the keychain has no such entry")]
    Missing,
    /// It has more than one, and nothing tells which is meant.
    #[error("the keychain has two such entries")]
    Ambiguous,
    /// It was there a moment ago: an entry that was just written is gone, or the service is.
    #[error("the keychain vanished between two calls")]
    Vanished,
    /// It did not answer in time. What was asked may still happen.
    #[error("the keychain does not answer")]
    Silent,
    /// It answered with something that is not an entry of ours.
    #[error("the keychain gave something that is no key")]
    Unreadable,
}
