//! A request on its way, and who waits for its answer.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::oneshot;
use zeroize::Zeroizing;

use crate::Error;

pub(super) type Answer = Result<Zeroizing<Vec<u8>>, Error>;

/// What is named when a connection is over, before each request is told for itself.
pub(super) const ANY: &str = "a request";

/// How often a connection is tried for one request.
const TRIES: u8 = 3;

/// Holds what may be a code or a token; wiped when dropped.
pub(super) struct Ask {
    pub(super) method: &'static str,
    pub(super) body: Zeroizing<Vec<u8>>,
    repeat: bool,
    tries: u8,
    sent: Sent,
    reply: oneshot::Sender<Answer>,
}

/// Whether it has left this machine, known to both sides.
#[derive(Clone, Default)]
pub(super) struct Sent(Arc<AtomicBool>);

impl Sent {
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn set(&self, sent: bool) {
        self.0.store(sent, Ordering::Release);
    }
}

impl Ask {
    pub(super) fn new(
        method: &'static str,
        body: Zeroizing<Vec<u8>>,
        repeat: bool,
    ) -> (Self, oneshot::Receiver<Answer>, Sent) {
        let (reply, answer) = oneshot::channel();
        let sent = Sent::default();
        let ask = Self {
            method,
            body,
            repeat,
            tries: TRIES,
            sent: sent.clone(),
            reply,
        };
        (ask, answer, sent)
    }

    /// Nobody waits for it any more.
    pub(super) fn is_given_up(&self) -> bool {
        self.reply.is_closed()
    }

    pub(super) fn sending(&self) {
        self.sent.set(true);
    }

    pub(super) fn answer(self, answer: Answer) {
        // Whoever asked may have gone.
        let _ = self.reply.send(answer);
    }

    /// The server said that it did not take this, so it may be said again.
    pub(super) fn not_taken(self, error: Error) -> Option<Self> {
        self.sent.set(false);
        self.again(error)
    }

    /// The way broke. What was sent is only kept if it may be repeated.
    pub(super) fn interrupted(self, error: Error) -> Option<Self> {
        if self.sent.get() && !self.repeat {
            self.answer(Err(error));
            return None;
        }
        self.again(error)
    }

    fn again(mut self, error: Error) -> Option<Self> {
        self.tries = self.tries.saturating_sub(1);
        if self.tries > 0 && !self.is_given_up() {
            return Some(self);
        }
        self.answer(Err(error));
        None
    }
}
