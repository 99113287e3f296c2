//! The port through which each step of a mint becomes durable before it is done.

use std::future::Future;
use std::time::SystemTime;

use signet_session::{AuthKey, Introduction};

use crate::DeviceHash;

/// The journal of one mint. Each call returns when what it says would survive a power cut.
pub trait MintJournal: Send + Sync {
    /// A mint begins, under this key. The key is a secret and must be kept as one until the mint
    /// is closed or undone.
    fn begin(
        &self,
        dc: u8,
        key: &AuthKey,
        introduction: &Introduction,
    ) -> impl Future<Output = Result<(), JournalFailed>> + Send;

    /// How far it is now. Replaces the step before.
    fn step(&self, step: MintStep) -> impl Future<Output = Result<(), JournalFailed>> + Send;
}

/// The journal could not be written. Why is its owner's to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the journal could not be written")]
pub struct JournalFailed;

/// How far a mint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MintStep {
    /// There is a key, with which nobody is signed in.
    Begun,
    /// Telegram is asked to let the key in. That may still happen until then, even if nobody
    /// learns of it.
    LettingIn {
        /// After this, what was asked for is void.
        until: SystemTime,
    },
    /// The key was let in, as this device.
    LetIn {
        /// Which.
        hash: DeviceHash,
    },
    /// The password is missing.
    PasswordMissing {
        /// Of which device.
        hash: DeviceHash,
    },
    /// It is signed in; its connection still stands.
    SignedIn {
        /// As which device.
        hash: DeviceHash,
    },
    /// Its connection is down. The session may be sealed.
    Closed {
        /// As which device.
        hash: DeviceHash,
    },
    /// Nothing is left of it; the key may be forgotten.
    Undone,
}

impl MintStep {
    /// The device, once it is known.
    pub fn hash(self) -> Option<DeviceHash> {
        match self {
            Self::LetIn { hash }
            | Self::PasswordMissing { hash }
            | Self::SignedIn { hash }
            | Self::Closed { hash } => Some(hash),
            Self::Begun | Self::LettingIn { .. } | Self::Undone => None,
        }
    }
}
