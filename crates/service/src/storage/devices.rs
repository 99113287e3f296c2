//! Enrolled devices, and the assertions they have used.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use signet_contract::{
    ids::DeviceId,
    platform::{DeviceDescription, Moment, PublicKey},
};
use signet_trail::Event;

use super::StorageError;

/// A device as it enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRecord {
    pub id: DeviceId,
    pub key: PublicKey,
    pub description: DeviceDescription,
    pub enrolled_at: Moment,
    pub last_seen_at: Option<Moment>,
    pub disabled: bool,
}

/// Keeps devices. They are enrolled by redeeming a link, not here.
#[async_trait]
pub trait Devices: Send + Sync {
    async fn device(&self, id: DeviceId) -> Result<Option<DeviceRecord>, StorageError>;

    /// Newest first, from before this one on.
    async fn devices(
        &self,
        before: Option<DeviceId>,
        limit: u16,
    ) -> Result<Vec<DeviceRecord>, StorageError>;

    /// Gives a device no more tokens and takes nothing more from it; those that it has are
    /// revoked. None if there is no such device.
    async fn disable_device(
        &self,
        id: DeviceId,
        told: Event,
        now: Moment,
    ) -> Result<Option<DeviceRecord>, StorageError>;

    /// Takes an assertion of a device that is not disabled, once: false if it was taken before.
    /// It is remembered until it could no longer be used anyway.
    async fn take_assertion(
        &self,
        device: DeviceId,
        jti: String,
        until: Moment,
        now: Moment,
    ) -> Result<bool, StorageError>;
}
