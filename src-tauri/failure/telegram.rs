//! What each error of Telegram's means to a person.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use signet_contract::ui::Cause;
use signet_telegram::{Error, Refusal, login};

/// An error, and when what failed makes sense again, if Telegram said so.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct FromTelegram {
    pub error: Error,
    pub retry_at: Option<SystemTime>,
}

impl FromTelegram {
    /// One that came just now.
    pub fn now(error: Error) -> Self {
        let retry_at = error.retry_at(SystemTime::now());
        Self { error, retry_at }
    }
}

impl From<FromTelegram> for Cause {
    fn from(FromTelegram { error, retry_at }: FromTelegram) -> Self {
        match error {
            Error::ProxyAddress => Cause::ProxyInvalid,
            Error::NoApi => Cause::NoApiId,
            Error::Unreachable { .. } | Error::TooManyConnections => Cause::TelegramUnreachable,
            Error::Proxy { .. } => Cause::ProxyUnreachable,
            Error::TimedOut { .. } | Error::Dropped { .. } | Error::Closed { .. } => {
                Cause::TelegramSilent
            }
            Error::KeyUnknown => Cause::SessionLost,
            Error::UnknownDc { .. }
            | Error::WrongDc
            | Error::Transport(_)
            | Error::Garbage { .. }
            | Error::Unexpected { .. }
            | Error::Protocol(_)
            | Error::Handshake(_)
            | Error::UnknownServerKey
            | Error::Password(_) => Cause::TelegramGarbled,
            Error::Journal => Cause::VaultFailed,
            Error::PendingLogin => Cause::SignInEnded,
            Error::Environment { .. }
            | Error::Introduction
            | Error::ForeignSession
            | Error::NoRandom
            | Error::Panicked { .. } => Cause::Internal,
            Error::Refused { refusal, .. } => refused(refusal, retry_at),
        }
    }
}

fn refused(refusal: Refusal, retry_at: Option<SystemTime>) -> Cause {
    match refusal {
        Refusal::ApiIdInvalid => Cause::ApiIdInvalid,
        Refusal::ApiIdPublishedFlood => Cause::ApiIdPublishedFlood,
        Refusal::FloodWait(wait) => Cause::FloodWait {
            retry_at: millis_or_in(retry_at, wait),
        },
        Refusal::PhoneNumberFlood | Refusal::PhonePasswordFlood => Cause::PhoneNumberFlood,
        Refusal::PhoneNumberInvalid => Cause::PhoneNumberInvalid,
        Refusal::PhoneNumberUnoccupied => Cause::PhoneNumberUnoccupied,
        Refusal::PhoneNumberBanned => Cause::PhoneNumberBanned,
        Refusal::CodeInvalid | Refusal::PhoneCodeEmpty | Refusal::PhoneCodeInvalid => {
            Cause::PhoneCodeInvalid
        }
        Refusal::EmailVerifyExpired
        | Refusal::PasswordRecoveryExpired
        | Refusal::PhoneCodeExpired
        | Refusal::PhoneCodeHashEmpty
        | Refusal::PhoneHashExpired => Cause::PhoneCodeExpired,
        Refusal::SendCodeUnavailable => Cause::SendCodeUnavailable,
        Refusal::PhoneNumberAppSignupForbidden | Refusal::RecaptchaCheck => Cause::OfficialAppOnly,
        Refusal::UpdateAppToLogin => Cause::UpdateAppToLogin,
        Refusal::AuthRestart => Cause::SignInEnded,
        Refusal::EmailInvalid => Cause::EmailInvalid,
        Refusal::EmailNotAllowed => Cause::EmailNotAllowed,
        Refusal::PasswordHashInvalid => Cause::PasswordHashInvalid,
        Refusal::PasswordEmpty | Refusal::SrpIdInvalid | Refusal::SrpPasswordChanged => {
            Cause::PasswordChanged
        }
        Refusal::PasswordRecoveryUnavailable => Cause::PasswordRecoveryNa,
        Refusal::FreshResetForbidden => Cause::FreshResetForbidden {
            retry_at: millis_or_in(retry_at, A_DAY),
        },
        Refusal::AuthKeyUnregistered | Refusal::SessionRevoked => Cause::SessionRevoked,
        Refusal::AuthKeyDuplicated => Cause::AuthKeyDuplicated,
        Refusal::SessionExpired => Cause::SessionExpired,
        Refusal::AuthKeyInvalid | Refusal::AuthKeyPermEmpty => Cause::SessionLost,
        Refusal::UserDeactivated => Cause::UserDeactivated,
        Refusal::FrozenMethodInvalid
        | Refusal::FrozenParticipantMissing
        | Refusal::UserDeactivatedBan => Cause::UserRestricted,
        Refusal::HashInvalid => Cause::NotHere,
        Refusal::TtlDaysInvalid => Cause::Unusable,
        unnamed @ (Refusal::AuthBytesInvalid
        | Refusal::AuthKeyUnsynchronized
        | Refusal::AuthTokenAlreadyAccepted
        | Refusal::AuthTokenException
        | Refusal::AuthTokenExpired
        | Refusal::AuthTokenInvalid
        | Refusal::ConfirmWait(_)
        | Refusal::ConnectionNotInited
        | Refusal::EmailUnconfirmed(_)
        | Refusal::Migrate { .. }
        | Refusal::PhonePasswordProtected
        | Refusal::SessionPasswordNeeded
        | Refusal::SignInFailed
        | Refusal::SmsCodeCreateFailed
        | Refusal::TaskAlreadyExists
        | Refusal::Unknown { .. }) => Cause::TelegramRefused {
            name: unnamed.to_string(),
        },
    }
}

/// So long a new sign-in may not end others, where nobody says when it signed in.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn millis_or_in(at: Option<SystemTime>, wait: Duration) -> u64 {
    millis(at.unwrap_or_else(|| SystemTime::now() + wait.min(A_DAY * 366)))
}

/// As the UI has times: milliseconds since 1970 UTC.
pub fn millis(at: SystemTime) -> u64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// What the store of a sign-in could not do.
pub fn unkept(failure: login::StoreFailure) -> Cause {
    match failure {
        login::StoreFailure::Full => Cause::DiskFull,
        login::StoreFailure::Locked => Cause::VaultClosed,
        login::StoreFailure::Unavailable => Cause::VaultFailed,
    }
}

/// Why an input was not taken.
pub fn untaken(refused: login::Refused) -> Cause {
    match refused {
        login::Refused::Busy | login::Refused::NotNow | login::Refused::Over => Cause::SignInNotNow,
        login::Refused::Unusable => Cause::Unusable,
        login::Refused::TooEarly(at) => Cause::CodeTooEarly {
            retry_at: millis(at),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(name: &str) -> Cause {
        let error = Error::from_rpc("auth.sendCode", 400, name);
        let retry_at = error.retry_at(UNIX_EPOCH);
        FromTelegram { error, retry_at }.into()
    }

    #[test]
    fn a_wait_ends_when_telegram_said() {
        let retry_at = 30_000;
        assert_eq!(cause("FLOOD_WAIT_30"), Cause::FloodWait { retry_at });
    }

    #[test]
    fn an_error_nobody_knows_keeps_its_name() {
        let name = "400 SOMETHING_NEW".to_owned();
        assert_eq!(cause("SOMETHING_NEW"), Cause::TelegramRefused { name });
    }

    #[test]
    fn each_answer_has_the_code_it_is_documented_with() {
        for (name, code) in [
            ("PHONE_CODE_INVALID", Cause::PhoneCodeInvalid),
            ("PHONE_CODE_EXPIRED", Cause::PhoneCodeExpired),
            ("CODE_INVALID", Cause::PhoneCodeInvalid),
            ("PASSWORD_HASH_INVALID", Cause::PasswordHashInvalid),
            ("RECAPTCHA_CHECK_signin", Cause::OfficialAppOnly),
            ("USER_DEACTIVATED_BAN", Cause::UserRestricted),
            ("AUTH_RESTART", Cause::SignInEnded),
            ("AUTH_RESTART_2", Cause::SignInEnded),
            ("PHONE_PASSWORD_FLOOD", Cause::PhoneNumberFlood),
        ] {
            assert_eq!(cause(name), code, "{name}");
        }
    }

    #[test]
    fn nothing_that_may_have_been_done_is_called_unreachable() {
        let method = "auth.signIn";
        for error in [
            Error::TimedOut { method },
            Error::Dropped { method },
            Error::Closed { method },
        ] {
            assert!(error.may_be_done());
            assert_eq!(Cause::from(FromTelegram::now(error)), Cause::TelegramSilent);
        }
    }
}
