//! Webhooks, and the messages that wait for them.

use async_trait::async_trait;
use signet_contract::{
    ids::WebhookId,
    platform::{Moment, Webhook, WebhookMessage},
};
use signet_trail::Event;

use super::StorageError;

/// Keeps webhooks and their outbox.
#[async_trait]
pub trait Webhooks: Send + Sync {
    async fn add_webhook(&self, webhook: StoredWebhook) -> Result<(), StorageError>;

    async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>, StorageError>;

    /// Newest first, those below `before`.
    async fn webhooks(
        &self,
        before: Option<WebhookId>,
        limit: u16,
    ) -> Result<Vec<Webhook>, StorageError>;

    /// Also drops what waits for it. False if there was none.
    async fn remove_webhook(&self, id: WebhookId, told: Event) -> Result<bool, StorageError>;

    /// Its secret as it is kept, sealed for its row.
    async fn webhook_secret(&self, id: WebhookId) -> Result<Option<Vec<u8>>, StorageError>;

    /// A new secret; the one before signs too until `both_until`.
    async fn replace_secret(
        &self,
        id: WebhookId,
        secret: Vec<u8>,
        both_until: Moment,
    ) -> Result<bool, StorageError>;

    /// Puts a message into the outbox of everybody who wants it.
    async fn send(&self, message: WebhookMessage) -> Result<u64, StorageError>;

    /// Messages whose time has come, a few for each webhook. They are put off to `until`, so that
    /// nobody else takes them and a crash only delays them.
    async fn take_due(
        &self,
        now: Moment,
        until: Moment,
        limit: u16,
    ) -> Result<Vec<DueMessage>, StorageError>;

    /// How an attempt ended.
    async fn settle_message(
        &self,
        message: &str,
        webhook: WebhookId,
        settled: Settled,
        now: Moment,
    ) -> Result<(), StorageError>;

    /// Those that have taken nothing since before `since`, though they were asked.
    async fn failing_webhooks(&self, since: Moment) -> Result<Vec<WebhookId>, StorageError>;

    /// How many messages wait.
    async fn waiting_messages(&self) -> Result<u64, StorageError>;
}

/// A webhook and its secret, sealed for its row.
pub struct StoredWebhook {
    pub webhook: Webhook,
    pub secret: Vec<u8>,
}

/// A message on its way.
pub struct DueMessage {
    pub id: String,
    pub webhook: WebhookId,
    pub url: String,
    /// Sealed for the webhook's row; the second one signs too until its time is over.
    pub secrets: Vec<Vec<u8>>,
    pub body: String,
    /// Counting the one that is about to be made.
    pub attempts: u32,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    Taken,
    /// Tried again then, or never.
    Failed {
        why: String,
        again: Option<Moment>,
    },
}
