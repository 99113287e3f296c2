//! Takes what waits from the outbox and has it carried, a few messages at a time.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use signet_contract::platform::Moment;

use super::{
    courier::{Carried, Courier, Parcel, WHOLE},
    place, schedule,
    signature::WebhookSecret,
};
use crate::{
    at_rest::RestKey,
    clock::Clock,
    metrics::Metrics,
    storage::{DueMessage, Settled, StorageError, Webhooks},
};

/// How often the outbox is looked into.
const EVERY: Duration = Duration::from_secs(1);

/// Messages under way at once.
const AT_ONCE: u16 = 32;

/// Longer than any attempt takes: what is not settled by then was lost in a crash.
const LOST: Duration = Duration::from_secs(60);

/// What sending needs.
pub struct Post {
    pub webhooks: Arc<dyn Webhooks>,
    pub courier: Courier,
    pub rest: Arc<RestKey>,
    pub clock: Clock,
    pub metrics: Arc<Metrics>,
}

/// The task that sends; it ends when this is dropped.
pub struct Dispatch(tokio::task::JoinHandle<()>);

impl Dispatch {
    pub fn start(post: Post) -> Self {
        Self(tokio::spawn(async move {
            loop {
                match post.round().await {
                    // There may be more.
                    Ok(sent) if sent > 0 => {}
                    Ok(_) => tokio::time::sleep(EVERY).await,
                    Err(error) => {
                        tracing::error!(%error, "messages to webhooks wait");
                        tokio::time::sleep(EVERY).await;
                    }
                }
            }
        }))
    }
}

impl Drop for Dispatch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Post {
    /// Sends what is due now; how many messages that were.
    pub async fn round(&self) -> Result<usize, StorageError> {
        let now = self.clock.now();
        let due = self
            .webhooks
            .take_due(now, now.after(LOST.max(WHOLE * 2)), AT_ONCE)
            .await?;
        let sent = due.len();
        for settled in join_all(due.into_iter().map(|message| self.send(message))).await {
            settled?;
        }
        Ok(sent)
    }

    async fn send(&self, message: DueMessage) -> Result<(), StorageError> {
        let secrets: Option<Vec<_>> = message
            .secrets
            .iter()
            .map(|sealed| {
                let opened = self.rest.open(&place(message.webhook), sealed)?;
                let bytes = opened.as_slice().try_into().ok()?;
                Some(WebhookSecret::new(Box::new(bytes)))
            })
            .collect();
        let carried = match secrets {
            Some(secrets) => {
                let parcel = Parcel {
                    id: &message.id,
                    url: &message.url,
                    body: message.body.into_bytes(),
                    secrets: &secrets,
                };
                Some(self.courier.carry(parcel, self.clock.now()).await)
            }
            None => None,
        };
        let now = self.clock.now();
        let settled = settle(carried, &message.id, message.attempts, now);
        self.metrics.message_carried(&settled);
        self.webhooks
            .settle_message(&message.id, message.webhook, settled, now)
            .await
    }
}

fn settle(carried: Option<Carried>, id: &str, attempts: u32, now: Moment) -> Settled {
    let failed = |why: String, again| Settled::Failed { why, again };
    let later = |wish| schedule::next(attempts, now, chance(id), wish);
    match carried {
        Some(Carried::Taken) => Settled::Taken,
        Some(Carried::Gone) => failed("answered 410: nothing more is wanted".to_owned(), None),
        Some(Carried::Refused {
            status,
            retry_after,
        }) => failed(format!("answered {status}"), later(retry_after)),
        Some(Carried::NotAllowed) => failed(
            "its address is not on the open internet".to_owned(),
            later(None),
        ),
        Some(Carried::Unreachable) => failed("not reachable".to_owned(), later(None)),
        Some(Carried::TimedOut) => failed("no answer in time".to_owned(), later(None)),
        None => failed(
            "its secret is not known here any more; make a new one".to_owned(),
            later(None),
        ),
    }
}

/// From 0 to 1, by the random end of the message's own id: messages that failed together are
/// spread, and the same one always is in the same way.
fn chance(id: &str) -> f64 {
    let end = id.get(id.len().saturating_sub(8)..).unwrap_or("");
    f64::from(u32::from_str_radix(end, 16).unwrap_or(0)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_put_off_by_the_messages_own_chance() {
        let now = Moment::from_unix_millis(0);
        let again = |id: &str, attempts| match settle(Some(Carried::TimedOut), id, attempts, now) {
            Settled::Failed { again, .. } => again.map(|at| now.until(at)),
            Settled::Taken => panic!("it failed"),
        };
        assert_eq!(again("msg_00000000", 2), Some(Duration::from_secs(300)));
        assert_eq!(again("msg_ffffffff", 2), Some(Duration::from_secs(450)));
        assert_eq!(again("msg_00000000", 10), None);
        let gone = settle(Some(Carried::Gone), "msg_0", 1, now);
        assert!(matches!(gone, Settled::Failed { again: None, .. }));
    }
}
