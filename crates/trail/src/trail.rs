//! Recording: the only way to the token that a sensitive action demands.

use std::{marker::PhantomData, sync::Arc};

use crate::{
    Action, Circumstance, Code, Draft, Event, Head, Line, Outcome, Text, TrailKey, Verifier,
};

/// Where lines are kept. Implemented by the vault and by the platform service.
///
/// The port is asynchronous, though it needs no runtime, because neither store writes on the
/// caller's thread: the vault hands its lines to one writer thread, the service to a task that
/// commits many waiting lines at once. Behind a blocking port, that group commit would cost one
/// blocked thread for each caller, and a vault that waits for a slow disk would stop the tasks
/// of the shell. A store that does block simply returns a finished future.
///
/// The store, not [`Trail`], knows the last line, because only its single writer can read the
/// last line and write the next one in a single transaction, together with other rows if it
/// likes. So it is given a [`Draft`] that makes the line once its place is known.
pub trait TrailStore: Send + Sync {
    /// What can go wrong.
    type Error: Send;

    /// Gives the draft the next place and returns once its line is **durable**: it must survive
    /// a power cut from then on. On an error nothing may be left behind that a reader could take
    /// for a line. The caller may stop waiting at any time; the line is then written or not.
    fn append(&self, draft: Draft) -> impl Future<Output = Result<Line, Self::Error>> + Send;

    /// Keeps the head outside the database. Calls may overtake each other, so an older head
    /// never replaces a newer one. A store that has no such place returns at once, and whoever
    /// shows the trail says that lines dropped from its end would not be noticed.
    fn publish(&self, head: &Head) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// A trail that is written to.
pub struct Trail<S> {
    store: S,
    key: Arc<TrailKey>,
}

impl<S: TrailStore> Trail<S> {
    /// The trail that this store keeps under this key.
    pub fn new(store: S, key: TrailKey) -> Self {
        Self {
            store,
            key: Arc::new(key),
        }
    }

    /// Writes that a sensitive action begins, and returns what allows it once the line is
    /// durable and the head is outside. If either fails the action must not happen, and without
    /// a [`Recorded`] it cannot; the line may then stand there without its action.
    ///
    /// A caller that gives up after a bound drops the future, and has no `Recorded` either.
    pub async fn record<A: Action>(
        &self,
        circumstance: Circumstance,
    ) -> Result<Recorded<A>, S::Error> {
        let subject = circumstance.subject.clone();
        let event = Event {
            circumstance,
            action: Code::of::<A>(),
            outcome: Outcome::Begun,
        };
        let line = self.append(event).await?;
        self.store.publish(line.head()).await?;
        Ok(Recorded {
            sequence: line.head().sequence(),
            subject,
            action: PhantomData,
        })
    }

    /// Writes a line that allows nothing: how an action ended, one that was refused, and
    /// revoking, which never waits for its line. The head outside follows with the next
    /// sensitive action; a trail ahead of its head is normal.
    pub async fn note(&self, event: Event) -> Result<Head, S::Error> {
        Ok(*self.append(event).await?.head())
    }

    /// A line on its way, for a store that writes it together with other rows. Like
    /// [`note`](Self::note) it allows nothing.
    pub fn draft(&self, event: Event) -> Draft {
        Draft::new(event, Arc::clone(&self.key))
    }

    async fn append(&self, event: Event) -> Result<Line, S::Error> {
        self.store.append(self.draft(event)).await
    }

    /// Checks this trail from its first kept line on; see [`Verifier::new`].
    pub fn verifier(&self, anchor: Option<Head>, kept: Option<Head>) -> Verifier<'_> {
        Verifier::new(&self.key, anchor, kept)
    }

    /// The store, for everything else it does.
    pub fn store(&self) -> &S {
        &self.store
    }
}

/// Proof that the line of one action is durable and its head is outside. Good for one action:
/// a function that performs `A` takes it by value.
///
/// ```
/// use signet_trail::{Export, Recorded};
///
/// fn export(line: Recorded<Export>) {}
/// fn after_recording(line: Recorded<Export>) { export(line) }
/// ```
///
/// One line does not allow two actions:
///
/// ```compile_fail,E0382
/// use signet_trail::{Export, Recorded};
///
/// fn export(line: Recorded<Export>) {}
/// fn after_recording(line: Recorded<Export>) { export(line); export(line) }
/// ```
///
/// nor another one:
///
/// ```compile_fail,E0308
/// use signet_trail::{Export, Mint, Recorded};
///
/// fn export(line: Recorded<Export>) {}
/// fn after_recording(line: Recorded<Mint>) { export(line) }
/// ```
///
/// It cannot be copied, made by hand, or made from nothing:
///
/// ```compile_fail,E0277
/// use signet_trail::{Export, Recorded};
///
/// fn copyable<T: Clone>() {}
/// copyable::<Recorded<Export>>();
/// ```
///
/// ```compile_fail,E0451
/// use std::marker::PhantomData;
/// use signet_trail::{Export, Recorded, Text};
///
/// fn forged() -> Recorded<Export> {
///     Recorded { sequence: 1, subject: Text::none(), action: PhantomData }
/// }
/// ```
///
/// ```compile_fail,E0277
/// use signet_trail::{Export, Recorded};
///
/// fn made<T: Default>() -> T { T::default() }
/// let line: Recorded<Export> = made();
/// ```
#[must_use = "a recorded action that is not done leaves a line that says it began"]
#[derive(Debug)]
pub struct Recorded<A> {
    sequence: u64,
    subject: Text,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Recorded<A> {
    /// The line's place in the trail.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// What the line is about. A function that acts on one grant checks that it is this one.
    /// For [`Prune`](crate::Prune) it is the head up to which lines may be removed.
    pub fn subject(&self) -> &Text {
        &self.subject
    }
}
