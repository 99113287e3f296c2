//! Members of support staff: invited, with a password and an authenticator.

use serde::{Deserialize, Serialize};

use super::{Credential, DisplayName, Email, Moment, Role};
use crate::ids::OperatorId;

/// `POST /operators/accept`: the invited person chooses a password.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptInvitation {
    pub invitation: Credential,
    pub email: Email,
    pub name: DisplayName,
    /// 12 to 128 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = String, format = Password, min_length = 12, max_length = 128)
    )]
    pub password: Credential,
}

/// The secret for the person's authenticator. The operator can sign in once a code of it was
/// sent to `POST /operators/activate`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationAccepted {
    pub operator_id: OperatorId,
    /// Base32, to be typed.
    pub totp_secret: Credential,
    /// `otpauth://totp/…`, to be drawn as a QR code.
    pub totp_uri: Credential,
}

/// `POST /operators/activate` and `POST /operators/login`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Login {
    pub email: Email,
    pub password: Credential,
    /// Six digits from the authenticator; each works once.
    pub code: Credential,
}

/// `POST /operators/invite`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invite {
    pub role: Role,
}

/// An invitation, shown once.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    pub invitation: Credential,
    pub role: Role,
    pub expires_at: Moment,
}

/// `GET /operators`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operator {
    pub id: OperatorId,
    pub email: Email,
    pub name: DisplayName,
    pub role: Role,
    pub disabled: bool,
    pub created_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_login_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_until: Option<Moment>,
}

/// `PATCH /operators/{id}`
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeOperator {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}
