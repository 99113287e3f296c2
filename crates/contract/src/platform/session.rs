//! Delivered sessions: sealed, leased, watched, ended.

use serde::{Deserialize, Serialize};

use super::{AccountHint, DeviceName, Ending, ExportFormat, Moment, RevocationStep, Scope, UserId};
use crate::{
    Reference,
    ids::{AccountId, DeviceId, GrantId, LeaseId, ServiceId, SessionId},
};

/// `POST /sessions`: an envelope for a confirmed grant. The same one again gets the same answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deliver {
    pub grant_id: GrantId,
    pub account_id: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_hint: Option<AccountHint>,
    /// The envelope's JSON as one text: it is kept and handed on byte by byte.
    pub envelope: String,
}

/// The platform has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivered {
    pub session_id: SessionId,
    pub expires_at: Moment,
    pub reference: Reference,
    /// A compact JWS of [`ReceiptClaims`](super::ReceiptClaims). Kept by the device as proof.
    pub receipt: String,
}

/// A session as operators, its device and its service see it. Nobody sees what is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub id: SessionId,
    pub reference: Reference,
    pub grant_id: GrantId,
    pub service_id: ServiceId,
    pub user_id: UserId,
    pub account_id: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_hint: Option<AccountHint>,
    pub device: SessionDevice,
    /// Where it was delivered from. Operators alone see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    pub scopes: Vec<Scope>,
    pub created_at: Moment,
    pub expires_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Moment>,
    pub state: SessionState,
    /// Whether a service can get it: `state` is `live`.
    pub is_active: bool,
    pub health: Health,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<Ending>,
}

/// The computer that a session came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionDevice {
    pub id: DeviceId,
    pub name: DeviceName,
}

/// How far a session is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SessionState {
    /// A service can have it.
    Live,
    /// Refused everywhere at this platform; a copy may work until Telegram ended it.
    Ending,
    /// Telegram's device list no longer shows it.
    Dead,
}

/// How a session does, as last reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Health {
    /// Nobody has used it yet.
    Unknown,
    Working,
    /// Telegram slows it down for now.
    Limited,
    /// The envelope could not be opened.
    Unopened,
    /// Telegram ended it because it was used from two places.
    Duplicated,
    /// Telegram no longer knows it.
    SignedOut,
    /// Telegram restricted or removed the account.
    AccountRestricted,
}

/// `GET /sessions`
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams, utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SessionQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<DeviceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<SessionState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_after: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_before: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_after: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_before: Option<Moment>,
    /// 1 to 200; 50 without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /sessions/export`: persons and addresses are masked in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SessionExportQuery {
    pub format: ExportFormat,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<SessionState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_after: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_before: Option<Moment>,
}

/// A session in a file, which may go further than those who may see sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedSession {
    pub reference: Reference,
    pub service_id: ServiceId,
    /// The first four characters of the user's id.
    pub user: String,
    pub device_id: DeviceId,
    /// The network of the address.
    pub ip: String,
    pub state: SessionState,
    pub health: Health,
    pub created_at: Moment,
    pub expires_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<Ending>,
}

/// `?limit=&cursor=` of lists without filters.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PageQuery {
    /// 1 to 200; 50 without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /sessions/{id}`: one session and how far its ending is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionDetail {
    pub session: Session,
    /// Oldest first; empty while it lives.
    pub steps: Vec<RevocationStep>,
}

/// `GET /sessions/user/{userId}`: only for the lease that is named.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct FetchQuery {
    pub lease_id: LeaseId,
}

/// The sealed session, for whoever holds its lease, with what the opener expects of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedSession {
    pub session_id: SessionId,
    pub reference: Reference,
    pub grant_id: GrantId,
    pub user_id: UserId,
    pub account_id: AccountId,
    pub device_id: DeviceId,
    /// Verifies the envelope's signature.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub device_key: super::PublicKey,
    pub scopes: Vec<Scope>,
    pub lease_id: LeaseId,
    pub lease_ends_at: Moment,
    pub expires_at: Moment,
    /// As it was delivered, byte by byte.
    pub envelope: String,
}
