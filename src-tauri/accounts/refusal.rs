//! Why something about an account was not done, as the person is told.

use std::time::SystemTime;

use signet_contract::ui::Cause;
use signet_telegram::{Error as Telegram, Refusal as Answer};
use signet_trail::Timestamp;
use signet_vault::Error as Vault;

use super::name::UnfitName;

#[derive(Debug, thiserror::Error)]
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
    Vault(#[from] Vault),
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

impl From<signet_trail::Error> for Refusal {
    fn from(error: signet_trail::Error) -> Self {
        Self::Vault(error.into())
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
            Refusal::Telegram(error, at) => telegram(error, at),
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
        | Vault::Conflict(_)
        | Vault::WrongLine(_)
        | Vault::Trail(_)
        | Vault::TrailBehind
        | Vault::Panicked => Cause::Internal,
    }
}

fn telegram(error: Telegram, at: SystemTime) -> Cause {
    match error {
        Telegram::Unreachable { .. } | Telegram::TooManyConnections => Cause::TelegramUnreachable,
        Telegram::Proxy { .. } => Cause::ProxyUnreachable,
        Telegram::TimedOut { .. } | Telegram::Dropped { .. } | Telegram::Closed { .. } => {
            Cause::TelegramSilent
        }
        Telegram::Garbage { .. }
        | Telegram::Unexpected { .. }
        | Telegram::Protocol(_)
        | Telegram::Handshake(_)
        | Telegram::UnknownServerKey
        | Telegram::WrongDc
        | Telegram::Transport(_)
        | Telegram::Password(_) => Cause::TelegramGarbled,
        Telegram::KeyUnknown => Cause::SessionLost,
        Telegram::NoApi => Cause::NoApiId,
        Telegram::ProxyAddress => Cause::ProxyInvalid,
        Telegram::Environment { .. }
        | Telegram::Introduction
        | Telegram::ForeignSession
        | Telegram::UnknownDc { .. }
        | Telegram::Journal
        | Telegram::NoRandom
        | Telegram::PendingLogin
        | Telegram::Panicked { .. } => Cause::Internal,
        Telegram::Refused { refusal, .. } => answer(refusal, at),
    }
}

/// What Telegram says to a sign-in that is complete. Its words about codes and passwords do not
/// come here; should one, it is told by its name.
fn answer(refusal: Answer, at: SystemTime) -> Cause {
    let later = |wait| millis(at.checked_add(wait).unwrap_or(at));
    match refusal {
        Answer::FloodWait(wait) | Answer::ConfirmWait(wait) => Cause::FloodWait {
            retry_at: later(wait),
        },
        Answer::AuthKeyUnregistered | Answer::SessionRevoked => Cause::SessionRevoked,
        Answer::AuthKeyDuplicated => Cause::AuthKeyDuplicated,
        Answer::SessionExpired => Cause::SessionExpired,
        Answer::AuthKeyInvalid | Answer::AuthKeyPermEmpty => Cause::SessionLost,
        Answer::UserDeactivated => Cause::UserDeactivated,
        Answer::UserDeactivatedBan
        | Answer::PhoneNumberBanned
        | Answer::FrozenMethodInvalid
        | Answer::FrozenParticipantMissing => Cause::UserRestricted,
        Answer::ApiIdInvalid => Cause::ApiIdInvalid,
        Answer::ApiIdPublishedFlood => Cause::ApiIdPublishedFlood,
        Answer::HashInvalid => Cause::NotHere,
        Answer::TtlDaysInvalid => Cause::Unusable,
        Answer::AuthBytesInvalid
        | Answer::AuthKeyUnsynchronized
        | Answer::AuthTokenAlreadyAccepted
        | Answer::AuthTokenException
        | Answer::AuthTokenExpired
        | Answer::AuthTokenInvalid
        | Answer::CodeInvalid
        | Answer::ConnectionNotInited
        | Answer::EmailInvalid
        | Answer::EmailNotAllowed
        | Answer::EmailVerifyExpired
        | Answer::FreshResetForbidden
        | Answer::PasswordEmpty
        | Answer::PasswordHashInvalid
        | Answer::PasswordRecoveryExpired
        | Answer::PasswordRecoveryUnavailable
        | Answer::PhoneCodeEmpty
        | Answer::PhoneCodeExpired
        | Answer::PhoneCodeHashEmpty
        | Answer::PhoneCodeInvalid
        | Answer::PhoneHashExpired
        | Answer::PhoneNumberAppSignupForbidden
        | Answer::PhoneNumberFlood
        | Answer::PhoneNumberInvalid
        | Answer::PhoneNumberUnoccupied
        | Answer::PhonePasswordFlood
        | Answer::PhonePasswordProtected
        | Answer::SendCodeUnavailable
        | Answer::SessionPasswordNeeded
        | Answer::SignInFailed
        | Answer::SmsCodeCreateFailed
        | Answer::SrpIdInvalid
        | Answer::SrpPasswordChanged
        | Answer::TaskAlreadyExists
        | Answer::UpdateAppToLogin
        | Answer::Migrate { .. }
        | Answer::AuthRestart
        | Answer::RecaptchaCheck
        | Answer::EmailUnconfirmed(_)
        | Answer::Unknown { .. } => Cause::TelegramRefused {
            name: refusal.to_string(),
        },
    }
}

fn millis(time: SystemTime) -> u64 {
    Timestamp::from(time).unix_millis()
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

    #[test]
    fn an_error_that_nobody_knows_keeps_its_name() {
        let error = Telegram::from_rpc("users.getUsers", 400, "BRAND_NEW");
        let Cause::TelegramRefused { name } = Refusal::from(error).into() else {
            panic!("not told by its name");
        };
        assert_eq!(name, "400 BRAND_NEW");
    }
}
