//! The journal of one mint, in memory: each step, and by which key.

use std::sync::{Arc, Mutex};

use signet_session::{AuthKey, Introduction};
use signet_telegram::mint::{JournalFailed, MintJournal, MintStep};

use crate::person::{Fingerprint, fingerprint};

#[derive(Default)]
pub struct Journal {
    key: Mutex<Option<Fingerprint>>,
    steps: Mutex<Vec<MintStep>>,
}

impl Journal {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Of the key that was recorded before anything was done with it.
    pub fn key(&self) -> Fingerprint {
        self.key.lock().unwrap().unwrap()
    }

    pub fn steps(&self) -> Vec<MintStep> {
        self.steps.lock().unwrap().clone()
    }
}

impl MintJournal for Journal {
    async fn begin(&self, _: u8, key: &AuthKey, _: &Introduction) -> Result<(), JournalFailed> {
        *self.key.lock().unwrap() = Some(fingerprint(key));
        self.step(MintStep::Begun).await
    }

    async fn step(&self, step: MintStep) -> Result<(), JournalFailed> {
        self.steps.lock().unwrap().push(step);
        Ok(())
    }
}
