//! Links, from the wish of a service to the grant of a person.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use signet_contract::{
    Reference,
    ids::{DeviceId, GrantId, LinkId, ServiceId, SessionId},
    platform::{Moment, Refusal, Scope, UserId, UserLabel, WebhookEvent},
};
use signet_trail::{Event, Link, Outcome, Recorded};

use super::{DeviceRecord, StorageError};
use crate::Refused;

/// A link and how far it is. What may become of it is decided in [`crate::link`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRecord {
    pub id: LinkId,
    pub service: ServiceId,
    pub user_id: UserId,
    pub user_label: UserLabel,
    pub scopes: Vec<Scope>,
    pub access_until: Moment,
    pub redirect_uri: Option<String>,
    pub created_at: Moment,
    pub expires_at: Moment,
    pub stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    Open,
    Redeemed(Redemption),
    Confirmed {
        redemption: Redemption,
        deliver_by: Moment,
    },
    Delivered {
        redemption: Redemption,
        session: SessionId,
    },
    Refused {
        redemption: Option<Redemption>,
        reason: Refusal,
    },
}

/// That a person said yes, by which device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redemption {
    pub device: DeviceId,
    pub grant: GrantId,
    pub reference: Reference,
    /// The keyed hash of the code that the asking page brings back.
    pub code: [u8; 32],
    pub wrong_codes: u8,
    pub confirm_by: Moment,
}

/// How a link is named by those who may act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKey {
    Id(LinkId),
    /// SHA-256 of the token; the token is kept nowhere.
    Token([u8; 32]),
    Grant(GrantId),
}

/// Looks at a link as it is, leaves it as it shall be, and adds what is to be told. All of that is
/// kept even when it refuses, so that wrong codes count.
pub type Decision =
    Box<dyn FnOnce(&mut LinkRecord, &mut Vec<WebhookEvent>) -> Result<(), Refused> + Send>;

/// What the trail will say of a decision; `None` where it was refused and that is no news.
pub type LinkTelling = Box<dyn FnOnce(&LinkRecord, Outcome) -> Option<Event> + Send>;

/// The same, with the device that is enrolled in the same step.
pub type Redeeming = Box<dyn FnOnce(&mut LinkRecord, &DeviceRecord) -> Result<(), Refused> + Send>;

/// Keeps links.
#[async_trait]
pub trait Links: Send + Sync {
    async fn add_link(&self, link: LinkRecord, token: [u8; 32]) -> Result<(), StorageError>;

    async fn link(&self, key: LinkKey) -> Result<Option<LinkRecord>, StorageError>;

    /// Decides about one link while nobody else can.
    async fn decide_link(
        &self,
        key: LinkKey,
        now: Moment,
        decide: Decision,
        tell: LinkTelling,
    ) -> Result<Option<Result<LinkRecord, Refused>>, StorageError>;

    /// Enrols the device, unless its key is, and decides about the link. Refused, neither is
    /// done. The line must be about this link.
    async fn redeem(
        &self,
        line: Recorded<Link>,
        link: LinkId,
        device: DeviceRecord,
        decide: Redeeming,
    ) -> Result<Result<(LinkRecord, DeviceRecord), Refused>, StorageError>;

    /// The services that this device has redeemed links of.
    async fn services_of(&self, device: DeviceId) -> Result<Vec<ServiceId>, StorageError>;

    /// Forgets links that nobody redeemed and that ended before this.
    async fn sweep_links(&self, before: Moment) -> Result<u64, StorageError>;
}
