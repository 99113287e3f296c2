//! Whether the database agrees with the ledger beside it.

use async_trait::async_trait;
use signet_contract::platform::Moment;

use super::StorageError;
use crate::ledger::Fact;

/// Makes the database agree with what was ended.
#[async_trait]
pub trait Standing: Send + Sync {
    /// How many lines of the ledger were applied, and whether this database is a copy that was
    /// put back.
    async fn standing(&self) -> Result<Applied, StorageError>;

    /// Writes what is there once more, durably: whether it can.
    async fn try_writing(&self) -> Result<(), StorageError>;

    /// Makes these facts true where they are not, and remembers how many lines of the ledger
    /// were applied. How many facts changed something.
    async fn agree(&self, facts: Vec<Fact>, lines: u64, now: Moment) -> Result<u64, StorageError>;

    /// Forgets whatever worked once and would work again in a copy: links, invitations,
    /// sign-ins.
    async fn forget_single_uses(&self, now: Moment) -> Result<(), StorageError>;

    /// What is ended here, for a ledger that was lost.
    async fn facts(&self) -> Result<Vec<Fact>, StorageError>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    pub lines: u64,
    pub copied: bool,
}
