//! What is kept, in the words of the service. Nothing outside [`sqlite`] knows how.
//!
//! Each method is one transaction: it happens whole or not at all, and has happened for good when
//! it returns. Several instances may stand on one database, so whatever is decided on what is
//! stored is decided inside the method, never by a reader who writes later. Methods of sensitive
//! actions take the [`Recorded`](signet_trail::Recorded) line that allows them; methods that end
//! something take what the trail will say of it, and keep that with the ending.

mod alerts;
mod devices;
mod jobs;
mod leases;
mod lines;
mod links;
mod news;
mod operators;
mod services;
mod sessions;
pub mod sqlite;
mod standing;
mod webhooks;

use std::sync::Arc;

pub use alerts::{Alerts, Mark, Marked, NewAlert, Raised};
pub use devices::{DeviceRecord, Devices};
pub use jobs::Jobs;
pub use leases::{Held, LeaseRecord, LeaseWish, Leases, Taken};
pub use lines::{LinePage, LineQuery, Lines, StoredLine, Told};
pub use links::{Decision, LinkKey, LinkRecord, LinkTelling, Links, Redeeming, Redemption, Stage};
pub use news::{News, RevokedId};
pub use operators::{
    Accepted, Attempt, ChangedOperator, Door, Invited, Newcomer, OperatorChange, OperatorTelling,
    Operators, Reuse, StoredInvitation, StoredOperator, Used,
};
pub use services::{ApiKeyRecord, CardRecord, LIVE_KEYS, ServiceRecord, Services};
pub use sessions::{
    Delivery, SessionDecision, SessionFilter, SessionRecord, SessionTelling, Sessions,
};
pub use standing::{Applied, Standing};
pub use webhooks::{DueMessage, Settled, StoredWebhook, Webhooks};

/// Why something could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The database does not answer, or not now: full, locked, gone.
    #[error("not available: {0}")]
    Unavailable(String),
    /// Something is there that nobody of us wrote.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// Made by a newer version; nothing was changed.
    #[error("made by a newer signetd")]
    Newer,
    #[error("the trail refuses a line: {0}")]
    Trail(#[from] signet_trail::Error),
}

/// Everything that is kept.
#[derive(Clone)]
pub struct Storage {
    pub lines: Arc<dyn Lines>,
    pub services: Arc<dyn Services>,
    pub devices: Arc<dyn Devices>,
    pub links: Arc<dyn Links>,
    pub sessions: Arc<dyn Sessions>,
    pub leases: Arc<dyn Leases>,
    pub news: Arc<dyn News>,
    pub operators: Arc<dyn Operators>,
    pub webhooks: Arc<dyn Webhooks>,
    pub alerts: Arc<dyn Alerts>,
    pub jobs: Arc<dyn Jobs>,
    pub standing: Arc<dyn Standing>,
}
