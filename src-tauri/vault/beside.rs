//! Long work on the open vault, done beside its messages: a lock does not wait for it.

use std::{future::Future, mem};

use signet_contract::ui::TrailState;
use signet_trail::Verified;
use signet_vault::{Error, opening::Opened};
use tauri::async_runtime::JoinHandle;

use super::{
    Answer, Message, State, Vault, now,
    refusal::Tried,
    shown::{self, trail_verified},
};
use crate::controller::{Unanswered, answer};

/// Why it failed, and what was tried.
pub type Stumble = (Error, Tried);

/// What is under way.
#[derive(Default)]
pub struct Beside {
    /// Counts the works, so that what comes late from one that was cut short is not taken for
    /// another's.
    begun: u64,
    check: Option<Work>,
    change: Option<Work>,
    /// What waits for the change of the key to end.
    waiting: Vec<Message>,
}

/// Dropped, it ends where it is, as by a crash, which every step of it survives.
struct Work {
    number: u64,
    task: JoinHandle<()>,
    askers: Vec<Answer>,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Vault {
    /// Looks at every line of the trail. Whoever asks while that is done hears of its end.
    pub(super) fn check_trail(&mut self, opened: &Opened, asker: Option<Answer>) {
        if let Some(check) = &mut self.beside.check {
            check.askers.extend(asker);
            return;
        }
        let opened = opened.clone();
        let verify = async move {
            let verified = opened.store.activity().verify().await;
            verified.map_err(|error| (error, Tried::Nothing))
        };
        self.beside.check = Some(self.begin(verify, Message::Checked, asker));
    }

    pub(super) fn checked(&mut self, number: u64, verified: Result<Verified, Stumble>) {
        let Some(mut check) = self.beside.check.take_if(|work| work.number == number) else {
            return;
        };
        if let State::Open(opened, trail) = &mut self.state {
            let was_seen = matches!(trail, TrailState::Altered { seen: true, .. });
            *trail = trail_verified(opened, verified.map_err(|(error, _)| error));
            if let TrailState::Altered { seen, .. } = trail {
                *seen = was_seen;
            }
            self.trail_checked_at = Some(now());
            self.tell();
        }
        for asker in mem::take(&mut check.askers) {
            self.answer(asker, Ok(()));
        }
    }

    /// Changes the master key by this work. There is one at a time: [`Vault::in_turn`].
    pub(super) fn change_key(
        &mut self,
        work: impl Future<Output = Result<(), Stumble>> + Send + 'static,
        asker: Option<Answer>,
    ) {
        self.beside.change = Some(self.begin(work, Message::Changed, asker));
    }

    pub(super) async fn changed(&mut self, number: u64, changed: Result<(), Stumble>) {
        let Some(mut change) = self.beside.change.take_if(|work| work.number == number) else {
            return;
        };
        let mut askers = mem::take(&mut change.askers).into_iter();
        match changed {
            Ok(()) => {
                tracing::info!("the key is changed");
                if let Ok(opened) = self.opened() {
                    self.kits = shown::kits(&opened).await;
                    self.tell();
                }
                askers.for_each(|asker| self.answer(asker, Ok(())));
            }
            Err((error, tried)) => match askers.next() {
                Some(asker) => answer(asker, Err(self.refused(error, tried))),
                None => tracing::warn!(%error, "the change of the key is not finished"),
            },
        }
        self.call_in();
    }

    /// The message, unless it has to wait: what keeps the key is not touched while the key is
    /// changed.
    pub(super) fn in_turn(&mut self, message: Message) -> Option<Message> {
        if self.beside.change.is_some() && is_about_the_key(&message) {
            self.beside.waiting.push(message);
            return None;
        }
        Some(message)
    }

    /// The vault closes, and whoever waits is told. A change of the key goes on when it is open
    /// again.
    pub(super) fn cut_short(&mut self) {
        let works = [self.beside.check.take(), self.beside.change.take()];
        for mut work in works.into_iter().flatten() {
            for asker in mem::take(&mut work.askers) {
                answer(asker, Err(self.refused(Error::Locked, Tried::Nothing)));
            }
        }
        self.call_in();
    }

    /// What waited comes again, behind what came since.
    fn call_in(&mut self) {
        for message in mem::take(&mut self.beside.waiting) {
            self.own.deliver(message);
        }
    }

    fn begin<T: Send + 'static>(
        &mut self,
        work: impl Future<Output = Result<T, Stumble>> + Send + 'static,
        message: fn(u64, Result<T, Stumble>) -> Message,
        asker: Option<Answer>,
    ) -> Work {
        self.beside.begun += 1;
        let number = self.beside.begun;
        let (own, (tell, told)) = (self.own.clone(), tokio::sync::oneshot::channel());
        let task = tauri::async_runtime::spawn(async move {
            // Nobody hears it after the vault closed.
            let _: Result<(), _> = tell.send(work.await);
        });
        tauri::async_runtime::spawn(async move {
            // Untold, it panicked, or it was cut short and its number means nothing any more.
            let ended = told.await.unwrap_or(Err((Error::Panicked, Tried::Nothing)));
            let _: Result<(), Unanswered> = own.tell(message(number, ended)).await;
        });
        Work {
            number,
            task,
            askers: asker.into_iter().collect(),
        }
    }
}

fn is_about_the_key(message: &Message) -> bool {
    match message {
        Message::SetPassphrase { .. }
        | Message::RemovePassphrase(..)
        | Message::MakeKit { .. }
        | Message::RevokeKit(..)
        | Message::RotateKey { .. }
        | Message::FinishRotation => true,
        Message::Open
        | Message::Retry(_)
        | Message::Unlock(..)
        | Message::ChoosePassphrase(..)
        | Message::Restore(..)
        | Message::SetAside(_)
        | Message::AcceptTrail(_)
        | Message::Lock(_)
        | Message::VerifyTrail(_)
        | Message::Checked(..)
        | Message::Changed(..)
        | Message::Touch
        | Message::Look
        | Message::Close(_) => false,
    }
}

#[cfg(test)]
mod tests;
