//! What is to be told about changes, written in their own transaction.

use rusqlite::{Connection, params};
use signet_contract::platform::{Moment, WebhookEvent};

use super::columns::{body, id};
use crate::storage::StorageError;

pub(super) fn add(
    connection: &Connection,
    events: &[WebhookEvent],
    now: Moment,
) -> Result<(), StorageError> {
    let mut statement =
        connection.prepare_cached("INSERT INTO events (at, service, event) VALUES (?1, ?2, ?3)")?;
    for event in events {
        let service = match event {
            WebhookEvent::SessionLinked { service_id, .. }
            | WebhookEvent::SessionRefused { service_id, .. }
            | WebhookEvent::SessionRevoked { service_id, .. }
            | WebhookEvent::SessionHealth { service_id, .. } => Some(*service_id),
            WebhookEvent::Alert { service_id, .. } => *service_id,
        };
        statement.execute(params![now.unix_millis(), service.map(id), body(event)?])?;
    }
    Ok(())
}
