//! The trail's lines.

use async_trait::async_trait;
use signet_trail::{Draft, Entry, Event, Head, Line};

use super::StorageError;

/// Keeps the chain of lines of one database.
#[async_trait]
pub trait Lines: Send + Sync {
    /// Gives the draft the next place; its line is durable when this returns.
    async fn append(&self, draft: Draft) -> Result<Line, StorageError>;

    /// What was kept with a change and has no line yet, oldest first.
    async fn told(&self, limit: u16) -> Result<Vec<Told>, StorageError>;

    /// Gives the draft the next place and strikes what it says off what was told, in one
    /// transaction. Nothing if it was struck off before: another instance wrote it.
    async fn append_told(&self, number: u64, draft: Draft) -> Result<Option<Line>, StorageError>;

    /// The last line's place.
    async fn head(&self) -> Result<Option<Head>, StorageError>;

    /// Lines of one subject, or all, newest first.
    async fn page(&self, query: LineQuery) -> Result<LinePage, StorageError>;

    /// Stored lines as they are, oldest first, from behind this place on.
    async fn stored(&self, behind: u64, limit: u16) -> Result<Vec<StoredLine>, StorageError>;
}

/// What a line will say, kept in the transaction of what it tells of.
#[derive(Debug, Clone)]
pub struct Told {
    pub number: u64,
    pub event: Event,
}

/// A line as it is kept, for whoever verifies the chain.
#[derive(Debug, Clone)]
pub struct StoredLine {
    pub sequence: u64,
    pub event: Vec<u8>,
    pub link: Vec<u8>,
}

/// Which lines to read back.
#[derive(Debug, Clone, Default)]
pub struct LineQuery {
    pub subject: Option<String>,
    pub action: Option<String>,
    /// Milliseconds since 1970.
    pub after: Option<u64>,
    pub before: Option<u64>,
    /// Only lines before this one in the chain.
    pub below: Option<u64>,
    pub limit: u16,
}

/// Some lines, and where the next ones begin.
#[derive(Debug, Clone, Default)]
pub struct LinePage {
    pub entries: Vec<Entry>,
    pub next: Option<u64>,
}
