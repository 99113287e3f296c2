//! One key's line to one data centre: connects when needed, several requests at once, updates.
//!
//! A task of its own holds the connection. It never waits out what Telegram demands, never makes
//! another key, and never repeats by itself what may have been done.

mod ask;
mod backoff;
mod line;
mod talk;

use std::sync::Arc;

use grammers_tl_types::{self as tl, Deserializable, RemoteCall};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use tokio::{
    sync::{broadcast, mpsc, watch},
    task::JoinHandle,
    time::{Instant, timeout_at},
};
use zeroize::Zeroizing;

use self::{ask::Ask, line::Line};
use crate::{Error, Road, handshake, message::Clock, road::dial, wire::Wire};

/// Updates kept for whoever is slow; older ones are lost to them.
const UPDATES: usize = 64;
/// Requests under way at once.
const REQUESTS: usize = 64;

/// A line to a data centre under one key. Ends, with its connection, when dropped.
pub struct Link {
    identity: Arc<Identity>,
    asks: mpsc::Sender<Ask>,
    updates: broadcast::Sender<tl::enums::Updates>,
    up: watch::Receiver<bool>,
    task: Task,
}

/// Who speaks, and to whom. A link and its task share it.
struct Identity {
    road: Road,
    dc: u8,
    key: AuthKey,
    introduction: Introduction,
    api_id: i32,
}

/// Ends when dropped.
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Link {
    /// With a key, opens at once and connects with the first request. Without, connects and makes
    /// a key now; the connection then goes on under it.
    ///
    /// The introduction is said on every connection, so that Telegram's device list keeps it.
    pub async fn open(
        road: &Road,
        dc: u8,
        key: Option<AuthKey>,
        introduction: &Introduction,
    ) -> Result<Self, Error> {
        Self::open_as(road, dc, key, introduction, road.api()?.id()).await
    }

    /// The same under the api_id that a key has been used with before.
    pub(crate) async fn open_as(
        road: &Road,
        dc: u8,
        key: Option<AuthKey>,
        introduction: &Introduction,
        api_id: i32,
    ) -> Result<Self, Error> {
        road.data_centre(dc)?;
        let (key, salt, clock, wire) = match key {
            Some(key) => (key, 0, Clock::default(), None),
            None => {
                let mut wire = Wire::new(dial(road, dc).await?);
                let made = handshake::run(&mut wire, road, dc).await?;
                (made.key, made.salt, made.clock, Some(wire))
            }
        };
        let identity = Arc::new(Identity {
            road: road.clone(),
            dc,
            key,
            introduction: introduction.clone(),
            api_id,
        });
        let (asks, inbox) = mpsc::channel(REQUESTS);
        let (updates, _) = broadcast::channel(UPDATES);
        // Nothing has failed yet.
        let (rises, up) = watch::channel(true);
        let line = Line::new(Arc::clone(&identity), updates.clone(), rises, salt, clock);
        Ok(Self {
            identity,
            asks,
            updates,
            up,
            task: Task(tokio::spawn(line.run(inbox, wire))),
        })
    }

    /// A line to another data centre, under a new key, introduced as this one.
    pub(crate) async fn elsewhere(&self, dc: u8) -> Result<Self, Error> {
        let own = &self.identity;
        Self::open_as(&own.road, dc, None, &own.introduction, own.api_id).await
    }

    /// A line to the same data centre, under a new key and another name. It is Signet's own, also
    /// beside a session that was made by another application.
    pub(crate) async fn beside(&self, introduction: &Introduction) -> Result<Self, Error> {
        let own = &self.identity;
        Self::open(&own.road, own.dc, None, introduction).await
    }

    /// The data centre.
    pub fn dc(&self) -> u8 {
        self.identity.dc
    }

    /// The way it goes.
    pub fn road(&self) -> &Road {
        &self.identity.road
    }

    /// The key, for whoever keeps it before it is signed in.
    pub fn key(&self) -> &AuthKey {
        &self.identity.key
    }

    /// What is said about the client on every connection.
    pub fn introduction(&self) -> &Introduction {
        &self.identity.introduction
    }

    /// Asks once. What was sent is never sent again unless the server says that it was not taken;
    /// [`Error::may_be_done`] tells whether it may have been done all the same.
    pub async fn invoke<R: RemoteCall>(&self, request: &R) -> Result<R::Return, Error> {
        self.ask(request, false).await
    }

    /// Asks for something that changes nothing, or nothing more when it is done twice. A broken
    /// connection is made anew and it is asked again, at most for twice the time an answer has.
    pub async fn read<R: RemoteCall>(&self, request: &R) -> Result<R::Return, Error> {
        self.ask(request, true).await
    }

    async fn ask<R: RemoteCall>(&self, request: &R, repeat: bool) -> Result<R::Return, Error> {
        let body = Zeroizing::new(request.to_bytes());
        let method = method(&body);
        let limit = self.identity.road.environment().rules().rpc_timeout();
        let limit = if repeat { limit * 2 } else { limit };
        let deadline = Instant::now() + limit;
        let (ask, answer, sent) = Ask::new(method, body, repeat);
        let answered = async {
            let closed = Err(Error::Closed { method });
            if self.asks.send(ask).await.is_err() {
                return closed;
            }
            answer.await.unwrap_or(closed)
        };
        let answer = match timeout_at(deadline, answered).await {
            Ok(answer) => answer?,
            Err(_) if sent.get() => return Err(Error::TimedOut { method }),
            Err(_) => {
                return Err(Error::Unreachable {
                    dc: self.identity.dc,
                    kind: std::io::ErrorKind::TimedOut,
                });
            }
        };
        R::Return::from_bytes(&answer).map_err(|_| Error::Garbage { method })
    }

    /// What the server says unasked from now on. Whoever falls behind misses the oldest.
    pub fn updates(&self) -> Updates {
        Updates(self.updates.subscribe())
    }

    /// Whether the latest connection stands, or there was none yet.
    pub(crate) fn up(&self) -> watch::Receiver<bool> {
        self.up.clone()
    }

    /// Ends the connection and returns when it is down. What was under way ends in
    /// [`Error::Closed`].
    pub async fn close(self) -> Result<Closed, Error> {
        let method = ask::ANY;
        // Without a sender the task ends by itself.
        drop(self.asks);
        let mut task = self.task;
        // A task that panicked has dropped its connection with everything else.
        if (&mut task.0).await.is_err() {
            tracing::error!(dc = self.identity.dc, "a link ended in a panic");
        }
        Arc::into_inner(self.identity)
            .map(Closed)
            .ok_or(Error::Panicked { method })
    }
}

/// A link whose connection is down. Only this becomes a session: nobody is handed a key that is
/// still in use here.
pub struct Closed(Identity);

impl Closed {
    /// The session of the person who signed in on it.
    pub fn into_session(self, user_id: i64) -> Result<TelegramSession, Error> {
        let own = self.0;
        let parts = SessionParts {
            dc_id: own.dc,
            address: own.road.data_centre(own.dc)?.address(),
            test: own.road.environment().is_test(),
            key: own.key,
            user_id,
            api_id: own.api_id,
            introduction: own.introduction,
        };
        TelegramSession::new(parts).map_err(|_| Error::ForeignSession)
    }

    /// The key alone, which may or may not be signed in.
    pub fn into_key(self) -> AuthKey {
        self.0.key
    }
}

/// What the server says unasked.
pub struct Updates(broadcast::Receiver<tl::enums::Updates>);

impl Updates {
    /// The next one; `None` once the link is closed.
    pub async fn next(&mut self) -> Option<tl::enums::Updates> {
        loop {
            match self.0.recv().await {
                Ok(updates) => return Some(updates),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

/// The TL name of a request.
fn method(body: &[u8]) -> &'static str {
    body.first_chunk::<4>()
        .map_or("", |id| tl::name_for_id(u32::from_le_bytes(*id)))
}
