//! What an error means for a sign-in.

use super::DeadEnd;
use crate::{Error, Refusal};

/// Most errors mean nothing more than that they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The code or the token was right, the password is missing.
    PasswordNeeded,
    /// It is to be asked there.
    Migrate(u8),
    /// Begin again with the number.
    Restart,
    /// This code can no longer be right.
    CodeEnded,
    /// The key is dead; nothing hangs on it.
    KeyLost,
    /// Nobody is signed in with this key.
    NotIn,
    DeadEnd(DeadEnd),
    /// The password's parameters are too old.
    SrpStale,
    /// It was not this password's parameters any more.
    PasswordChanged,
    /// There is no recovery e-mail.
    NoRecovery,
    /// There is no password any more.
    NoPassword,
    /// The token cannot sign in any more.
    TokenEnded,
    /// Nobody knows whether it was done.
    Unsettled,
    /// Shown, nothing more.
    Shown,
}

pub(crate) fn verdict(error: &Error) -> Verdict {
    // Transport errors are not authenticated: whoever sits in between can forge them after the
    // server has done its work.
    let forgeable = matches!(
        error,
        Error::TooManyConnections | Error::WrongDc | Error::Transport(_)
    );
    if let Error::Refused { refusal, .. } = error {
        of_refusal(refusal)
    } else if matches!(error, Error::KeyUnknown) {
        Verdict::KeyLost
    } else if forgeable || error.may_be_done() {
        Verdict::Unsettled
    } else {
        Verdict::Shown
    }
}

fn of_refusal(refusal: &Refusal) -> Verdict {
    match refusal {
        Refusal::SessionPasswordNeeded => Verdict::PasswordNeeded,
        Refusal::Migrate { dc, .. } => Verdict::Migrate(*dc),
        Refusal::AuthRestart => Verdict::Restart,
        Refusal::PhoneCodeExpired | Refusal::PhoneCodeHashEmpty | Refusal::PhoneHashExpired => {
            Verdict::CodeEnded
        }
        Refusal::AuthKeyDuplicated | Refusal::AuthKeyInvalid => Verdict::KeyLost,
        Refusal::AuthKeyUnregistered
        | Refusal::AuthKeyPermEmpty
        | Refusal::SessionRevoked
        | Refusal::SessionExpired => Verdict::NotIn,
        Refusal::PhoneNumberBanned | Refusal::UserDeactivated | Refusal::UserDeactivatedBan => {
            Verdict::DeadEnd(DeadEnd::Banned)
        }
        Refusal::PhoneNumberUnoccupied => Verdict::DeadEnd(DeadEnd::SignUp),
        Refusal::PhoneNumberAppSignupForbidden | Refusal::RecaptchaCheck => {
            Verdict::DeadEnd(DeadEnd::OfficialApp)
        }
        Refusal::UpdateAppToLogin => Verdict::DeadEnd(DeadEnd::UpdateApp),
        Refusal::SrpIdInvalid => Verdict::SrpStale,
        Refusal::SrpPasswordChanged => Verdict::PasswordChanged,
        Refusal::PasswordRecoveryUnavailable => Verdict::NoRecovery,
        Refusal::PasswordEmpty => Verdict::NoPassword,
        Refusal::AuthTokenAlreadyAccepted
        | Refusal::AuthTokenException
        | Refusal::AuthTokenExpired
        | Refusal::AuthTokenInvalid => Verdict::TokenEnded,
        Refusal::ApiIdInvalid
        | Refusal::ApiIdPublishedFlood
        | Refusal::AuthBytesInvalid
        | Refusal::AuthKeyUnsynchronized
        | Refusal::CodeInvalid
        | Refusal::ConfirmWait(_)
        | Refusal::ConnectionNotInited
        | Refusal::EmailInvalid
        | Refusal::EmailNotAllowed
        | Refusal::EmailUnconfirmed(_)
        | Refusal::EmailVerifyExpired
        | Refusal::FloodWait(_)
        | Refusal::FreshResetForbidden
        | Refusal::FrozenMethodInvalid
        | Refusal::FrozenParticipantMissing
        | Refusal::HashInvalid
        | Refusal::PasswordHashInvalid
        | Refusal::PasswordRecoveryExpired
        | Refusal::PhoneCodeEmpty
        | Refusal::PhoneCodeInvalid
        | Refusal::PhoneNumberFlood
        | Refusal::PhoneNumberInvalid
        | Refusal::PhonePasswordFlood
        | Refusal::PhonePasswordProtected
        | Refusal::SendCodeUnavailable
        | Refusal::SignInFailed
        | Refusal::SmsCodeCreateFailed
        | Refusal::TaskAlreadyExists
        | Refusal::TtlDaysInvalid
        | Refusal::Unknown { .. } => Verdict::Shown,
    }
}
