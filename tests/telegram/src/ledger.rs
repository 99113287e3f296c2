//! Where the steps of one mint are kept: a journal in memory, as the vault would be.

use std::sync::{Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Introduction};
use signet_telegram::mint::{Interrupted, JournalFailed, MintJournal, MintStep};
use tokio::sync::Notify;

/// The journal of one mint. Told to, it stops for ever before or after a write, as a process that
/// dies there; another [`run`](Self::restart) then finds what was written.
#[derive(Default)]
pub struct Ledger {
    kept: Mutex<Kept>,
    stopped: Notify,
}

#[derive(Default)]
struct Kept {
    key: Option<(SecretBox<[u8; AuthKey::BYTES]>, u8, Introduction)>,
    step: Option<MintStep>,
    stop: Option<Stop>,
}

/// Where it stops.
#[derive(Debug, Clone, Copy)]
struct Stop {
    writes_left: u64,
    after: bool,
}

impl Ledger {
    /// Stops at the write with this number, from 0: before it, or after it.
    pub fn stops_at(write: u64, after: bool) -> Self {
        let ledger = Self::default();
        ledger.with(|kept| {
            kept.stop = Some(Stop {
                writes_left: write,
                after,
            });
        });
        ledger
    }

    /// Returns once it has stopped.
    pub async fn stopped(&self) {
        self.stopped.notified().await;
    }

    /// From here on every write is made.
    pub fn restart(&self) {
        self.with(|kept| kept.stop = None);
    }

    /// How far the mint is, if there is one.
    pub fn step(&self) -> Option<MintStep> {
        self.with(|kept| kept.step)
    }

    /// What a start after a crash finds.
    pub fn interrupted(&self, user_id: i64) -> Option<Interrupted> {
        self.with(|kept| {
            let (key, dc, introduction) = kept.key.as_ref()?;
            let key = SecretBox::new(Box::new(*key.expose_secret()));
            Some(Interrupted {
                dc: *dc,
                key: AuthKey::new(key).ok()?,
                introduction: introduction.clone(),
                user_id,
                step: kept.step?,
            })
        })
    }

    fn with<T>(&self, what: impl FnOnce(&mut Kept) -> T) -> T {
        what(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn write(&self, write: impl FnOnce(&mut Kept)) {
        let stops = self.with(|kept| match &mut kept.stop {
            Some(Stop {
                writes_left: 0,
                after,
            }) => {
                if *after {
                    write(kept);
                }
                true
            }
            Some(stop) => {
                stop.writes_left -= 1;
                write(kept);
                false
            }
            None => {
                write(kept);
                false
            }
        });
        if stops {
            self.stopped.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

impl MintJournal for Ledger {
    async fn begin(
        &self,
        dc: u8,
        key: &AuthKey,
        introduction: &Introduction,
    ) -> Result<(), JournalFailed> {
        let key = SecretBox::new(Box::new(*key.expose_secret()));
        let begun = (key, dc, introduction.clone());
        self.write(|kept| {
            kept.key = Some(begun);
            kept.step = Some(MintStep::Begun);
        })
        .await;
        Ok(())
    }

    async fn step(&self, step: MintStep) -> Result<(), JournalFailed> {
        self.write(|kept| kept.step = Some(step)).await;
        Ok(())
    }
}
