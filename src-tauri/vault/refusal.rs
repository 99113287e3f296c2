//! Why the vault did not do what was asked, as the person is told.

use std::path::PathBuf;

use signet_contract::ui::{Cause, KitProblem};
use signet_vault::{
    Error, KIT_WORDS, LONGEST_PASSPHRASE, PassphraseError, SHORTEST_PASSPHRASE, Slip,
    keychain::KeychainError, opening::Obstacle,
};

use crate::folders::Folders;

/// An error, where it happened, and what was tried: a key that does not fit is told by who gave
/// it.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refusal {
    pub error: Error,
    pub tried: Tried,
    pub folder: PathBuf,
}

impl Refusal {
    /// While something was done with an open vault.
    pub fn of(error: Error, folders: &Folders) -> Self {
        Self {
            error,
            tried: Tried::Nothing,
            folder: folders.vault(),
        }
    }
}

/// What the person gave to open the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    Nothing,
    Passphrase,
    Kit,
}

impl From<Refusal> for Cause {
    fn from(refusal: Refusal) -> Self {
        match refusal.error {
            Error::Locked => Cause::VaultClosed,
            Error::InUse => Cause::VaultInUse,
            Error::NewerSchema { .. } => Cause::VaultNewer,
            Error::Damaged { .. } => Cause::VaultDamaged,
            Error::KitAltered => Cause::KitDamaged,
            Error::Elsewhere { environment } => Cause::VaultElsewhere { environment },
            Error::DiskFull { .. } => Cause::DiskFull,
            Error::ReadOnly => Cause::DataFolderUnusable {
                folder: refusal.folder.display().to_string(),
            },
            Error::NoVault | Error::VaultExists | Error::Io(_) | Error::Database(_) => {
                Cause::VaultFailed
            }
            Error::WrongKey => match refusal.tried {
                Tried::Nothing => Cause::KeyWrong,
                Tried::Passphrase => Cause::PassphraseWrong,
                Tried::Kit => Cause::KitWrong,
            },
            Error::Keychain(error) => keychain(error),
            Error::Head => keychain(KeychainError::NoService),
            Error::Passphrase(error) => passphrase(error),
            Error::Kit(slip) => Cause::KitInvalid { problem: kit(slip) },
            Error::NoRandom
            | Error::NotFound(_)
            | Error::Conflict(_)
            | Error::WrongLine(_)
            | Error::Trail(_)
            | Error::TrailBehind
            | Error::Panicked => Cause::Internal,
        }
    }
}

/// What stands between the person and the vault.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Stopped(#[from] pub Obstacle);

impl From<Stopped> for Cause {
    fn from(Stopped(obstacle): Stopped) -> Self {
        match obstacle {
            Obstacle::KeychainLocked { fresh } => Cause::KeychainLocked { fresh },
            Obstacle::NoKeychain { fresh } => Cause::KeychainAbsent { fresh },
            Obstacle::KeychainSilent { fresh } => Cause::KeychainSilent { fresh },
            Obstacle::KeyMissing => Cause::KeyMissing,
            Obstacle::WrongKey => Cause::KeyWrong,
            Obstacle::TwoKeys => Cause::KeyDoubled,
        }
    }
}

fn keychain(error: KeychainError) -> Cause {
    let fresh = false;
    match error {
        KeychainError::Locked => Cause::KeychainLocked { fresh },
        KeychainError::NoService | KeychainError::Vanished => Cause::KeychainAbsent { fresh },
        KeychainError::Silent => Cause::KeychainSilent { fresh },
        KeychainError::Missing => Cause::KeyMissing,
        KeychainError::Unreadable => Cause::KeyWrong,
        KeychainError::Ambiguous => Cause::KeyDoubled,
    }
}

fn passphrase(error: PassphraseError) -> Cause {
    match error {
        PassphraseError::TooShort | PassphraseError::TooLong => Cause::PassphraseUnfit {
            fewest: SHORTEST_PASSPHRASE as u32,
            most: LONGEST_PASSPHRASE as u32,
        },
        PassphraseError::Cost => Cause::VaultDamaged,
        PassphraseError::Memory => Cause::OutOfMemory,
    }
}

fn kit(slip: Slip) -> KitProblem {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    match slip {
        Slip::Count(found) => KitProblem::Count {
            found: number(found),
            needed: KIT_WORDS as u32,
        },
        Slip::Word(place) => KitProblem::Word {
            place: number(place),
        },
        Slip::Checksum => KitProblem::Checksum,
    }
}
