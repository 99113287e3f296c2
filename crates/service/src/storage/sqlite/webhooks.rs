//! Webhooks and their outbox in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};
use signet_contract::{
    ids::{ServiceId, WebhookId},
    platform::{EventKind, Moment, Webhook, WebhookEvent, WebhookMessage},
};
use signet_trail::Event;
use uuid::Uuid;

use super::{
    Sqlite, told,
    words::{
        all, change, count, first, from_word, millis, moment, moment_maybe, read, read_maybe, word,
    },
};
use crate::storage::{DueMessage, Settled, StorageError, StoredWebhook, Webhooks};

const COLUMNS: &str = "id, url, service, events, created_at, last_delivered_at, last_failure,
    (SELECT count(*) FROM messages WHERE webhook = webhooks.id) AS waiting";

/// How many messages of one webhook are under way at once, so that a slow one holds up no other.
const AT_ONCE: u16 = 4;

#[async_trait]
impl Webhooks for Sqlite {
    async fn add_webhook(&self, stored: StoredWebhook) -> Result<(), StorageError> {
        self.write(move |connection| {
            let StoredWebhook { webhook, secret } = &stored;
            let events = serde_json::to_string(&webhook.events)
                .map_err(|_| StorageError::Damaged("events that cannot be written"))?;
            change(
                connection,
                "INSERT INTO webhooks (id, url, service, events, secret, created_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    webhook.id.to_string(),
                    webhook.url,
                    webhook.service_id.map(|id| id.to_string()),
                    events,
                    secret,
                    millis(webhook.created_at)
                ],
            )?;
            Ok(())
        })
        .await
    }

    async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>, StorageError> {
        self.read(move |connection| {
            let sql = format!("SELECT {COLUMNS} FROM webhooks WHERE id = ?1");
            first(connection, &sql, [id.to_string()], to_webhook)
        })
        .await
    }

    async fn webhooks(
        &self,
        before: Option<WebhookId>,
        limit: u16,
    ) -> Result<Vec<Webhook>, StorageError> {
        let before = before.map(|id| id.to_string());
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM webhooks WHERE ?1 IS NULL OR id < ?1
                 ORDER BY id DESC LIMIT ?2"
            );
            all(connection, &sql, params![before, limit], to_webhook)
        })
        .await
    }

    async fn remove_webhook(&self, id: WebhookId, told: Event) -> Result<bool, StorageError> {
        self.write(move |connection| {
            let removed = change(
                connection,
                "DELETE FROM webhooks WHERE id = ?1",
                [id.to_string()],
            )?;
            if removed == 1 {
                told::keep(connection, &told)?;
            }
            Ok(removed == 1)
        })
        .await
    }

    async fn webhook_secret(&self, id: WebhookId) -> Result<Option<Vec<u8>>, StorageError> {
        self.read(move |connection| {
            let sql = "SELECT secret FROM webhooks WHERE id = ?1";
            first(connection, sql, [id.to_string()], |row| {
                Ok(row.get("secret")?)
            })
        })
        .await
    }

    async fn replace_secret(
        &self,
        id: WebhookId,
        secret: Vec<u8>,
        both_until: Moment,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| {
            let replaced = change(
                connection,
                "UPDATE webhooks SET old_secret = nullif(secret, x''), old_until = ?3, secret = ?2
                 WHERE id = ?1",
                params![id.to_string(), secret, millis(both_until)],
            )?;
            Ok(replaced == 1)
        })
        .await
    }

    async fn send(&self, message: WebhookMessage) -> Result<u64, StorageError> {
        self.write(move |connection| enqueue(connection, &message))
            .await
    }

    async fn take_due(
        &self,
        now: Moment,
        until: Moment,
        limit: u16,
    ) -> Result<Vec<DueMessage>, StorageError> {
        self.write(move |connection| take_due(connection, now, until, limit))
            .await
    }

    async fn settle_message(
        &self,
        message: &str,
        webhook: WebhookId,
        settled: Settled,
        now: Moment,
    ) -> Result<(), StorageError> {
        let message = message.to_owned();
        self.write(move |connection| settle(connection, &message, webhook, &settled, now))
            .await
    }

    async fn failing_webhooks(&self, since: Moment) -> Result<Vec<WebhookId>, StorageError> {
        self.read(move |connection| {
            all(
                connection,
                "SELECT id FROM webhooks WHERE failing_since <= ?1",
                [millis(since)],
                |row| read(row, "id"),
            )
        })
        .await
    }

    async fn waiting_messages(&self) -> Result<u64, StorageError> {
        self.read(|connection| {
            let waiting = first(
                connection,
                "SELECT count(*) AS n FROM messages",
                [],
                |row| count(row, "n"),
            )?;
            Ok(waiting.unwrap_or(0))
        })
        .await
    }
}

/// Puts a message into the outboxes of those who want it, in the transaction of what it tells
/// of: a crash loses both or neither.
pub(super) fn enqueue(
    connection: &Connection,
    message: &WebhookMessage,
) -> Result<u64, StorageError> {
    let (kind, service) = concerns(&message.event);
    let body = serde_json::to_string(message)
        .map_err(|_| StorageError::Damaged("a message that cannot be written"))?;
    let wanted = all(
        connection,
        "SELECT id FROM webhooks WHERE (service IS NULL OR service = ?2)
         AND EXISTS (SELECT 1 FROM json_each(webhooks.events) WHERE value = ?1)",
        params![word(&kind)?, service.map(|id| id.to_string())],
        |row| Ok(row.get::<_, String>("id")?),
    )?;
    for webhook in &wanted {
        change(
            connection,
            "INSERT INTO messages (id, webhook, body, attempts, due_at) VALUES (?1, ?2, ?3, 0, ?4)",
            params![
                format!("msg_{}", Uuid::now_v7().simple()),
                webhook,
                body,
                millis(message.timestamp)
            ],
        )?;
    }
    Ok(wanted.len() as u64)
}

/// What kind of message it is, and which service it concerns. An alert about none goes only to
/// those who hear everything.
fn concerns(event: &WebhookEvent) -> (EventKind, Option<ServiceId>) {
    match event {
        WebhookEvent::SessionLinked { service_id, .. } => {
            (EventKind::SessionLinked, Some(*service_id))
        }
        WebhookEvent::SessionRefused { service_id, .. } => {
            (EventKind::SessionRefused, Some(*service_id))
        }
        WebhookEvent::SessionRevoked { service_id, .. } => {
            (EventKind::SessionRevoked, Some(*service_id))
        }
        WebhookEvent::SessionHealth { service_id, .. } => {
            (EventKind::SessionHealth, Some(*service_id))
        }
        WebhookEvent::Alert { service_id, .. } => (EventKind::Alert, *service_id),
    }
}

fn take_due(
    connection: &Connection,
    now: Moment,
    until: Moment,
    limit: u16,
) -> Result<Vec<DueMessage>, StorageError> {
    let due = all(
        connection,
        "WITH due AS (
           SELECT id, row_number() OVER (PARTITION BY webhook ORDER BY due_at, id) AS nth
           FROM messages WHERE due_at <= ?1
         )
         UPDATE messages SET due_at = ?2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM due WHERE nth <= ?3 LIMIT ?4)
         RETURNING id, webhook, body, attempts",
        params![millis(now), millis(until), AT_ONCE, limit],
        |row| {
            Ok(DueMessage {
                id: row.get("id")?,
                webhook: read(row, "webhook")?,
                url: String::new(),
                secrets: Vec::new(),
                body: row.get("body")?,
                attempts: count(row, "attempts")?,
            })
        },
    )?;
    due.into_iter()
        .map(|message| {
            let found = first(
                connection,
                "SELECT url, secret, old_secret, old_until FROM webhooks WHERE id = ?1",
                [message.webhook.to_string()],
                |row| {
                    let mut secrets = vec![row.get::<_, Vec<u8>>("secret")?];
                    if moment_maybe(row, "old_until")?.is_some_and(|until| now < until) {
                        secrets.extend(row.get::<_, Option<Vec<u8>>>("old_secret")?);
                    }
                    Ok((row.get::<_, String>("url")?, secrets))
                },
            )?;
            let (url, secrets) = found.ok_or(StorageError::Damaged("a message to nobody"))?;
            Ok(DueMessage {
                url,
                secrets,
                ..message
            })
        })
        .collect()
}

fn settle(
    connection: &Connection,
    message: &str,
    webhook: WebhookId,
    settled: &Settled,
    now: Moment,
) -> Result<(), StorageError> {
    match settled {
        Settled::Taken => {
            change(connection, "DELETE FROM messages WHERE id = ?1", [message])?;
            change(
                connection,
                "UPDATE webhooks SET last_delivered_at = ?2, last_failure = NULL,
                 failing_since = NULL WHERE id = ?1",
                params![webhook.to_string(), millis(now)],
            )?;
        }
        Settled::Failed { why, again } => {
            match again {
                Some(again) => change(
                    connection,
                    "UPDATE messages SET due_at = ?2 WHERE id = ?1",
                    params![message, millis(*again)],
                )?,
                None => change(connection, "DELETE FROM messages WHERE id = ?1", [message])?,
            };
            change(
                connection,
                "UPDATE webhooks SET last_failure = ?2,
                 failing_since = coalesce(failing_since, ?3) WHERE id = ?1",
                params![webhook.to_string(), why, millis(now)],
            )?;
        }
    }
    Ok(())
}

fn to_webhook(row: &Row<'_>) -> Result<Webhook, StorageError> {
    let events: Vec<String> = serde_json::from_str(&row.get::<_, String>("events")?)
        .map_err(|_| StorageError::Damaged("events that are none"))?;
    Ok(Webhook {
        id: read(row, "id")?,
        url: row.get("url")?,
        service_id: read_maybe(row, "service")?,
        events: events
            .into_iter()
            .map(from_word)
            .collect::<Result<_, _>>()?,
        created_at: moment(row, "created_at")?,
        waiting: count(row, "waiting")?,
        last_delivered_at: moment_maybe(row, "last_delivered_at")?,
        last_failure: row.get("last_failure")?,
    })
}
