//! Leases: one instance at a time.

use serde::{Deserialize, Serialize};

use super::{AccountHint, InstanceId, Moment, UserId};
use crate::ids::{AccountId, GrantId, LeaseId, SessionId};

/// `POST /leases`: exclusive. Asking again from the same instance returns its live lease.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLease {
    pub user_id: UserId,
    /// Which of the user's accounts; needed when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    pub instance_id: InstanceId,
    /// 300 to 900; 600 without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u16>,
}

/// `POST /leases/{id}/renew`
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenewLease {
    /// 300 to 900; 600 without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u16>,
}

/// The exclusive, short right to one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lease {
    pub id: LeaseId,
    pub session_id: SessionId,
    pub grant_id: GrantId,
    pub user_id: UserId,
    pub account_id: AccountId,
    pub ends_at: Moment,
    /// Seconds from the answer to the end. Holders count these on a clock that does not stop in
    /// sleep, since theirs may differ from the platform's.
    pub ends_in: u32,
    /// Seconds before the end at which the holder must have disconnected.
    pub disconnect_before_end: u32,
}

/// One of several accounts of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountChoice {
    pub account_id: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_hint: Option<AccountHint>,
}
