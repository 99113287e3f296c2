//! Every error code that a platform answers with, and the status that goes with it.

use serde::{Deserialize, Serialize};

/// What went wrong. Codes are added, never renamed: clients act on them, not on the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ErrorCode {
    /// The request cannot be read; `details.field` says where.
    ValidationFailed,
    BodyTooLarge,
    UnsupportedMediaType,
    NotFound,
    MethodNotAllowed,
    /// The request names another host than this platform's.
    HostNotServed,
    CredentialMissing,
    /// Also when nothing of that name exists: the answer does not tell which.
    CredentialInvalid,
    CredentialExpired,
    CredentialRevoked,
    /// The service may not be used from this address.
    AddressNotAllowed,
    /// Five failures in a row; `retryAfter` says for how long.
    OperatorLocked,
    Forbidden,
    RateLimited,
    /// No such link, or one that was never redeemed by this device.
    LinkUnknown,
    /// Its time is over.
    LinkOver,
    /// It was redeemed before: a link works once.
    LinkRedeemed,
    /// The person, or the page that asked, said no.
    LinkRefused,
    /// The page that asked has not confirmed yet.
    LinkNotConfirmed,
    /// `details.triesLeft` says how many are left.
    ConfirmationCodeWrong,
    ConfirmationTriesUsed,
    /// The redirect is not one that the service registered.
    RedirectNotRegistered,
    ScopeNotRegistered,
    /// The service has no sealing key that is in use.
    SealingKeyMissing,
    /// The statement does not carry over from the key before.
    SealingKeyRefused,
    /// A service's identity key never changes.
    IdentityKeyFixed,
    /// The signature over the redemption is not this key's.
    DeviceKeyRefused,
    GrantUnknown,
    /// Another envelope was delivered for this grant.
    GrantDelivered,
    /// The envelope cannot be read.
    EnvelopeMalformed,
    /// It is sealed for something else than this grant, service, user, device or time.
    EnvelopeMismatch,
    SessionRevoked,
    SessionExpired,
    /// Another instance holds the lease; `details.endsAt` says until when.
    SessionInUse,
    /// The person has several accounts; `details.accounts` lists them.
    AccountNeeded,
    /// The lease ended, was given back or taken over.
    LeaseOver,
    /// The sessions that the dry run counted are not the ones there now.
    PlanChanged,
    AlreadyExists,
    /// What was asked cannot be recorded, so it was not done.
    TrailUnavailable,
    /// The service is starting, stopping or reconciling.
    NotReady,
    /// It took too long and was given up.
    TimedOut,
    Internal,
}

impl ErrorCode {
    /// The HTTP status of every answer with this code.
    pub const fn status(self) -> u16 {
        match self {
            Self::CredentialMissing
            | Self::CredentialInvalid
            | Self::CredentialExpired
            | Self::CredentialRevoked => 401,
            Self::AddressNotAllowed | Self::OperatorLocked | Self::Forbidden => 403,
            Self::NotFound | Self::LinkUnknown | Self::GrantUnknown => 404,
            Self::MethodNotAllowed => 405,
            Self::LinkRedeemed
            | Self::LinkNotConfirmed
            | Self::SealingKeyMissing
            | Self::IdentityKeyFixed
            | Self::GrantDelivered
            | Self::SessionInUse
            | Self::AccountNeeded
            | Self::PlanChanged
            | Self::AlreadyExists => 409,
            Self::LinkOver
            | Self::LinkRefused
            | Self::ConfirmationTriesUsed
            | Self::SessionRevoked
            | Self::SessionExpired
            | Self::LeaseOver => 410,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::HostNotServed => 421,
            Self::ValidationFailed
            | Self::ConfirmationCodeWrong
            | Self::RedirectNotRegistered
            | Self::ScopeNotRegistered
            | Self::SealingKeyRefused
            | Self::DeviceKeyRefused
            | Self::EnvelopeMalformed
            | Self::EnvelopeMismatch => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::TrailUnavailable | Self::NotReady | Self::TimedOut => 503,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_written_in_capitals() {
        assert_eq!(
            serde_json::to_string(&ErrorCode::SessionInUse).unwrap(),
            "\"SESSION_IN_USE\""
        );
        assert_eq!(ErrorCode::SessionInUse.status(), 409);
    }
}
