//! What the platform tells others of its own accord, signed and tried again.
//!
//! A message stands in the database before it is sent, in the transaction of what it tells of.
//! It arrives at least once, in no particular order; its id tells a repetition.

pub mod courier;
pub mod destination;
mod dispatch;
pub mod resolver;
pub mod schedule;
pub mod signature;

use std::time::Duration;

use signet_contract::ids::WebhookId;

pub use dispatch::{Dispatch, Post};

/// How many kinds of messages there are.
pub const KINDS: usize = 5;

/// How long a replaced secret still signs beside the new one.
pub const BOTH_SECRETS: Duration = Duration::from_secs(24 * 60 * 60);

/// The row that a webhook's secret is sealed for.
pub fn place(id: WebhookId) -> String {
    format!("webhooks/{id}")
}
