//! Ending a grant, step by step, and what its parties report.

use serde::{Deserialize, Serialize};

use super::{Health, Moment, Note, SessionQuery};
use crate::ids::{LeaseId, SessionId};

/// Why a session was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Ending {
    /// By the person who allowed it.
    Person,
    /// The service no longer needs it.
    Service,
    /// Support was asked to.
    Requested,
    /// Support saw something suspicious.
    Suspicious,
    /// A computer was lost.
    DeviceLost,
    /// It broke a rule of the platform.
    Policy,
    /// Its end date.
    Expired,
    /// Nobody used it.
    Inactive,
    /// Newer ones of the same person for the same service.
    TooMany,
    /// Telegram had ended it already.
    Died,
}

/// `DELETE /sessions/{id}`. Operators must give a reason; a person's or a service's is known.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revoke {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Ending>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

/// `POST /sessions/revoke`: many at once. Without `plan` nothing is done and the plan is
/// returned; the same request with that plan ends exactly those sessions, or none.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevokeMany {
    pub which: Selection,
    pub reason: Ending,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
}

/// Which sessions: a list, or whatever a filter finds (its `limit` and `cursor` must be absent).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Selection {
    /// At most 1 000.
    Sessions(Vec<SessionId>),
    Filter(Box<SessionQuery>),
}

/// What ending many would do, or has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevokedMany {
    /// Whether it was done.
    pub done: bool,
    pub sessions: u32,
    /// How many of them have no service connected now: they can die at once.
    pub idle: u32,
    /// How many a service holds a lease on.
    pub in_use: u32,
    /// Names exactly these sessions; good for ten minutes.
    pub plan: String,
}

/// One step of an ending, with its outcome so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevocationStep {
    pub kind: StepKind,
    pub outcome: StepOutcome,
    pub at: Moment,
    /// When it is tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Moment>,
}

/// What is done to end a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StepKind {
    /// The platform refuses everything for it.
    Blocked,
    /// The holder was asked to log out.
    HolderLogout,
    /// The person's own sign-in ends it at Telegram.
    HomeReset,
    /// The copy of the key that Signet still had logged itself out.
    CopyLogout,
    /// Telegram's device list no longer shows it.
    ConfirmedDead,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StepOutcome {
    Waiting,
    Done,
    /// Not now; `retryAt` says when.
    Postponed,
    Failed,
}

/// `POST /sessions/{id}/receipts`: what a party did. Services report [`Receipt::Opened`] and
/// [`Receipt::LoggedOut`], devices the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Receipt {
    /// The lease's holder tried to open the envelope.
    Opened { lease_id: LeaseId, opened: bool },
    /// The holder logged out, or could not.
    LoggedOut { done: bool },
    /// Home ended it at Telegram, or must wait until then.
    HomeReset {
        done: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_at: Option<Moment>,
    },
    /// The kept copy logged itself out, or could not.
    CopyLogout { done: bool },
    /// The device list no longer shows it. Believed of the device alone.
    ConfirmedDead {},
}

/// `POST /sessions/{id}/health`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HealthReport {
    pub health: Health,
}
