//! What kind of trouble each error is.

use signet_contract::platform::Category;

use super::{Error, Refusal};

impl Error {
    /// Coarse, for health reports and for whoever decides whether waiting helps.
    pub fn category(&self) -> Category {
        match self {
            Self::Unreachable { .. }
            | Self::Proxy { .. }
            | Self::TimedOut { .. }
            | Self::Dropped { .. }
            | Self::Closed { .. } => Category::Network,
            Self::TooManyConnections => Category::RateLimit,
            Self::KeyUnknown => Category::Authentication,
            Self::WrongDc
            | Self::Transport(_)
            | Self::Garbage { .. }
            | Self::Unexpected { .. }
            | Self::Protocol(_)
            | Self::Handshake(_)
            | Self::UnknownServerKey
            | Self::Password(_) => Category::TelegramApi,
            Self::Environment { .. }
            | Self::ProxyAddress
            | Self::NoApi
            | Self::Introduction
            | Self::ForeignSession
            | Self::Journal
            | Self::UnknownDc { .. }
            | Self::NoRandom
            | Self::PendingLogin
            | Self::Panicked { .. } => Category::Unknown,
            Self::Refused { refusal, .. } => refusal.category(),
        }
    }
}

impl Refusal {
    fn category(&self) -> Category {
        match self {
            Self::FloodWait(_)
            | Self::ConfirmWait(_)
            | Self::ApiIdPublishedFlood
            | Self::PhoneNumberFlood
            | Self::PhonePasswordFlood => Category::RateLimit,
            Self::AuthKeyDuplicated
            | Self::AuthKeyInvalid
            | Self::AuthKeyPermEmpty
            | Self::AuthKeyUnregistered
            | Self::AuthKeyUnsynchronized
            | Self::CodeInvalid
            | Self::EmailUnconfirmed(_)
            | Self::EmailVerifyExpired
            | Self::PasswordEmpty
            | Self::PasswordHashInvalid
            | Self::PasswordRecoveryExpired
            | Self::PhoneCodeEmpty
            | Self::PhoneCodeExpired
            | Self::PhoneCodeHashEmpty
            | Self::PhoneCodeInvalid
            | Self::PhoneHashExpired
            | Self::PhoneNumberBanned
            | Self::PhoneNumberInvalid
            | Self::PhoneNumberUnoccupied
            | Self::SessionExpired
            | Self::SessionPasswordNeeded
            | Self::SessionRevoked
            | Self::SrpPasswordChanged
            | Self::UserDeactivated
            | Self::UserDeactivatedBan => Category::Authentication,
            Self::ApiIdInvalid
            | Self::AuthBytesInvalid
            | Self::AuthRestart
            | Self::AuthTokenAlreadyAccepted
            | Self::AuthTokenException
            | Self::AuthTokenExpired
            | Self::AuthTokenInvalid
            | Self::ConnectionNotInited
            | Self::EmailInvalid
            | Self::EmailNotAllowed
            | Self::FreshResetForbidden
            | Self::FrozenMethodInvalid
            | Self::FrozenParticipantMissing
            | Self::HashInvalid
            | Self::Migrate { .. }
            | Self::PasswordRecoveryUnavailable
            | Self::PhoneNumberAppSignupForbidden
            | Self::PhonePasswordProtected
            | Self::RecaptchaCheck
            | Self::SendCodeUnavailable
            | Self::SignInFailed
            | Self::SmsCodeCreateFailed
            | Self::SrpIdInvalid
            | Self::TaskAlreadyExists
            | Self::TtlDaysInvalid
            | Self::UpdateAppToLogin => Category::TelegramApi,
            Self::Unknown { .. } => Category::Unknown,
        }
    }
}
