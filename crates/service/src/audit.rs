//! The trail as the service uses it: bounded, fail-closed, and with a queue for revocations.

use std::{sync::Arc, time::Duration};

use signet_contract::Reference;
use signet_trail::{
    Action, Actor, Circumstance, Draft, Event, Head, Line, Outcome, Recorded, Text, Timestamp,
    Trail, TrailKey, TrailStore,
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    Error,
    clock::Clock,
    storage::{Lines, StorageError},
};

/// How long until a queued line is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// Writes the trail. Nothing here waits longer than the bound.
pub struct Audit {
    trail: Arc<Trail<Store>>,
    clock: Clock,
    bound: Duration,
    queue: mpsc::UnboundedSender<Queued>,
}

enum Queued {
    Line(Event),
    /// Somebody waits until everything before this is written.
    Flush(oneshot::Sender<()>),
}

/// Who did what to what. Ids only, never names.
#[derive(Debug, Clone)]
pub struct Deed {
    pub actor: Actor,
    pub subject: Text,
    pub reference: Option<Reference>,
}

impl Deed {
    /// Something done to a thing of this kind and id.
    pub fn about(
        actor: Actor,
        kind: &str,
        id: impl std::fmt::Display,
        reference: Option<Reference>,
    ) -> Self {
        Self {
            actor,
            // A kind and an id are always a text for the trail.
            subject: format!("{kind}:{id}").parse().unwrap_or_default(),
            reference,
        }
    }
}

impl Audit {
    /// Starts the task that writes queued lines; `unwritten` hears of each that had to wait.
    pub fn start(
        lines: Arc<dyn Lines>,
        key: TrailKey,
        clock: Clock,
        bound: Duration,
        unwritten: impl Fn() + Send + 'static,
    ) -> Self {
        let trail = Arc::new(Trail::new(Store(lines), key));
        let (queue, waiting) = mpsc::unbounded_channel();
        tokio::spawn(write_queued(Arc::clone(&trail), bound, waiting, unwritten));
        Self {
            trail,
            clock,
            bound,
            queue,
        }
    }

    /// The line of a sensitive action, durable. Without it the action cannot be done.
    pub async fn record<A: Action>(&self, deed: Deed) -> Result<Recorded<A>, Error> {
        let circumstance = self.circumstance(deed);
        match tokio::time::timeout(self.bound, self.trail.record(circumstance)).await {
            Ok(Ok(recorded)) => Ok(recorded),
            Ok(Err(error)) => Err(Error::TrailUnwritten(error.to_string())),
            Err(_) => Err(Error::TrailUnwritten("it took too long".to_owned())),
        }
    }

    /// Says that something was done, refused or failed. Its line follows as soon as it can be
    /// written: what it tells of does not wait for it.
    pub fn tell(&self, action: &'static str, outcome: Outcome, deed: Deed) {
        let Ok(action) = action.parse() else {
            tracing::error!(action, "not the code of an action");
            return;
        };
        let event = Event {
            circumstance: self.circumstance(deed),
            action,
            outcome,
        };
        if self.queue.send(Queued::Line(event)).is_err() {
            tracing::error!("the queue of the trail is gone");
        }
    }

    /// Returns when everything told so far is written, or the bound is over.
    pub async fn flush(&self) {
        let (written, wait) = oneshot::channel();
        if self.queue.send(Queued::Flush(written)).is_ok() {
            // Whoever stops now cannot wait for a disk that never answers.
            let _ = tokio::time::timeout(self.bound, wait).await;
        }
    }

    /// The trail itself, for whoever verifies it.
    pub fn trail(&self) -> &Trail<Store> {
        &self.trail
    }

    fn circumstance(&self, deed: Deed) -> Circumstance {
        let reference = deed.reference.map(|reference| reference.to_string());
        Circumstance {
            at: Timestamp::from_unix_millis(self.clock.now().unix_millis()),
            actor: deed.actor,
            subject: deed.subject,
            // A reference is eight letters and a dash.
            reference: reference
                .and_then(|text| text.parse().ok())
                .unwrap_or_default(),
        }
    }
}

async fn write_queued(
    trail: Arc<Trail<Store>>,
    bound: Duration,
    mut waiting: mpsc::UnboundedReceiver<Queued>,
    unwritten: impl Fn(),
) {
    while let Some(queued) = waiting.recv().await {
        let event = match queued {
            Queued::Line(event) => event,
            Queued::Flush(written) => {
                // Whoever asked may have given up.
                let _ = written.send(());
                continue;
            }
        };
        loop {
            match tokio::time::timeout(bound, trail.note(event.clone())).await {
                Ok(Ok(_)) => break,
                Ok(Err(error)) => tracing::error!(%error, "a line of the trail waits"),
                Err(_) => tracing::error!("a line of the trail waits: it took too long"),
            }
            unwritten();
            tokio::time::sleep(AGAIN).await;
        }
    }
}

/// The port of the trail, on the storage of the service.
pub struct Store(Arc<dyn Lines>);

impl TrailStore for Store {
    type Error = StorageError;

    async fn append(&self, draft: Draft) -> Result<Line, StorageError> {
        self.0.append(draft).await
    }

    /// The head leaves the database once a minute, signed, in the log.
    async fn publish(&self, _: &Head) -> Result<(), StorageError> {
        Ok(())
    }
}
