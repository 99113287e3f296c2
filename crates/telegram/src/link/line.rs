//! The task of a link: makes connections as they are needed, and again when they break.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use grammers_tl_types as tl;
use tokio::{
    sync::{broadcast, mpsc, watch},
    time::sleep,
};

use super::{Identity, ask::Ask, backoff::Backoff, talk};
use crate::{Error, message::Clock, random, road::dial, wire::Wire};

/// The longest pause while somebody waits.
const HURRY: Duration = Duration::from_millis(500);

/// What outlives a connection.
pub(super) struct Line {
    pub(super) identity: Arc<Identity>,
    pub(super) updates: broadcast::Sender<tl::enums::Updates>,
    /// Whether the latest connection stands.
    up: watch::Sender<bool>,
    pub(super) salt: i64,
    pub(super) clock: Clock,
    pub(super) waiting: VecDeque<Ask>,
    /// Whether the latest connection was good for something.
    pub(super) heard: bool,
    /// Whether any was; it is then kept up without being asked.
    wanted: bool,
}

/// Why a connection is over.
pub(super) enum End {
    /// Nobody needs the link any more.
    Closed,
    /// It broke; whoever was waiting for an answer has been told.
    Broken(Error),
}

impl Line {
    pub(super) fn new(
        identity: Arc<Identity>,
        updates: broadcast::Sender<tl::enums::Updates>,
        up: watch::Sender<bool>,
        salt: i64,
        clock: Clock,
    ) -> Self {
        Self {
            identity,
            updates,
            up,
            salt,
            clock,
            waiting: VecDeque::new(),
            heard: false,
            wanted: false,
        }
    }

    /// Goes on until nobody can ask any more.
    pub(super) async fn run(mut self, mut inbox: mpsc::Receiver<Ask>, mut wire: Option<Wire>) {
        let seed = random::public().map_or(0, u64::from_le_bytes);
        let mut backoff = Backoff::new(seed);
        loop {
            let error = match self.connected(&mut inbox, wire.take()).await {
                Connected::Closed => return,
                Connected::Failed(error) => error,
                Connected::Yes(wire) => {
                    self.up.send_replace(true);
                    match self.talk(&mut inbox, wire).await {
                        End::Closed => return,
                        End::Broken(error) => {
                            if self.heard {
                                self.wanted = true;
                                backoff.succeeded();
                            }
                            error
                        }
                    }
                }
            };
            self.up.send_replace(false);
            tracing::debug!(dc = self.identity.dc, %error, "a connection is over");
            // A server that does not know the key will not learn it.
            self.wanted &= error != Error::KeyUnknown;
            let pause = backoff.failed();
            if !self.rest(&mut inbox, pause).await {
                return;
            }
        }
    }

    /// A connection, once there is a reason for one.
    async fn connected(
        &mut self,
        inbox: &mut mpsc::Receiver<Ask>,
        made: Option<Wire>,
    ) -> Connected {
        if self.waiting.is_empty() && !self.wanted {
            match inbox.recv().await {
                Some(ask) => self.waiting.push_back(ask),
                None => return Connected::Closed,
            }
        }
        if let Some(wire) = made {
            return Connected::Yes(wire);
        }
        let identity = Arc::clone(&self.identity);
        let mut dialled = pin!(dial(&identity.road, identity.dc));
        let dialled = loop {
            tokio::select! {
                dialled = &mut dialled => break dialled,
                ask = inbox.recv() => match ask {
                    Some(ask) => self.waiting.push_back(ask),
                    None => return Connected::Closed,
                },
            }
        };
        match dialled {
            Ok(stream) => Connected::Yes(Wire::new(stream)),
            Err(error) => {
                self.interrupt(&error);
                Connected::Failed(error)
            }
        }
    }

    /// Tells everybody who waits; who may still be served goes on waiting.
    fn interrupt(&mut self, error: &Error) {
        let waiting = std::mem::take(&mut self.waiting);
        self.waiting.extend(
            waiting
                .into_iter()
                .filter_map(|ask| ask.interrupted(error.clone())),
        );
    }

    /// One connection, from its first to its last word. A panic in it ends it and nothing else.
    async fn talk(&mut self, inbox: &mut mpsc::Receiver<Ask>, wire: Wire) -> End {
        self.heard = false;
        let mut asked = talk::Asked::default();
        let talked = guarded(talk::talk(self, &mut asked, inbox, wire)).await;
        let end = talked.unwrap_or(End::Broken(Error::Panicked { method: "" }));
        let unanswered = asked.into_asks();
        match end {
            End::Closed => {
                for ask in unanswered {
                    let method = ask.method;
                    ask.answer(Err(Error::Closed { method }));
                }
                End::Closed
            }
            End::Broken(error) => {
                for ask in unanswered {
                    let told = told(&error, ask.method);
                    self.waiting.extend(ask.interrupted(told));
                }
                End::Broken(error)
            }
        }
    }

    /// Waits before the next connection, or until somebody asks. False when nobody can any more.
    async fn rest(&mut self, inbox: &mut mpsc::Receiver<Ask>, pause: Duration) -> bool {
        self.waiting.retain(|ask| !ask.is_given_up());
        let pause = match (self.waiting.is_empty(), self.wanted) {
            (true, true) => pause,
            (true, false) => return true,
            // Who waits has little time, and is tried for only a few times.
            (false, _) => pause.min(HURRY),
        };
        tokio::select! {
            () = sleep(pause) => true,
            ask = inbox.recv() => {
                let asked = ask.is_some();
                self.waiting.extend(ask);
                asked
            }
        }
    }
}

enum Connected {
    Closed,
    Failed(Error),
    Yes(Wire),
}

/// Runs it to its end; none if that was a panic.
async fn guarded<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        polled.map_or(Poll::Ready(None), |polled| polled.map(Some))
    })
    .await
}

/// What a broken connection means for a request that had been sent on it.
fn told(error: &Error, method: &'static str) -> Error {
    if let Error::Dropped { .. } = error {
        Error::Dropped { method }
    } else if let Error::Panicked { .. } = error {
        Error::Panicked { method }
    } else {
        error.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_end_and_nothing_more() {
        assert_eq!(guarded(async { 7 }).await, Some(7));
        let panicking = async {
            tokio::task::yield_now().await;
            panic!("on purpose")
        };
        assert_eq!(guarded::<()>(panicking).await, None);
    }

    #[test]
    fn who_waits_is_told_of_their_own_request() {
        let method = "auth.signIn";
        let dropped = told(&Error::Dropped { method: "" }, method);
        assert_eq!(dropped, Error::Dropped { method });
        assert_eq!(told(&Error::KeyUnknown, method), Error::KeyUnknown);
    }
}
