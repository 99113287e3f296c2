//! Work that is done now and then, by one instance at a time.

use async_trait::async_trait;
use signet_contract::platform::Moment;
use uuid::Uuid;

use super::StorageError;

/// Keeps whose turn it is.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Takes the turn if nobody has it and the last one ended before `due`. It ends by itself
    /// at `until`, so that a crash holds nobody up for longer.
    async fn take_turn(
        &self,
        job: &'static str,
        holder: Uuid,
        now: Moment,
        until: Moment,
        due: Moment,
    ) -> Result<bool, StorageError>;

    /// Gives the turn back; it was done at `now`. Nothing happens if another has taken it.
    async fn end_turn(
        &self,
        job: &'static str,
        holder: Uuid,
        now: Moment,
    ) -> Result<(), StorageError>;
}
