//! What a platform tells others of its own accord, and what support looks at.

use serde::{Deserialize, Serialize};

use super::{Credential, Ending, Health, Moment, Refusal, UserId};
use crate::{
    Reference,
    ids::{AccountId, AlertId, GrantId, LinkId, OperatorId, ServiceId, SessionId, WebhookId},
};

/// `POST /webhooks`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewWebhook {
    pub url: String,
    /// Only what concerns this service; everything without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    pub events: Vec<EventKind>,
}

/// A webhook, and the secret that its messages are signed with, shown once.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookMade {
    pub webhook: Webhook,
    /// `whsec_…`, as Standard Webhooks writes it.
    pub secret: Credential,
}

/// `GET /webhooks`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    pub events: Vec<EventKind>,
    pub created_at: Moment,
    /// How many messages wait to be taken.
    pub waiting: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_delivered_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_failure: Option<String>,
}

/// The kinds of messages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EventKind {
    #[serde(rename = "session.linked")]
    SessionLinked,
    #[serde(rename = "session.refused")]
    SessionRefused,
    #[serde(rename = "session.revoked")]
    SessionRevoked,
    #[serde(rename = "session.health")]
    SessionHealth,
    #[serde(rename = "alert")]
    Alert,
}

/// The body of a webhook message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookMessage {
    pub timestamp: Moment,
    #[serde(flatten)]
    pub event: WebhookEvent,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WebhookEvent {
    #[serde(rename = "session.linked")]
    SessionLinked {
        session_id: SessionId,
        grant_id: GrantId,
        service_id: ServiceId,
        user_id: UserId,
        account_id: AccountId,
        reference: Reference,
        expires_at: Moment,
    },
    #[serde(rename = "session.refused")]
    SessionRefused {
        link_id: LinkId,
        service_id: ServiceId,
        user_id: UserId,
        reason: Refusal,
    },
    #[serde(rename = "session.revoked")]
    SessionRevoked {
        session_id: SessionId,
        grant_id: GrantId,
        service_id: ServiceId,
        user_id: UserId,
        reference: Reference,
        reason: Ending,
    },
    #[serde(rename = "session.health")]
    SessionHealth {
        session_id: SessionId,
        grant_id: GrantId,
        service_id: ServiceId,
        user_id: UserId,
        reference: Reference,
        health: Health,
    },
    #[serde(rename = "alert")]
    Alert {
        alert_id: AlertId,
        kind: AlertKind,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        session_id: Option<SessionId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service_id: Option<ServiceId>,
        reference: Reference,
    },
}

/// What support should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AlertKind {
    /// A service could not open an envelope.
    Unopened,
    /// More leases than usual for one session.
    UnusualLeases,
    /// Telegram ended a session because it was used from two places.
    Duplicated,
    /// A service used an address that it never used before.
    NewAddress,
    /// The trail is not what was written.
    TrailBroken,
    /// A line could not be written; what waited for it was not done, or was a revocation.
    TrailUnwritten,
    /// More than five live grants of one person for one service.
    ManyGrants,
    /// A refresh token was used again; its family ended.
    TokenReused,
    /// A webhook has taken nothing for a day.
    WebhookFailing,
}

/// `GET /alerts`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alert {
    pub id: AlertId,
    pub kind: AlertKind,
    /// How often it would have been raised since: one of a kind about one thing is enough.
    pub times: u32,
    pub reference: Reference,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<SessionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    pub raised_at: Moment,
    /// Who sees to it (`POST /alerts/{id}/claim`), since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<OperatorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Moment>,
    /// Who said that it was seen to (`POST /alerts/{id}/settle`), and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<OperatorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<Moment>,
}

/// `GET /alerts`
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AlertQuery {
    /// Only those that are settled, or are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
