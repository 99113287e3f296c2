//! Leases: one row a session, taken by a conditional update.

use async_trait::async_trait;
use signet_contract::{
    ids::{LeaseId, ServiceId, SessionId},
    platform::{InstanceId, Moment},
};
use signet_trail::{Lease, Open, Recorded};

use super::{SessionRecord, SessionTelling, StorageError};
use crate::deed::RenewLease;

/// A lease as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRecord {
    pub id: LeaseId,
    pub session: SessionId,
    pub instance: InstanceId,
    pub taken_at: Moment,
    pub ends_at: Moment,
}

/// A wish for a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseWish {
    pub id: LeaseId,
    pub session: SessionId,
    pub instance: InstanceId,
    pub now: Moment,
    pub ends_at: Moment,
    /// A lease of another instance that ended by then may be taken over.
    pub over_by: Moment,
}

/// What came of a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The wished one, or the live one that the instance held already.
    Yours(LeaseRecord),
    InUse(LeaseRecord),
    /// The session is not live, or there is none.
    NoSession,
}

/// A sealed session for whoever holds its lease.
#[derive(Debug, Clone)]
pub struct Held {
    pub session: SessionRecord,
    pub lease: LeaseRecord,
    pub envelope: String,
}

/// Keeps leases.
#[async_trait]
pub trait Leases: Send + Sync {
    /// The line must be about the session.
    async fn take(&self, line: Recorded<Lease>, wish: LeaseWish) -> Result<Taken, StorageError>;

    /// The lease on a session, whether live or over.
    async fn lease_on(&self, session: SessionId) -> Result<Option<LeaseRecord>, StorageError>;

    /// A lease and its session, unless it was given back or taken over.
    async fn lease(
        &self,
        id: LeaseId,
    ) -> Result<Option<(LeaseRecord, SessionRecord)>, StorageError>;

    /// Moves the end of a lease that is live now; nothing if it is not. The line must be about
    /// its session.
    async fn renew(
        &self,
        line: Recorded<RenewLease>,
        id: LeaseId,
        ends_at: Moment,
        now: Moment,
    ) -> Result<Option<(LeaseRecord, SessionRecord)>, StorageError>;

    /// Gives a lease back, so that another instance can have it at once. False if the service
    /// has no such lease.
    async fn give_back(
        &self,
        id: LeaseId,
        service: ServiceId,
        tell: SessionTelling,
    ) -> Result<bool, StorageError>;

    /// The envelope of a live session, for the live lease on it. The line must be about the
    /// session.
    async fn fetch(
        &self,
        line: Recorded<Open>,
        id: LeaseId,
        now: Moment,
    ) -> Result<Option<Held>, StorageError>;
}
