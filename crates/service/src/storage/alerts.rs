//! What support should look at, and what it is decided from.

use std::net::IpAddr;

use async_trait::async_trait;
use signet_contract::{
    Reference,
    ids::{AlertId, OperatorId, ServiceId, SessionId},
    platform::{Alert, AlertKind, Moment},
};

use super::StorageError;

/// Keeps alerts.
#[async_trait]
pub trait Alerts: Send + Sync {
    /// Raises it, unless one of its kind about the same thing is open: then that one is counted
    /// up. A new one goes to the webhooks in the same transaction.
    async fn raise(&self, alert: NewAlert) -> Result<Raised, StorageError>;

    /// Newest first, those below `before`.
    async fn alerts(
        &self,
        settled: Option<bool>,
        before: Option<AlertId>,
        limit: u16,
    ) -> Result<Vec<Alert>, StorageError>;

    /// Says who sees to it, or that it was seen to. None if there is no such alert.
    async fn mark_alert(
        &self,
        id: AlertId,
        mark: Mark,
        by: OperatorId,
        now: Moment,
    ) -> Result<Option<Marked>, StorageError>;

    /// Notes that a service called from this address: how many it had called from before, and
    /// whether this was one of them. IPv6 counts by network, since its addresses change daily.
    async fn note_address(
        &self,
        service: ServiceId,
        address: IpAddr,
        now: Moment,
    ) -> Result<(u32, bool), StorageError>;

    /// How many are open.
    async fn open_alerts(&self) -> Result<u64, StorageError>;

    /// Forgets those that were settled before then.
    async fn sweep_alerts(&self, settled_before: Moment) -> Result<u64, StorageError>;
}

/// Something that deserves a look.
#[derive(Debug, Clone)]
pub struct NewAlert {
    pub id: AlertId,
    pub kind: AlertKind,
    /// What it is about, such as `session:0198…`.
    pub about: String,
    pub reference: Reference,
    pub session: Option<SessionId>,
    pub service: Option<ServiceId>,
    pub at: Moment,
}

/// Whether it was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raised {
    New,
    Again,
}

/// What an operator says of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Claimed,
    Settled,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    Now(Box<Alert>),
    /// Somebody else has it.
    ClaimedByOther,
}
