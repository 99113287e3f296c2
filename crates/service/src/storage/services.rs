//! Services, their API keys and their cards.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use signet_contract::{
    ids::{ApiKeyId, ServiceId},
    platform::{DisplayName, Moment, Note, PublicKey, Scope},
};
use signet_trail::Event;

use super::StorageError;

/// The most API keys of a service that work at once.
pub const LIVE_KEYS: usize = 2;

/// A service as it was registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRecord {
    pub id: ServiceId,
    pub name: DisplayName,
    pub purpose: Note,
    pub scopes: Vec<Scope>,
    pub redirect_uris: Vec<String>,
    pub contact: String,
    pub identity_key: PublicKey,
    /// The JSON of the statement, as the service made it.
    pub sealing_key: String,
    pub allowed_addresses: Vec<String>,
    pub disabled: bool,
    pub created_at: Moment,
}

/// An API key that works; the key itself is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKeyRecord {
    pub id: ApiKeyId,
    /// Its readable start.
    pub prefix: String,
    /// The keyed hash of the whole key.
    pub hash: [u8; 32],
    pub created_at: Moment,
    pub last_used_at: Option<Moment>,
}

/// A card that was signed, and may therefore stand in an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRecord {
    pub hash: [u8; 32],
    pub key_id: String,
    pub card: String,
    pub issued_at: Moment,
    pub ends_at: Moment,
}

/// Keeps services.
#[async_trait]
pub trait Services: Send + Sync {
    /// Adds a service with its first key; false if there is one of this id.
    async fn register(
        &self,
        service: ServiceRecord,
        key: ApiKeyRecord,
        told: Event,
    ) -> Result<bool, StorageError>;

    async fn service(&self, id: ServiceId) -> Result<Option<ServiceRecord>, StorageError>;

    /// All of them, oldest first.
    async fn services(&self) -> Result<Vec<ServiceRecord>, StorageError>;

    /// Puts another description in the place of this one; its identity key stays whatever is
    /// said. False if the service is not as it was `before`: somebody else changed it.
    async fn describe(
        &self,
        before: ServiceRecord,
        after: ServiceRecord,
    ) -> Result<bool, StorageError>;

    /// Gives a service nothing more, whatever else is changed at the same time. Its tokens are
    /// revoked. None if there is no such service.
    async fn disable_service(
        &self,
        id: ServiceId,
        told: Event,
        now: Moment,
    ) -> Result<Option<ServiceRecord>, StorageError>;

    /// The keys of a service that work, newest first.
    async fn api_keys(&self, service: ServiceId) -> Result<Vec<ApiKeyRecord>, StorageError>;

    /// Adds a key. Those beyond [`LIVE_KEYS`] end with their tokens, the oldest first, and are
    /// returned.
    async fn add_api_key(
        &self,
        service: ServiceId,
        key: ApiKeyRecord,
        told: Event,
        now: Moment,
    ) -> Result<Vec<ApiKeyId>, StorageError>;

    /// Ends a key and its tokens; false if it did not work.
    async fn end_api_key(
        &self,
        service: ServiceId,
        key: ApiKeyId,
        told: Event,
        now: Moment,
    ) -> Result<bool, StorageError>;

    /// Says when a key was used. May be forgotten in a crash.
    async fn api_key_used(&self, key: ApiKeyId, at: Moment) -> Result<(), StorageError>;

    async fn keep_card(&self, service: ServiceId, card: CardRecord) -> Result<(), StorageError>;

    /// The card of a service that was signed last.
    async fn newest_card(&self, service: ServiceId) -> Result<Option<CardRecord>, StorageError>;

    /// The card of this hash, if it is one of this service.
    async fn card(
        &self,
        service: ServiceId,
        hash: [u8; 32],
    ) -> Result<Option<CardRecord>, StorageError>;
}
