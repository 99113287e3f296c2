//! The vault's state: opened beside the window, locked, or stuck until the person decides.

#[cfg(test)]
pub mod bench;
mod beside;
mod custody;
mod door;
mod refusal;
mod rest;
mod sheet;
mod shown;

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use signet_contract::ui::{
    AutoLock, LockReason, RecoveryKitSheet, RecoveryKitSummary, TrailState, VaultSnapshot,
};
use signet_trail::Verified;
use signet_vault::{
    Error, Keeper, RecoveryKey, Store,
    lock::{Moment, Reason, Watch},
    opening::{Opened, Opener, Opening, Restored, ways_after},
};
use tokio::sync::watch;

use self::{
    beside::{Beside, Stumble},
    refusal::{Stopped, Tried},
    shown::{trail_at_start, way},
};
pub use self::{
    door::{Around, Door},
    refusal::Refusal,
};
use crate::{
    controller::{Controller, Mailbox, Publish, Reply, answer},
    failure::report,
    folders::UnusableFolder,
    typed::Typed,
};

type Answer = Reply<Result<VaultSnapshot, Refusal>>;

pub enum Message {
    /// The first look, beside the window.
    Open,
    Retry(Reply<VaultSnapshot>),
    Unlock(Typed, Answer),
    /// A passphrase for a vault that nothing else keeps the key of.
    ChoosePassphrase(Typed, Answer),
    Restore(Typed, Answer),
    SetAside(Answer),
    /// The person has seen what is wrong with the trail.
    AcceptTrail(Answer),
    Lock(Reply<VaultSnapshot>),
    /// In the keychain's place, or in the place of the current one, which has to be given.
    SetPassphrase {
        current: Option<Typed>,
        next: Typed,
        reply: Answer,
    },
    /// The keychain takes the key back.
    RemovePassphrase(Typed, Answer),
    /// Opens without the passphrase: one that keeps the key has to be given first.
    MakeKit {
        current: Option<Typed>,
        reply: Reply<Result<RecoveryKitSheet, Refusal>>,
    },
    RevokeKit(String, Answer),
    /// Another master key. A passphrase that keeps it has to be given.
    RotateKey {
        current: Option<Typed>,
        reply: Answer,
    },
    /// A change of the master key that was cut short is gone on with.
    FinishRotation,
    /// Every line of the trail is looked at again.
    VerifyTrail(Answer),
    /// The check of the trail with this number ended.
    Checked(u64, Result<Verified, Stumble>),
    /// The change of the master key with this number ended.
    Changed(u64, Result<(), Stumble>),
    /// Somebody is at the window.
    Touch,
    /// Time has passed.
    Look,
    /// Signet ends.
    Close(Reply<()>),
}

/// Owns the vault.
struct Vault {
    own: Mailbox<Message>,
    opener: Opener,
    around: Around,
    state: State,
    /// The kits of the open vault.
    kits: Vec<RecoveryKitSummary>,
    /// When every line of its trail was last looked at.
    trail_checked_at: Option<signet_trail::Timestamp>,
    beside: Beside,
    /// Where an older vault was put in this run.
    set_aside: Option<PathBuf>,
    started: Instant,
    /// Over a vault that can be locked and opened again: one with a passphrase.
    watch: Option<Watch>,
    show: watch::Sender<VaultSnapshot>,
    hand: watch::Sender<Option<Arc<Store>>>,
    publish: Publish<VaultSnapshot>,
}

enum State {
    Opening,
    Open(Opened, TrailState),
    /// Open by a kit, and nothing keeps the key.
    Unkept(Opened),
    Locked(LockReason),
    Stuck(VaultSnapshot),
}

impl Vault {
    async fn open(&mut self) {
        // Never in a folder that is not ours, and the person hears why.
        if let Err(unusable) = self.around.folders.prepare() {
            return self.turn(stuck_on_the_folder(unusable)).await;
        }
        match self.opener.open(now()).await {
            Ok(Opening::Open(opened)) => self.enter(opened).await,
            Ok(Opening::AskPassphrase) => self.turn(State::Locked(LockReason::Start)).await,
            Ok(Opening::Stuck(obstacle)) => {
                let ways = obstacle.ways().iter().copied().map(way).collect();
                let failure = report(Stopped(obstacle));
                self.turn(State::Stuck(VaultSnapshot::Stuck { failure, ways }))
                    .await;
            }
            Err(error) => {
                let ways = ways_after(&error).iter().copied().map(way).collect();
                let failure = report(self.refused(error, Tried::Nothing));
                self.turn(State::Stuck(VaultSnapshot::Stuck { failure, ways }))
                    .await;
            }
        }
    }

    /// Shows the open vault at once and looks at every line of its trail after that.
    async fn enter(&mut self, opened: Opened) {
        let trail = trail_at_start(&opened);
        self.kits = shown::kits(&opened).await;
        let lockable = opened.keeper == Keeper::Passphrase;
        self.watch = lockable.then(|| Watch::new(None, self.moment()));
        self.trail_checked_at = None;
        self.turn(State::Open(opened.clone(), trail)).await;
        self.check_trail(&opened, None);
    }

    async fn unlock(&mut self, typed: Typed) -> Result<(), Refusal> {
        let State::Locked(_) = self.state else {
            return Ok(());
        };
        let unlocked = self.opener.unlock(typed.into_secret()).await;
        let opened = self.take(unlocked, Tried::Passphrase)?;
        let opener = self.opener.clone();
        // Beside it: a keychain that does not answer is not waited for.
        tauri::async_runtime::spawn(async move {
            if let Err(error) = opener.forget_leftovers().await {
                tracing::warn!(%error, "the keychain may still have a key");
            }
        });
        self.enter(opened).await;
        Ok(())
    }

    async fn choose(&mut self, typed: Typed) -> Result<(), Refusal> {
        match &self.state {
            State::Unkept(opened) => {
                let opened = opened.clone();
                let set = self
                    .opener
                    .set_passphrase(&opened, typed.into_secret(), now());
                let set = set.await;
                self.change_over(&opened, set).await
            }
            // Whether there is a vault already the store itself says.
            State::Stuck(_) => {
                let begun = self.opener.begin(typed.into_secret(), now()).await;
                let opened = self.take(begun, Tried::Nothing)?;
                self.enter(opened).await;
                Ok(())
            }
            State::Opening | State::Open(..) | State::Locked(_) => Ok(()),
        }
    }

    async fn restore(&mut self, typed: Typed) -> Result<(), Refusal> {
        if !matches!(self.state, State::Stuck(_) | State::Locked(_)) {
            return Ok(());
        }
        let kit = RecoveryKey::parse(&typed.into_secret()).map_err(Error::from);
        let kit = self.take(kit, Tried::Kit)?;
        let restored = self.opener.restore(kit, now()).await;
        match restored {
            Ok(Restored::Kept(opened)) => self.enter(opened).await,
            Ok(Restored::Unkept(opened, error)) => {
                tracing::warn!(%error, "the keychain does not take the key back");
                self.turn(State::Unkept(opened)).await;
            }
            // The kit was another one, and nothing was changed.
            Err(error @ Error::WrongKey) => return Err(self.refused(error, Tried::Kit)),
            // The passphrase may have ended before what failed: it is opened as it stands.
            Err(error) => {
                let refusal = self.refused(error, Tried::Kit);
                self.open().await;
                return Err(refusal);
            }
        }
        Ok(())
    }

    async fn set_aside(&mut self) -> Result<(), Refusal> {
        // Also a vault whose passphrase is forgotten and that has no kit.
        if !matches!(self.state, State::Stuck(_) | State::Locked(_)) {
            return Ok(());
        }
        let place = self.opener.set_aside().await;
        self.set_aside = self.take(place, Tried::Nothing)?.or(self.set_aside.take());
        self.open().await;
        Ok(())
    }

    async fn accept_trail(&mut self) -> Result<(), Refusal> {
        let State::Open(opened, TrailState::Altered { .. }) = &self.state else {
            return Ok(());
        };
        let opened = opened.clone();
        let accepted = shown::accept_loss(&opened, now()).await;
        self.take(accepted, Tried::Nothing)?;
        if let State::Open(_, TrailState::Altered { seen, .. }) = &mut self.state {
            *seen = true;
        }
        self.tell();
        Ok(())
    }

    /// Wipes the key. Only a passphrase can be asked for again; with the keychain there would be
    /// nothing between a locked Signet and an open one.
    async fn lock(&mut self, reason: LockReason) {
        if let State::Open(opened, _) = &self.state
            && opened.keeper == Keeper::Passphrase
        {
            let opened = opened.clone();
            self.withdraw().await;
            opened.store.close().await;
            self.watch = None;
            self.turn(State::Locked(reason)).await;
        }
    }

    async fn look(&mut self, look: fn(&mut Watch, Moment) -> Option<Reason>) {
        let now = self.moment();
        let bound = idle_bound(self.around.settings.borrow().auto_lock);
        let due = self.watch.as_mut().and_then(|watch| {
            watch.set_idle_after(bound);
            look(watch, now)
        });
        match due {
            Some(Reason::Idle) => self.lock(LockReason::Idle).await,
            Some(Reason::Sleep) => self.lock(LockReason::Sleep).await,
            Some(Reason::Demand) => self.lock(LockReason::Demand).await,
            None => {}
        }
    }

    fn moment(&self) -> Moment {
        Moment {
            steady: self.started.elapsed(),
            wall: SystemTime::now(),
        }
    }

    async fn close(&mut self) {
        if let State::Open(opened, _) | State::Unkept(opened) = &self.state {
            let opened = opened.clone();
            self.withdraw().await;
            opened.store.close().await;
            self.turn(State::Locked(LockReason::Demand)).await;
        }
    }

    fn take<T>(&self, result: Result<T, Error>, tried: Tried) -> Result<T, Refusal> {
        result.map_err(|error| self.refused(error, tried))
    }

    fn refused(&self, error: Error, tried: Tried) -> Refusal {
        Refusal {
            tried,
            ..Refusal::of(error, &self.around.folders)
        }
    }

    async fn turn(&mut self, state: State) {
        self.state = state;
        match &self.state {
            State::Open(opened, _) => {
                let store = Arc::clone(&opened.store);
                // First: nobody may ask Telegram before the way there is known.
                self.around.network.follow(Some(Arc::clone(&store))).await;
                self.hand.send_replace(Some(store));
            }
            State::Opening | State::Unkept(_) | State::Locked(_) | State::Stuck(_) => {
                self.withdraw().await;
            }
        }
        self.tell();
    }

    /// Before the store closes, so that whoever uses it stops and does not fail.
    async fn withdraw(&mut self) {
        self.hand.send_replace(None);
        self.cut_short();
        self.around.network.follow(None).await;
    }

    fn tell(&self) {
        let snapshot = self.snapshot();
        (self.publish)(&snapshot);
        self.show.send_replace(snapshot);
    }

    fn snapshot(&self) -> VaultSnapshot {
        match &self.state {
            State::Opening => VaultSnapshot::Opening,
            State::Open(opened, trail) => {
                let place = self.set_aside.as_deref();
                shown::open(opened, trail, self.trail_checked_at, &self.kits, place)
            }
            State::Unkept(_) => VaultSnapshot::Unkept,
            State::Locked(reason) => VaultSnapshot::Locked { reason: *reason },
            State::Stuck(stuck) => stuck.clone(),
        }
    }

    fn answer(&self, reply: Answer, done: Result<(), Refusal>) {
        answer(reply, done.map(|()| self.snapshot()));
    }
}

impl Controller for Vault {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        let Some(message) = self.in_turn(message) else {
            return;
        };
        match message {
            Message::Open => self.open().await,
            Message::Retry(reply) => {
                if matches!(self.state, State::Stuck(_)) {
                    self.open().await;
                }
                answer(reply, self.snapshot());
            }
            Message::Unlock(typed, reply) => {
                let done = self.unlock(typed).await;
                self.answer(reply, done);
            }
            Message::ChoosePassphrase(typed, reply) => {
                let done = self.choose(typed).await;
                self.answer(reply, done);
            }
            Message::Restore(typed, reply) => {
                let done = self.restore(typed).await;
                self.answer(reply, done);
            }
            Message::SetAside(reply) => {
                let done = self.set_aside().await;
                self.answer(reply, done);
            }
            Message::AcceptTrail(reply) => {
                let done = self.accept_trail().await;
                self.answer(reply, done);
            }
            Message::Lock(reply) => {
                self.lock(LockReason::Demand).await;
                answer(reply, self.snapshot());
            }
            Message::SetPassphrase {
                current,
                next,
                reply,
            } => {
                let done = self.set_passphrase(current, next).await;
                self.answer(reply, done);
            }
            Message::RemovePassphrase(current, reply) => {
                let done = self.remove_passphrase(current).await;
                self.answer(reply, done);
            }
            Message::MakeKit { current, reply } => {
                let made = self.make_kit(current).await;
                answer(reply, made);
            }
            Message::RevokeKit(id, reply) => {
                let done = self.revoke_kit(&id).await;
                self.answer(reply, done);
            }
            Message::RotateKey { current, reply } => self.rotate_key(current, reply),
            Message::FinishRotation => self.finish_rotation().await,
            Message::VerifyTrail(reply) => match self.opened() {
                Ok(opened) => self.check_trail(&opened, Some(reply)),
                Err(refusal) => answer(reply, Err(refusal)),
            },
            Message::Checked(number, verified) => self.checked(number, verified),
            Message::Changed(number, changed) => self.changed(number, changed).await,
            Message::Touch => self.look(Watch::touch).await,
            Message::Look => self.look(Watch::look).await,
            Message::Close(reply) => {
                self.close().await;
                answer(reply, ());
            }
        }
    }
}

fn stuck_on_the_folder(unusable: UnusableFolder) -> State {
    State::Stuck(VaultSnapshot::Stuck {
        failure: report(unusable),
        ways: vec![signet_contract::ui::WayOn::Retry],
    })
}

/// Nobody at the window for so long, and a vault behind a passphrase locks itself.
fn idle_bound(after: AutoLock) -> Option<Duration> {
    let minutes = match after {
        AutoLock::FiveMinutes => 5,
        AutoLock::QuarterHour => 15,
        AutoLock::Hour => 60,
        AutoLock::Never => return None,
    };
    Some(Duration::from_secs(minutes * 60))
}

fn now() -> signet_trail::Timestamp {
    SystemTime::now().into()
}
