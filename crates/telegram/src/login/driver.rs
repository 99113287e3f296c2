//! The task that owns a sign-in: it does what the machine says and tells it how that went.

mod store;
mod wait;

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types as tl;
use signet_session::AuthKey;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use super::machine::{Action, Machine};
use super::pending::{PendingId, PendingLogin};
use super::request::{Answer, Request};
use super::state::Remains;
use super::{Finished, Input, Refused, SessionStore, Setup, Snapshot, clock, ending, rpc};
use crate::{Error, Link, Road, Updates};

pub(crate) enum Message {
    Input(Input, oneshot::Sender<Result<Snapshot, Refused>>),
    Suspend,
}

pub(crate) struct Driver<S> {
    road: Road,
    setup: Setup,
    store: Arc<S>,
    machine: Machine,
    place: Place,
    id: PendingId,
    /// Whether the store may have a form with this id.
    stored: bool,
    finished: Option<Finished>,
    offline: bool,
    /// How long Telegram is left alone before it is looked for again.
    pause: Duration,
    snapshots: watch::Sender<Snapshot>,
    /// Who waits for things to come to rest.
    submitters: Vec<oneshot::Sender<Result<Snapshot, Refused>>>,
    endings: JoinSet<bool>,
    suspended: bool,
}

/// Where the key is: on a line, or not yet.
#[derive(Default)]
struct Place {
    link: Option<Link>,
    /// Of that line, from its beginning: a scan may be told while something else is asked.
    updates: Option<Updates>,
    /// Of a sign-in that was taken up again.
    key: Option<AuthKey>,
}

/// What interrupts a question.
enum Interruption {
    Leave(Input, oneshot::Sender<Result<Snapshot, Refused>>),
    Suspend,
    /// Nobody holds the handle any more.
    Dropped,
}

impl<S: SessionStore> Driver<S> {
    pub(crate) fn new(road: Road, setup: Setup, store: Arc<S>, machine: Machine) -> Self {
        let snapshot = machine.snapshot(false, clock::now());
        Self {
            road,
            setup,
            store,
            machine,
            place: Place::default(),
            id: PendingId::new(),
            stored: false,
            finished: None,
            offline: false,
            pause: Duration::ZERO,
            snapshots: watch::Sender::new(snapshot),
            submitters: Vec::new(),
            endings: JoinSet::new(),
            suspended: false,
        }
    }

    pub(crate) fn snapshots(&self) -> watch::Receiver<Snapshot> {
        self.snapshots.subscribe()
    }

    /// Goes on with what was kept under this id.
    pub(crate) fn take_up(&mut self, id: PendingId, key: AuthKey) {
        self.id = id;
        self.stored = true;
        self.place.key = Some(key);
    }

    /// Whether nothing is left behind.
    pub(crate) async fn run(mut self, mut inbox: mpsc::Receiver<Message>) -> bool {
        while !self.suspended {
            let action = self.machine.next();
            self.publish();
            match action {
                Action::Keep => self.keep(&mut inbox).await,
                Action::Ask(request) => self.ask(request, &mut inbox).await,
                Action::Save => self.save().await,
                Action::Abandon(remains) => self.abandon(remains).await,
                Action::Rest => {
                    self.reply();
                    if self.machine.is_final() {
                        break;
                    }
                    self.rest(&mut inbox).await;
                }
            }
        }
        drop(inbox);
        drop(self.submitters);
        if let Some(link) = self.place.link.take() {
            // Its key is in the store, or good for nothing.
            let _ = link.close().await;
        }
        if self.suspended {
            // The store has what they need to be done at the next start.
            self.endings.abort_all();
        }
        let mut clean = true;
        while let Some(ended) = self.endings.join_next().await {
            clean &= ended.unwrap_or(false);
        }
        clean
    }

    fn publish(&self) {
        let snapshot = self.machine.snapshot(self.offline, clock::now());
        self.snapshots.send_if_modified(|shown| {
            let changed = *shown != snapshot;
            *shown = snapshot;
            changed
        });
    }

    fn reply(&mut self) {
        for submitter in self.submitters.drain(..) {
            // Whoever asked may have gone.
            let _ = submitter.send(Ok(self.snapshots.borrow().clone()));
        }
    }

    async fn ask(&mut self, request: Request, inbox: &mut mpsc::Receiver<Message>) {
        let Self {
            road,
            setup,
            machine,
            place,
            ..
        } = self;
        let road = road.clone();
        let asking = async {
            let link = place.connected(&road, setup, machine).await?;
            answer(link, setup, machine, &request).await
        };
        let asked = wait::unless_left(asking, inbox, machine).await;
        match asked {
            Ok(result) => {
                self.notice(&result);
                self.machine.answered(request, result, clock::now());
            }
            Err(interruption) => {
                self.machine.interrupted(Some(&request), clock::now());
                self.interrupt(interruption);
            }
        }
    }

    /// Whether Telegram was there.
    fn notice<T>(&mut self, result: &Result<T, Error>) {
        self.offline = match result {
            Ok(_) => false,
            Err(error) => is_offline(error),
        };
        if !self.offline {
            self.pause = Duration::ZERO;
        }
    }

    fn interrupt(&mut self, interruption: Interruption) {
        match interruption {
            Interruption::Leave(input, reply) => self.take(input, reply),
            Interruption::Suspend => self.suspend(),
            Interruption::Dropped => self.cancel(),
        }
    }

    fn take(&mut self, input: Input, reply: oneshot::Sender<Result<Snapshot, Refused>>) {
        if let Err(refused) = self.machine.accepts(input.kind(), clock::now()) {
            // Whoever asked may have gone.
            let _ = reply.send(Err(refused));
            return;
        }
        if let Input::Proxy(road) = &input {
            self.road = road.clone();
            self.place.reroute();
        }
        match self.machine.input(input, clock::now()) {
            Ok(()) => self.submitters.push(reply),
            Err(refused) => drop(reply.send(Err(refused))),
        }
    }

    fn cancel(&mut self) {
        // Over or done already: there is nothing to cancel.
        let _ = self.machine.input(Input::Cancel, clock::now());
    }

    fn suspend(&mut self) {
        if self.machine.is_kept() {
            self.suspended = true;
        } else {
            self.cancel();
        }
    }

    /// Gives the key up. What it may have left behind is ended by a task of its own.
    async fn abandon(&mut self, remains: Remains) {
        let stored = std::mem::take(&mut self.stored);
        let id = std::mem::replace(&mut self.id, PendingId::new());
        if remains.is_nothing() {
            if remains.key_lost {
                self.place = Place::default();
            }
            if stored {
                let store = Arc::clone(&self.store);
                self.endings
                    .spawn(async move { store.forget(id).await.is_ok() });
            }
            return;
        }
        let place = std::mem::take(&mut self.place);
        let key = place.key_at(remains.dc, self.finished.take());
        let (road, store) = (self.road.clone(), Arc::clone(&self.store));
        let introduction = self.setup.introduction.clone();
        if let Some(key) = &key {
            ending::keep(&*store, id, &road, key, &introduction, &remains).await;
        }
        self.endings.spawn(async move {
            let link = match place.link.filter(|link| link.dc() == remains.dc) {
                Some(link) => Ok(link),
                None => Link::open(&road, remains.dc, key, &introduction).await,
            };
            let ended = match link {
                Ok(link) => ending::end(store, id, link, remains).await,
                Err(error) => Err(error),
            };
            if let Err(error) = &ended {
                tracing::warn!(%error, "a sign-in that was left could not be ended yet");
            }
            ended.is_ok()
        });
    }

    /// Ends one that was kept by another run.
    pub(crate) fn end(&mut self, pending: PendingLogin) {
        let (road, store) = (self.road.clone(), Arc::clone(&self.store));
        self.endings.spawn(async move {
            let ended = super::LoginFlow::end(&road, store, pending).await;
            if let Err(error) = &ended {
                tracing::warn!(%error, "a sign-in that was kept could not be ended yet");
            }
            ended.is_ok()
        });
    }
}

impl Place {
    /// The line to where the machine is, made if need be, with a new key if need be.
    async fn connected(
        &mut self,
        road: &Road,
        setup: &Setup,
        machine: &Machine,
    ) -> Result<&Link, Error> {
        let dc = machine.dc();
        let there = self.link.take().filter(|link| link.dc() == dc);
        let link = match there {
            Some(link) => link,
            None => {
                self.updates = None;
                Link::open(road, dc, self.key.take(), &setup.introduction).await?
            }
        };
        self.updates.get_or_insert_with(|| link.updates());
        Ok(self.link.insert(link))
    }

    /// The key there, for whoever keeps it.
    fn key_at(&self, dc: u8, finished: Option<Finished>) -> Option<AuthKey> {
        let linked = self.link.as_ref().filter(|link| link.dc() == dc);
        let linked = linked.map(Link::key);
        let saved = finished.as_ref().map(|finished| finished.session.key());
        linked
            .or(saved)
            .or(self.key.as_ref())
            .and_then(ending::copied)
    }

    /// The next question goes another way, under the same key.
    fn reroute(&mut self) {
        if let Some(link) = self.link.take() {
            self.key = ending::copied(link.key());
        }
    }
}

/// Asks, and makes sure of a lost key: anybody on the way can forge that error.
async fn answer(
    link: &Link,
    setup: &Setup,
    machine: &Machine,
    request: &Request,
) -> Result<Answer, Error> {
    let answer = rpc::ask(link, setup, machine, request).await;
    if !matches!(answer, Err(Error::KeyUnknown)) {
        return answer;
    }
    match link.read(&tl::functions::help::GetNearestDc {}).await {
        Err(Error::KeyUnknown) => Err(Error::KeyUnknown),
        Ok(_) | Err(_) => Err(Error::Dropped { method: "" }),
    }
}

fn is_offline(error: &Error) -> bool {
    matches!(
        error,
        Error::Unreachable { .. }
            | Error::Proxy { .. }
            | Error::TimedOut { .. }
            | Error::Dropped { .. }
            | Error::Closed { .. }
    )
}
