//! Why something about an account was not done, as the person is told.

use std::{sync::Arc, time::SystemTime};

use signet_contract::ui::Cause;
use signet_telegram::Error as Telegram;
use signet_vault::Error as Vault;

use super::name::UnfitName;
use crate::failure::{FromTelegram, millis};

#[derive(Debug, Clone, thiserror::Error)]
pub enum Refusal {
    #[error("no vault is open")]
    Closed,
    #[error("there is no such account here")]
    NoAccount,
    #[error("there is no such device in the list")]
    NoDevice,
    #[error("this account is leaving")]
    Leaving,
    #[error("an inactivity limit is 1 to 366 days")]
    Days,
    #[error("this sign-in is too young to end others")]
    TooYoung(SystemTime),
    #[error(transparent)]
    Name(#[from] UnfitName),
    #[error(transparent)]
    Vault(Arc<Vault>),
    /// With when it was heard: waits are counted from there.
    #[error("{0}")]
    Telegram(Telegram, SystemTime),
    #[error("the task that asked Telegram panicked")]
    Panicked,
}

impl From<Telegram> for Refusal {
    fn from(error: Telegram) -> Self {
        Self::Telegram(error, SystemTime::now())
    }
}

impl From<Vault> for Refusal {
    fn from(error: Vault) -> Self {
        Self::Vault(Arc::new(error))
    }
}

impl From<signet_trail::Error> for Refusal {
    fn from(error: signet_trail::Error) -> Self {
        Vault::from(error).into()
    }
}

impl Refusal {
    /// Before when trying again makes no sense, if Telegram said so.
    pub fn not_before(&self) -> Option<SystemTime> {
        match self {
            Self::TooYoung(then) => Some(*then),
            Self::Telegram(error, at) => error.retry_at(*at),
            Self::Closed
            | Self::NoAccount
            | Self::NoDevice
            | Self::Leaving
            | Self::Days
            | Self::Name(_)
            | Self::Vault(_)
            | Self::Panicked => None,
        }
    }
}

impl From<Refusal> for Cause {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Closed => Cause::VaultClosed,
            Refusal::NoAccount | Refusal::NoDevice | Refusal::Leaving => Cause::NotHere,
            Refusal::Days => Cause::Unusable,
            Refusal::TooYoung(then) => Cause::FreshResetForbidden {
                retry_at: millis(then),
            },
            Refusal::Name(UnfitName) => Cause::NameUnfit,
            Refusal::Vault(error) => vault(&error),
            Refusal::Telegram(error, at) => FromTelegram {
                retry_at: error.retry_at(at),
                error,
            }
            .into(),
            Refusal::Panicked => Cause::Internal,
        }
    }
}

fn vault(error: &Vault) -> Cause {
    match error {
        Vault::Locked => Cause::VaultClosed,
        Vault::InUse => Cause::VaultInUse,
        Vault::Damaged { .. } => Cause::VaultDamaged,
        Vault::DiskFull { .. } => Cause::DiskFull,
        Vault::NotFound(_) => Cause::NotHere,
        Vault::ReadOnly | Vault::Io(_) | Vault::Database(_) | Vault::Head => Cause::VaultFailed,
        // What opening a vault answers, and our own faults.
        Vault::NoVault
        | Vault::VaultExists
        | Vault::NewerSchema { .. }
        | Vault::NoRandom
        | Vault::WrongKey
        | Vault::Elsewhere { .. }
        | Vault::Keychain(_)
        | Vault::Passphrase(_)
        | Vault::Kit(_)
        | Vault::KitAltered
        | Vault::Conflict(_)
        | Vault::WrongLine(_)
        | Vault::Trail(_)
        | Vault::TrailBehind
        | Vault::Panicked => Cause::Internal,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_wait_is_counted_from_when_it_was_heard() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(100);
        let error = Telegram::from_rpc("users.getUsers", 420, "FLOOD_WAIT_30");
        let refusal = Refusal::Telegram(error, at);
        assert_eq!(refusal.not_before(), Some(at + Duration::from_secs(30)));
        assert_eq!(Cause::from(refusal), Cause::FloodWait { retry_at: 130_000 });
    }
}
