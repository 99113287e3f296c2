//! Login, as a state machine that answers each input with a whole picture of itself.
//!
//! [`LoginFlow`] is the handle of a task that owns the connection and the state; [`Snapshot`] is
//! all there is to show, [`Input`] all there is to do. Nothing that Telegram limits is asked by
//! itself: a code is sent when the person asks for one, and only then.
//!
//! What a sign-in may leave at Telegram, a code on its way or an authorization nobody finished, is
//! ended when it is left, whichever way: by an input, by dropping the handle, by a crash. For the
//! last, the caller's [`SessionStore`] has a secret form of it before anything is asked that could
//! sign in.

mod account;
mod clock;
mod code;
mod driver;
mod ending;
mod input;
mod machine;
mod pending;
mod qr;
mod request;
mod rpc;
mod state;
mod step;
mod store;
mod verdict;

use std::sync::Arc;

use signet_session::Introduction;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

pub use account::Account;
pub use code::{CodeWay, NextWay};
pub use input::{Input, InputKind, Refused};
pub use pending::{PendingId, PendingLogin};
pub use qr::QrLink;
pub use step::{Cause, DeadEnd, EmailReset, Failure, Snapshot, Step};
pub use store::{Finished, SessionStore, StoreFailure};

use crate::{Error, FutureToken, Link, Road};
use driver::{Driver, Message};
use machine::{Limits, Machine};

/// Inputs that wait for their turn. A person makes one at a time.
const INPUTS: usize = 8;

/// What a sign-in begins with.
#[derive(Debug)]
pub struct Setup {
    /// What Telegram's device list will show, and in which language it writes.
    pub introduction: Introduction,
    /// From earlier sign-outs, the newest last; of more than twenty the newest are offered.
    pub future_tokens: Vec<FutureToken>,
    /// User ids of accounts that are here already: their phones cannot accept a QR code.
    pub except: Vec<i64>,
}

/// A sign-in under way. Dropping it cancels it: what it left at Telegram is ended in the
/// background.
#[derive(Debug)]
pub struct LoginFlow {
    inbox: mpsc::Sender<Message>,
    snapshots: watch::Receiver<Snapshot>,
    task: JoinHandle<bool>,
}

impl LoginFlow {
    /// Begins at the phone number. Nothing is asked of Telegram yet. Must be called within a
    /// Tokio runtime.
    pub fn begin(road: Road, setup: Setup, store: Arc<impl SessionStore>) -> Result<Self, Error> {
        let limits = limits(&road, &setup)?;
        let machine = Machine::new(limits, clock::now());
        Ok(Self::spawn(Driver::new(road, setup, store, machine)))
    }

    /// Takes up one that was kept. The first thing asked is who is signed in, since the program
    /// may have ended before it learnt. One that is too old is ended in the background, and this
    /// begins at the phone number. [`Setup::introduction`] is the kept one's.
    pub fn resume(
        road: Road,
        setup: Setup,
        store: Arc<impl SessionStore>,
        pending: PendingLogin,
    ) -> Result<Self, Error> {
        let limits = limits(&road, &setup)?;
        let now = clock::now();
        if !pending.belongs(road.environment()) {
            return Err(Error::PendingLogin);
        }
        if !pending.lives(road.environment(), now) {
            let machine = Machine::too_late(limits, now);
            let mut driver = Driver::new(road, setup, store, machine);
            driver.end(pending);
            return Ok(Self::spawn(driver));
        }
        let PendingLogin {
            id,
            key,
            introduction,
            kept,
            ..
        } = pending;
        let setup = Setup {
            introduction,
            ..setup
        };
        let machine = Machine::resumed(limits, kept, now);
        let mut driver = Driver::new(road, setup, store, machine);
        driver.take_up(id, key);
        Ok(Self::spawn(driver))
    }

    /// Ends one that was kept and will not go on: cancels its code, signs its key out, forgets
    /// its form. On an error the form stays in the store.
    pub async fn end(
        road: &Road,
        store: Arc<impl SessionStore>,
        pending: PendingLogin,
    ) -> Result<(), Error> {
        if !pending.belongs(road.environment()) {
            return Err(Error::PendingLogin);
        }
        let id = pending.id;
        let done = clock::now() + road.environment().rules().rpc_timeout();
        let (key, introduction, remains) = pending.into_remains(done);
        let link = Link::open(road, remains.dc, Some(key), &introduction).await?;
        ending::end(store, id, link, remains).await
    }

    /// Does what the person did and returns how things stand when there is nothing more to wait
    /// for. Leaving inputs are taken at any time, others only when nothing is under way.
    pub async fn submit(&self, input: Input) -> Result<Snapshot, Refused> {
        let (reply, answer) = oneshot::channel();
        let message = Message::Input(input, reply);
        self.inbox.send(message).await.map_err(|_| Refused::Over)?;
        answer.await.map_err(|_| Refused::Over)?
    }

    /// How things stand.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshots.borrow().clone()
    }

    /// How things stand, and each change: by an input or by itself.
    pub fn snapshots(&self) -> watch::Receiver<Snapshot> {
        self.snapshots.clone()
    }

    /// Stops without ending anything, to be [resumed](Self::resume) from the store. What the store
    /// does not have is ended instead.
    pub async fn suspend(self) {
        // A flow that is over needs no stopping.
        let _ = self.inbox.send(Message::Suspend).await;
        let _ = self.task.await;
    }

    /// Cancels it unless it is done, and returns when nothing is left behind, or when that could
    /// not be reached: then `false`, and the store has what it takes to end it later.
    pub async fn close(self) -> bool {
        drop(self.inbox);
        self.task.await.unwrap_or(false)
    }

    fn spawn<S: SessionStore>(driver: Driver<S>) -> Self {
        let (inbox, messages) = mpsc::channel(INPUTS);
        let snapshots = driver.snapshots();
        let task = tokio::spawn(driver.run(messages));
        Self {
            inbox,
            snapshots,
            task,
        }
    }
}

fn limits(road: &Road, setup: &Setup) -> Result<Limits, Error> {
    let environment = road.environment();
    environment.api().ok_or(Error::NoApi)?;
    Ok(Limits {
        home_dc: environment.home_dc(),
        patience: environment.rules().rpc_timeout(),
        tokens_offered: !setup.future_tokens.is_empty(),
    })
}
