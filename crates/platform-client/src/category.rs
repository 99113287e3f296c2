//! Which kind of trouble a refusal is: who can mend it, and whether trying again may.

use signet_contract::platform::{Category, ErrorCode};

use crate::Refusal;

/// By the code; by the status where the code is not known here.
pub(crate) fn of(refusal: &Refusal) -> Category {
    refusal
        .code
        .map_or_else(|| of_status(refusal.status), of_code)
}

fn of_status(status: u16) -> Category {
    match status {
        401 | 403 => Category::Authentication,
        429 => Category::RateLimit,
        500.. => Category::PlatformService,
        _ => Category::Unknown,
    }
}

fn of_code(code: ErrorCode) -> Category {
    match code {
        ErrorCode::RateLimited => Category::RateLimit,
        ErrorCode::CredentialMissing
        | ErrorCode::CredentialInvalid
        | ErrorCode::CredentialExpired
        | ErrorCode::CredentialRevoked
        | ErrorCode::AddressNotAllowed
        | ErrorCode::OperatorLocked
        | ErrorCode::Forbidden
        | ErrorCode::DeviceKeyRefused => Category::Authentication,
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
        | ErrorCode::Internal => Category::PlatformService,
    }
}
