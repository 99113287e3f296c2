//! Access tokens: what they are got for, and what they look like from outside.

use serde::{Deserialize, Serialize};

use super::{Credential, Moment, Scope};
use crate::ids::DeviceId;

/// The `typ` of a device's client assertion.
pub const ASSERTION_TYPE: &str = "client-authentication+jwt";

/// The longest a client assertion may be good for, in seconds.
pub const ASSERTION_SECONDS: u64 = 60;

/// `POST /token`
#[derive(Debug, Serialize, Deserialize)]
#[serde(
    tag = "grantType",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TokenRequest {
    /// For a service, by the API key that the request's headers carry.
    ApiKey {
        /// Fewer than the service has; all without.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scopes: Option<Vec<Scope>>,
    },
    /// For a device: a compact JWS of [`AssertionClaims`], signed with the enrolled key.
    DeviceAssertion { assertion: Credential },
}

/// A client assertion (RFC 7523) of a device; header `{"alg":"EdDSA","typ":…}` with
/// [`ASSERTION_TYPE`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssertionClaims {
    /// The device.
    pub iss: DeviceId,
    /// The device again.
    pub sub: DeviceId,
    /// The platform's origin, so that another platform can do nothing with it.
    pub aud: String,
    /// Seconds since 1970.
    pub iat: u64,
    /// At most [`ASSERTION_SECONDS`] after `iat`.
    pub exp: u64,
    /// 16 to 64 of `A-Za-z0-9_-`; taken once.
    pub jti: String,
}

/// An access token. Clients send it as `Authorization: Bearer` and do not read it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessToken {
    pub access_token: Credential,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds.
    pub expires_in: u32,
    pub expires_at: Moment,
    pub scopes: Vec<Scope>,
}

/// `POST /token/refresh`: operators only.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refresh {
    pub refresh_token: Credential,
}

/// What an operator works with: a short token, and a longer one for the next.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperatorTokens {
    pub access: AccessToken,
    pub refresh_token: Credential,
    pub refresh_expires_at: Moment,
}

/// `POST /token/revoke`: a refresh token, or the access token that the request carries.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevokeToken {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Credential>,
}

/// Who a credential stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    Service,
    Device,
    /// Reads everything but what is sealed.
    Viewer,
    /// Also ends sessions.
    Support,
    /// Also administers.
    Admin,
}

/// `GET /status`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Status {
    pub authenticated: bool,
    /// The id of the service, device or operator.
    pub user_id: String,
    pub role: Role,
    /// When the credential ends; never, for an API key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_expires_at: Option<Moment>,
}
