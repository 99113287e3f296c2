//! What is to be told about changes, written in their own transaction.

use rusqlite::Connection;
use signet_contract::platform::{Moment, WebhookEvent, WebhookMessage};

use super::webhooks;
use crate::storage::StorageError;

pub(super) fn add(
    connection: &Connection,
    events: &[WebhookEvent],
    now: Moment,
) -> Result<(), StorageError> {
    for event in events {
        let message = WebhookMessage {
            timestamp: now,
            event: event.clone(),
        };
        webhooks::enqueue(connection, &message)?;
    }
    Ok(())
}
