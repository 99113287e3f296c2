//! Kinds of trouble, the same in every SDK.

use signet_contract::platform::ErrorCode;

use crate::Refusal;

/// What kind of trouble an error is: who can mend it, and whether trying again may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Between here and the platform.
    Network,
    /// Too much was asked, of the platform or of one credential.
    RateLimit,
    /// The platform itself, or what it knows.
    PlatformService,
    /// Telegram, or the form in which one of its clients wants a session.
    TelegramApi,
    /// Credentials, keys and signatures.
    Authentication,
    /// Anything else.
    Unknown,
}

impl Category {
    /// As SDKs write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "NETWORK",
            Self::RateLimit => "RATE_LIMIT",
            Self::PlatformService => "PLATFORM_SERVICE",
            Self::TelegramApi => "TELEGRAM_API",
            Self::Authentication => "AUTHENTICATION",
            Self::Unknown => "UNKNOWN",
        }
    }

    /// By the code; by the status where the code is not known here.
    pub(crate) fn of(refusal: &Refusal) -> Self {
        refusal
            .code
            .map_or_else(|| Self::of_status(refusal.status), Self::of_code)
    }

    fn of_status(status: u16) -> Self {
        match status {
            401 | 403 => Self::Authentication,
            429 => Self::RateLimit,
            500.. => Self::PlatformService,
            _ => Self::Unknown,
        }
    }

    fn of_code(code: ErrorCode) -> Self {
        match code {
            ErrorCode::RateLimited => Self::RateLimit,
            ErrorCode::CredentialMissing
            | ErrorCode::CredentialInvalid
            | ErrorCode::CredentialExpired
            | ErrorCode::CredentialRevoked
            | ErrorCode::AddressNotAllowed
            | ErrorCode::OperatorLocked
            | ErrorCode::Forbidden
            | ErrorCode::DeviceKeyRefused => Self::Authentication,
            ErrorCode::ValidationFailed
            | ErrorCode::BodyTooLarge
            | ErrorCode::UnsupportedMediaType
            | ErrorCode::NotFound
            | ErrorCode::MethodNotAllowed
            | ErrorCode::HostNotServed
            | ErrorCode::LinkUnknown
            | ErrorCode::LinkOver
            | ErrorCode::LinkRedeemed
            | ErrorCode::LinkRefused
            | ErrorCode::LinkNotConfirmed
            | ErrorCode::ConfirmationCodeWrong
            | ErrorCode::ConfirmationTriesUsed
            | ErrorCode::RedirectNotRegistered
            | ErrorCode::ScopeNotRegistered
            | ErrorCode::SealingKeyMissing
            | ErrorCode::SealingKeyRefused
            | ErrorCode::IdentityKeyFixed
            | ErrorCode::GrantUnknown
            | ErrorCode::GrantDelivered
            | ErrorCode::EnvelopeMalformed
            | ErrorCode::EnvelopeMismatch
            | ErrorCode::SessionRevoked
            | ErrorCode::SessionExpired
            | ErrorCode::SessionInUse
            | ErrorCode::AccountNeeded
            | ErrorCode::LeaseOver
            | ErrorCode::PlanChanged
            | ErrorCode::AlreadyExists
            | ErrorCode::TrailUnavailable
            | ErrorCode::NotReady
            | ErrorCode::TimedOut
            | ErrorCode::Internal => Self::PlatformService,
        }
    }
}
