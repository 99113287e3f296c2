//! A store in memory that can be told to fail, and the events the tests write to it.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
};

use secrecy::SecretBox;
use signet_trail::{
    Actor, Circumstance, Draft, Event, Head, Line, Outcome, Text, Timestamp, Trail, TrailKey,
    TrailStore,
};

pub const KEY: [u8; 32] = [7; 32];

pub type Stored = (Vec<u8>, Vec<u8>);

#[derive(Default)]
pub struct Memory {
    pub lines: Mutex<Vec<Stored>>,
    pub last: Mutex<Option<Head>>,
    pub kept: Mutex<Option<Head>>,
    pub fail_append: AtomicBool,
    pub fail_publish: AtomicBool,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Full;

impl TrailStore for Memory {
    type Error = Full;

    async fn append(&self, draft: Draft) -> Result<Line, Full> {
        if self.fail_append.load(Ordering::Relaxed) {
            return Err(Full);
        }
        let mut last = self.last.lock().unwrap();
        let line = draft.follow(last.as_ref()).map_err(|_| Full)?;
        let stored = (line.event().to_vec(), line.head().link().to_vec());
        self.lines.lock().unwrap().push(stored);
        *last = Some(*line.head());
        Ok(line)
    }

    async fn publish(&self, head: &Head) -> Result<(), Full> {
        if self.fail_publish.load(Ordering::Relaxed) {
            return Err(Full);
        }
        let written = self.last.lock().unwrap().map(|last| last.sequence());
        assert!(written >= Some(head.sequence()), "a head before its line");
        *self.kept.lock().unwrap() = Some(*head);
        Ok(())
    }
}

pub fn key() -> TrailKey {
    TrailKey::new(SecretBox::new(Box::new(KEY)))
}

pub fn trail() -> Trail<Memory> {
    Trail::new(Memory::default(), key())
}

pub fn circumstance(subject: &str) -> Circumstance {
    Circumstance {
        at: Timestamp::from_unix_millis(1_767_225_600_000),
        actor: Actor::Person(Text::none()),
        subject: subject.parse().unwrap(),
        reference: Text::none(),
    }
}

pub fn event(subject: &str) -> Event {
    Event {
        circumstance: circumstance(subject),
        action: "mint".parse().unwrap(),
        outcome: Outcome::Done,
    }
}

/// A chain of so many lines, and its head.
pub fn chain(length: usize) -> (Vec<Stored>, Option<Head>) {
    let trail = trail();
    for at in 0..length {
        ready(trail.note(event(&format!("grant:{at}")))).unwrap();
    }
    let lines = trail.store().lines.lock().unwrap().clone();
    let last = *trail.store().last.lock().unwrap();
    (lines, last)
}

/// The stores here never wait, so that one look is enough and no runtime is needed.
pub fn ready<F: Future>(future: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the store in memory never waits"),
    }
}
