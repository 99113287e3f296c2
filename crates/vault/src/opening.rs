//! What is found when a vault is to be opened, and what happens then.

mod custody;
#[cfg(test)]
mod drive;
mod driver;
mod restore;

pub use driver::{Opened, Opener, Opening};
pub use restore::Restored;

use crate::{Error, Keeper, keychain::KeychainError};

/// What is in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// No vault: one will be made.
    Nothing,
    /// A vault, and what keeps its key.
    Vault(Keeper),
}

/// What the keychain answers. For a new vault it is asked to keep a new key and to give it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The right key.
    Fits,
    /// A key, but another one.
    OtherKey,
    /// None.
    Refused(KeychainError),
}

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A new vault is made; its key is in the keychain.
    Begin,
    /// The vault is opened.
    Open,
    /// The person is asked for the passphrase.
    AskPassphrase,
    /// The person is told, and decides.
    Stop(Obstacle),
}

/// Why a vault cannot be opened without the person. `fresh`: there is none yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// The keychain is closed.
    #[error("the keychain is locked")]
    KeychainLocked { fresh: bool },
    /// There is no keychain, or not any more.
    #[error("there is no keychain")]
    NoKeychain { fresh: bool },
    /// The keychain does not answer.
    #[error("the keychain does not answer")]
    KeychainSilent { fresh: bool },
    /// The vault is there, its key is not. A new one is never made: it could open nothing, and
    /// the right one, which may only be out of reach, would be given up.
    #[error("the vault is here, its key is not in the keychain")]
    KeyMissing,
    /// The key in the keychain is another vault's, or an older one.
    #[error("the key in the keychain does not fit the vault")]
    WrongKey,
    /// There are two.
    #[error("the keychain has two keys for the vault")]
    TwoKeys,
}

/// What a person can do about an obstacle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Ask again.
    Retry,
    /// Keep the key of a new vault behind a passphrase.
    Passphrase,
    /// Open with a recovery kit.
    Kit,
    /// Put the vault aside, undeleted, and make a new one.
    SetAside,
}

/// The table.
pub fn decide(found: Found, keychain: Answer) -> Step {
    use KeychainError::{Ambiguous, Locked, Missing, NoService, Silent, Unreadable, Vanished};
    let fresh = match found {
        // The keychain has no say.
        Found::Vault(Keeper::Passphrase) => return Step::AskPassphrase,
        Found::Vault(Keeper::Keychain) => false,
        Found::Nothing => true,
    };
    let error = match keychain {
        Answer::Fits if fresh => return Step::Begin,
        Answer::Fits => return Step::Open,
        Answer::OtherKey => Unreadable,
        Answer::Refused(error) => error,
    };
    Step::Stop(match error {
        Locked => Obstacle::KeychainLocked { fresh },
        NoService | Vanished => Obstacle::NoKeychain { fresh },
        Silent => Obstacle::KeychainSilent { fresh },
        // A keychain that cannot keep a new key is as good as none.
        Missing | Unreadable | Ambiguous if fresh => Obstacle::NoKeychain { fresh },
        Missing => Obstacle::KeyMissing,
        Unreadable => Obstacle::WrongKey,
        Ambiguous => Obstacle::TwoKeys,
    })
}

impl Obstacle {
    /// The likeliest way first. There is always one more than trying again: no dead ends.
    pub fn ways(self) -> &'static [Way] {
        match self {
            Self::NoKeychain { fresh: true } => &[Way::Passphrase, Way::Retry],
            Self::KeychainLocked { fresh: true } | Self::KeychainSilent { fresh: true } => {
                &[Way::Retry, Way::Passphrase]
            }
            Self::KeychainLocked { fresh: false }
            | Self::NoKeychain { fresh: false }
            | Self::KeychainSilent { fresh: false }
            | Self::KeyMissing
            | Self::WrongKey
            | Self::TwoKeys => &[Way::Retry, Way::Kit, Way::SetAside],
        }
    }
}

/// What can be done when the vault itself fails to open.
pub fn ways_after(error: &Error) -> &'static [Way] {
    if matches!(error, Error::Damaged { .. } | Error::Database(_)) {
        &[Way::Retry, Way::SetAside]
    } else {
        &[Way::Retry]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERRORS: [KeychainError; 7] = [
        KeychainError::Locked,
        KeychainError::NoService,
        KeychainError::Missing,
        KeychainError::Ambiguous,
        KeychainError::Vanished,
        KeychainError::Silent,
        KeychainError::Unreadable,
    ];

    fn answers() -> impl Iterator<Item = Answer> {
        let refused = ERRORS.into_iter().map(Answer::Refused);
        [Answer::Fits, Answer::OtherKey].into_iter().chain(refused)
    }

    /// docs: each row of the table, in its order.
    #[test]
    fn every_row_of_the_table_is_as_it_says() {
        use Answer::{Fits, OtherKey, Refused};
        let none = Found::Nothing;
        let one = Found::Vault(Keeper::Keychain);
        for (found, answer, step) in [
            (none, Fits, Step::Begin),
            (one, Fits, Step::Open),
            (
                one,
                Refused(KeychainError::Locked),
                Step::Stop(Obstacle::KeychainLocked { fresh: false }),
            ),
            (
                none,
                Refused(KeychainError::Locked),
                Step::Stop(Obstacle::KeychainLocked { fresh: true }),
            ),
            (
                none,
                Refused(KeychainError::NoService),
                Step::Stop(Obstacle::NoKeychain { fresh: true }),
            ),
            (
                one,
                Refused(KeychainError::NoService),
                Step::Stop(Obstacle::NoKeychain { fresh: false }),
            ),
            (
                one,
                Refused(KeychainError::Vanished),
                Step::Stop(Obstacle::NoKeychain { fresh: false }),
            ),
            (
                one,
                Refused(KeychainError::Silent),
                Step::Stop(Obstacle::KeychainSilent { fresh: false }),
            ),
            (
                one,
                Refused(KeychainError::Missing),
                Step::Stop(Obstacle::KeyMissing),
            ),
            (one, OtherKey, Step::Stop(Obstacle::WrongKey)),
            (
                one,
                Refused(KeychainError::Unreadable),
                Step::Stop(Obstacle::WrongKey),
            ),
            (
                one,
                Refused(KeychainError::Ambiguous),
                Step::Stop(Obstacle::TwoKeys),
            ),
        ] {
            assert_eq!(decide(found, answer), step, "{found:?}, {answer:?}");
        }
    }

    #[test]
    fn a_new_vault_is_made_only_where_there_is_none_and_its_key_is_kept() {
        for answer in answers() {
            let begins = |found| decide(found, answer) == Step::Begin;
            assert_eq!(begins(Found::Nothing), answer == Answer::Fits);
            assert!(!begins(Found::Vault(Keeper::Keychain)));
            assert!(!begins(Found::Vault(Keeper::Passphrase)));
        }
    }

    #[test]
    fn a_vault_behind_a_passphrase_does_not_ask_the_keychain() {
        for answer in answers() {
            let step = decide(Found::Vault(Keeper::Passphrase), answer);
            assert_eq!(step, Step::AskPassphrase);
        }
    }

    #[test]
    fn a_vault_is_opened_with_the_right_key_alone() {
        for answer in answers() {
            let opens = decide(Found::Vault(Keeper::Keychain), answer) == Step::Open;
            assert_eq!(opens, answer == Answer::Fits);
        }
    }

    #[test]
    fn nothing_is_a_dead_end() {
        for found in [Found::Nothing, Found::Vault(Keeper::Keychain)] {
            for answer in answers() {
                let Step::Stop(obstacle) = decide(found, answer) else {
                    continue;
                };
                let ways = obstacle.ways();
                assert!(ways.contains(&Way::Retry) && ways.len() > 1, "{obstacle:?}");
                let fresh = found == Found::Nothing;
                assert_eq!(ways.contains(&Way::Passphrase), fresh, "{obstacle:?}");
                assert_eq!(ways.contains(&Way::SetAside), !fresh, "{obstacle:?}");
                assert_eq!(ways.contains(&Way::Kit), !fresh, "{obstacle:?}");
            }
        }
    }
}
