//! Delivered sessions, their envelopes and their endings.

use std::net::IpAddr;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use signet_contract::{
    Reference,
    ids::{AccountId, DeviceId, GrantId, LinkId, ServiceId, SessionId},
    platform::{
        AccountHint, DeviceName, Ending, Health, Moment, PublicKey, RevocationStep, Scope,
        SessionState, UserId, WebhookEvent,
    },
};
use signet_trail::{Deliver, Event, Recorded};

use super::StorageError;
use crate::{Refused, ledger::Hash};

/// A session. What may become of it is decided in [`crate::session`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecord {
    pub id: SessionId,
    pub grant: GrantId,
    pub link: LinkId,
    pub service: ServiceId,
    pub user_id: UserId,
    pub account_id: AccountId,
    pub account_hint: Option<AccountHint>,
    pub device: DeviceId,
    pub device_name: DeviceName,
    pub device_key: PublicKey,
    pub ip: IpAddr,
    pub scopes: Vec<Scope>,
    pub reference: Reference,
    pub created_at: Moment,
    pub expires_at: Moment,
    pub last_used_at: Option<Moment>,
    pub state: SessionState,
    pub health: Health,
    pub revoked_at: Option<Moment>,
    pub ending: Option<Ending>,
    pub steps: Vec<RevocationStep>,
    /// SHA-256 of the envelope as it was delivered.
    pub envelope: [u8; 32],
    /// What the device got for it.
    pub receipt: String,
}

/// Which sessions.
#[derive(Debug, Clone, Default)]
pub struct SessionFilter {
    pub user_id: Option<UserId>,
    pub account_id: Option<AccountId>,
    pub service: Option<ServiceId>,
    pub device: Option<DeviceId>,
    pub state: Option<SessionState>,
    pub health: Option<Health>,
    pub reference: Option<Reference>,
    pub created_after: Option<Moment>,
    pub created_before: Option<Moment>,
    pub used_after: Option<Moment>,
    pub used_before: Option<Moment>,
    /// Those whose end date is over by then.
    pub expired_by: Option<Moment>,
}

/// What came of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    New(SessionRecord),
    /// There is a session of this grant; the caller compares the envelopes.
    Before(SessionRecord),
    Refused(Refused),
}

/// Looks at a session as it is and leaves it as it shall be; refused, it stays as it was.
pub type SessionDecision =
    Box<dyn FnOnce(&mut SessionRecord) -> Result<Vec<WebhookEvent>, Refused> + Send>;

/// What the trail will say of a session that ended.
pub type SessionTelling = Box<dyn Fn(&SessionRecord) -> Event + Send>;

/// Keeps sessions.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Takes a session in for a link that waits for it, and tells the link: unless device,
    /// service or this sealing key was shut off. The line must be about this session.
    async fn deliver(
        &self,
        line: Recorded<Deliver>,
        session: SessionRecord,
        key: Hash,
        envelope: String,
        now: Moment,
    ) -> Result<Delivery, StorageError>;

    async fn session(&self, id: SessionId) -> Result<Option<SessionRecord>, StorageError>;

    async fn session_of(&self, grant: GrantId) -> Result<Option<SessionRecord>, StorageError>;

    /// Newest first, from before this one on.
    async fn sessions(
        &self,
        filter: SessionFilter,
        before: Option<SessionId>,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError>;

    /// Decides about one session while nobody else can. Unless it is refused, `told` is kept for
    /// the trail.
    async fn decide_session(
        &self,
        id: SessionId,
        now: Moment,
        decide: SessionDecision,
        told: Option<Event>,
    ) -> Result<Option<Result<SessionRecord, Refused>>, StorageError>;

    /// How many there are in each state.
    async fn count_sessions(&self) -> Result<Vec<(SessionState, u64)>, StorageError>;

    /// The grants of those of these sessions that live.
    async fn live_grants(&self, sessions: Vec<SessionId>) -> Result<Vec<GrantId>, StorageError>;

    /// Ends these sessions in one step: each is refused from then on, its lease is over and its
    /// envelope gone, webhooks and trail will hear of it. Those that had ended before stay as
    /// they are.
    async fn revoke(
        &self,
        sessions: Vec<SessionId>,
        ending: Ending,
        now: Moment,
        tell: SessionTelling,
    ) -> Result<(), StorageError>;

    /// Says when a session was used. May be forgotten in a crash.
    async fn session_used(&self, id: SessionId, at: Moment) -> Result<(), StorageError>;
}
