//! A journal in memory, which can fail or hang at any write.

use std::{
    sync::{Arc, Mutex},
    time::SystemTime,
};

use secrecy::{ExposeSecret, SecretBox};
use signet_sandbox::Sandbox;
use signet_session::{AuthKey, Introduction};
use signet_telegram::{
    Client, Error,
    mint::{Interrupted, JournalFailed, MintJournal, MintStep, Minter, Recovered, recover},
};
use tokio::sync::Notify;

use crate::telegram::{introduction, patient_road};

/// What happens at a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is not written, and that is said.
    Refused,
    /// It is not written, and nothing is said any more.
    HangsBefore,
    /// It is written, and nothing is said any more.
    HangsAfter,
}

#[derive(Default)]
pub struct Journal {
    kept: Mutex<Kept>,
    trouble: Option<(usize, Trouble)>,
    hanging: Notify,
}

#[derive(Default)]
struct Kept {
    key: Option<([u8; 256], u8, Introduction)>,
    steps: Vec<MintStep>,
    writes: usize,
}

impl Journal {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// In trouble at the write with this number, from 0.
    pub fn troubled(at: usize, trouble: Trouble) -> Arc<Self> {
        Arc::new(Self {
            trouble: Some((at, trouble)),
            ..Self::default()
        })
    }

    /// Returns once a write hangs.
    pub async fn hangs(&self) {
        self.hanging.notified().await;
    }

    /// Whether it was in trouble.
    pub fn was_troubled(&self) -> bool {
        let writes = self.kept.lock().unwrap().writes;
        self.trouble.is_some_and(|(at, _)| at < writes)
    }

    pub fn steps(&self) -> Vec<MintStep> {
        self.kept.lock().unwrap().steps.clone()
    }

    pub fn last(&self) -> Option<MintStep> {
        self.steps().pop()
    }

    pub fn minter(self: &Arc<Self>, home: &Arc<Client>) -> Minter<Self> {
        Minter {
            home: Arc::clone(home),
            journal: Arc::clone(self),
            introduction: introduction("Atlas via Signet"),
        }
    }

    /// What a start after a crash finds.
    pub fn interrupted(&self, user_id: i64) -> Option<Interrupted> {
        let kept = self.kept.lock().unwrap();
        let (key, dc, introduction) = kept.key.clone()?;
        Some(Interrupted {
            dc,
            key: AuthKey::new(SecretBox::new(Box::new(key))).unwrap(),
            introduction,
            user_id,
            step: *kept.steps.last().unwrap(),
        })
    }

    pub async fn recover(
        &self,
        sandbox: &Sandbox,
        home: &Client,
        now: SystemTime,
    ) -> Result<Recovered, Error> {
        let healthy = Writes(self);
        match self.interrupted(home.user_id()) {
            Some(mint) => recover(&patient_road(sandbox), Some(home), mint, &healthy, now).await,
            None => Ok(Recovered::Undone),
        }
    }

    async fn write(&self, write: impl FnOnce(&mut Kept)) -> Result<(), JournalFailed> {
        let at = {
            let mut kept = self.kept.lock().unwrap();
            kept.writes += 1;
            kept.writes - 1
        };
        match self.trouble.filter(|(when, _)| *when == at) {
            None => write(&mut self.kept.lock().unwrap()),
            Some((_, Trouble::Refused)) => return Err(JournalFailed),
            Some((_, trouble)) => {
                if trouble == Trouble::HangsAfter {
                    write(&mut self.kept.lock().unwrap());
                }
                self.hanging.notify_one();
                std::future::pending::<()>().await;
            }
        }
        Ok(())
    }
}

fn begin(kept: &mut Kept, dc: u8, key: &AuthKey, introduction: &Introduction) {
    kept.key = Some((*key.expose_secret(), dc, introduction.clone()));
    kept.steps = vec![MintStep::Begun];
}

impl MintJournal for Journal {
    async fn begin(
        &self,
        dc: u8,
        key: &AuthKey,
        introduction: &Introduction,
    ) -> Result<(), JournalFailed> {
        self.write(|kept| begin(kept, dc, key, introduction)).await
    }

    async fn step(&self, step: MintStep) -> Result<(), JournalFailed> {
        self.write(|kept| kept.steps.push(step)).await
    }
}

/// The same journal after a restart: without trouble.
struct Writes<'j>(&'j Journal);

impl MintJournal for Writes<'_> {
    async fn begin(&self, _: u8, _: &AuthKey, _: &Introduction) -> Result<(), JournalFailed> {
        Err(JournalFailed)
    }

    async fn step(&self, step: MintStep) -> Result<(), JournalFailed> {
        self.0.kept.lock().unwrap().steps.push(step);
        Ok(())
    }
}
