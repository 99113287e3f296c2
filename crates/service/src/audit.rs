//! The trail as the service uses it: bounded, fail-closed, and with a queue for what never waits.

use std::{sync::Arc, time::Duration};

use signet_contract::{Reference, platform::Moment};
use signet_trail::{
    Action, Actor, Circumstance, Code, Draft, Event, Head, Line, Outcome, Recorded, Text,
    Timestamp, Trail, TrailKey, TrailStore,
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    Error,
    clock::Clock,
    storage::{Lines, StorageError, Told},
};

/// How long until a queued line is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// How often it is asked whether somebody else left lines, and how many are taken at once.
const LOOK: Duration = Duration::from_secs(10);
const AT_ONCE: u16 = 20;

/// Writes the trail. Nothing here waits longer than the bound.
pub struct Audit {
    trail: Arc<Trail<Store>>,
    clock: Clock,
    bound: Duration,
    queue: mpsc::UnboundedSender<Queued>,
}

enum Queued {
    Line(Event),
    /// Lines wait in the database.
    Look,
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
        unwritten: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let trail = Arc::new(Trail::new(Store(lines), key));
        let (queue, waiting) = mpsc::unbounded_channel();
        let scribe = Scribe {
            trail: Arc::clone(&trail),
            bound,
            unwritten: Box::new(unwritten),
        };
        tokio::spawn(scribe.write(waiting));
        Self {
            trail,
            clock,
            bound,
            queue,
        }
    }

    /// The line of a sensitive action, durable. Without it the action cannot be done.
    pub async fn record<A: Action>(&self, deed: Deed) -> Result<Recorded<A>, Error> {
        let circumstance = circumstance(self.clock.now(), deed);
        match tokio::time::timeout(self.bound, self.trail.record(circumstance)).await {
            Ok(Ok(recorded)) => Ok(recorded),
            Ok(Err(error)) => Err(Error::TrailUnwritten(error.to_string())),
            Err(_) => Err(Error::TrailUnwritten("it took too long".to_owned())),
        }
    }

    /// What a line will say of something that is done now. Whoever changes something keeps it in
    /// the transaction of the change, where it waits for its place in the chain: no crash can lose
    /// it, and a trail that cannot be written holds nothing up.
    pub fn event<A: Action>(&self, outcome: Outcome, deed: Deed) -> Event {
        event::<A>(self.clock.now(), outcome, deed)
    }

    /// Lines were kept with what they tell of: they are written now, not at the next look.
    pub fn look(&self) {
        self.send(Queued::Look);
    }

    /// Says what changed nothing here: what was refused, and what went well after it was
    /// recorded. Its line follows as soon as it can be written.
    pub fn tell<A: Action>(&self, outcome: Outcome, deed: Deed) {
        self.send(Queued::Line(self.event::<A>(outcome, deed)));
    }

    fn send(&self, queued: Queued) {
        if self.queue.send(queued).is_err() {
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
}

/// The same, where only the time is at hand.
pub fn event<A: Action>(at: Moment, outcome: Outcome, deed: Deed) -> Event {
    Event {
        circumstance: circumstance(at, deed),
        action: Code::of::<A>(),
        outcome,
    }
}

fn circumstance(at: Moment, deed: Deed) -> Circumstance {
    let reference = deed.reference.map(|reference| reference.to_string());
    Circumstance {
        at: Timestamp::from_unix_millis(at.unix_millis()),
        actor: deed.actor,
        subject: deed.subject,
        // A reference is eight letters and a dash.
        reference: reference
            .and_then(|text| text.parse().ok())
            .unwrap_or_default(),
    }
}

/// Writes what waits, and tries until it works.
struct Scribe {
    trail: Arc<Trail<Store>>,
    bound: Duration,
    unwritten: Box<dyn Fn() + Send + Sync>,
}

impl Scribe {
    async fn write(self, mut waiting: mpsc::UnboundedReceiver<Queued>) {
        loop {
            self.write_kept().await;
            match tokio::time::timeout(LOOK, waiting.recv()).await {
                Ok(Some(Queued::Line(event))) => {
                    while self.attempt(self.trail.note(event.clone())).await.is_none() {}
                }
                // Another instance may have crashed and left some.
                Ok(Some(Queued::Look)) | Err(_) => {}
                Ok(Some(Queued::Flush(written))) => {
                    self.write_kept().await;
                    // Whoever asked may have given up.
                    let _ = written.send(());
                }
                Ok(None) => break,
            }
        }
    }

    /// Writes what waits in the database, to the last line.
    async fn write_kept(&self) {
        while self.attempt(self.write_some()).await != Some(0) {}
    }

    /// How many there were to write.
    async fn write_some(&self) -> Result<usize, StorageError> {
        let lines = &self.trail.store().0;
        let told = lines.told(AT_ONCE).await?;
        let count = told.len();
        for Told { number, event } in told {
            lines.append_told(number, self.trail.draft(event)).await?;
        }
        Ok(count)
    }

    /// Nothing if it failed or took too long: then it is to be tried again.
    async fn attempt<T>(&self, work: impl Future<Output = Result<T, StorageError>>) -> Option<T> {
        match tokio::time::timeout(self.bound, work).await {
            Ok(Ok(done)) => return Some(done),
            Ok(Err(error)) => tracing::error!(%error, "lines of the trail wait"),
            Err(_) => tracing::error!("lines of the trail wait: it took too long"),
        }
        (self.unwritten)();
        tokio::time::sleep(AGAIN).await;
        None
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
