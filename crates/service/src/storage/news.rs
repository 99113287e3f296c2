//! What was revoked, for every instance to hear of.

use async_trait::async_trait;
use signet_contract::platform::Moment;
use uuid::Uuid;

use super::StorageError;

/// An id that no token may name any more: a token's own, or that of the key, device or family it
/// was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevokedId {
    pub id: Uuid,
    /// When the last token that names it has ended by itself. One that ends later is good.
    pub until: Moment,
}

/// Carries revocations between instances.
#[async_trait]
pub trait News: Send + Sync {
    async fn tell(&self, revoked: Vec<RevokedId>) -> Result<(), StorageError>;

    /// What was told after this number, and the number to ask from next time.
    async fn since(&self, number: u64) -> Result<(Vec<RevokedId>, u64), StorageError>;

    /// Drops what no token can name any more.
    async fn sweep(&self, now: Moment) -> Result<(), StorageError>;
}
