//! Memory in place of a vault: this example lives no longer than its sign-in.

use std::sync::Mutex;

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_telegram::login::{Finished, PendingId, PendingLogin, SessionStore, StoreFailure};
use signet_telegram::mint::{JournalFailed, MintJournal, MintStep};

/// Holds the one session that was saved.
#[derive(Default)]
pub struct Memory(Mutex<Option<TelegramSession>>);

impl Memory {
    pub fn take(&self) -> Option<TelegramSession> {
        self.0.lock().ok()?.take()
    }
}

impl SessionStore for Memory {
    async fn keep(&self, _: &PendingLogin) -> Result<(), StoreFailure> {
        Ok(())
    }

    async fn forget(&self, _: PendingId) -> Result<(), StoreFailure> {
        Ok(())
    }

    async fn save(&self, finished: &Finished) -> Result<(), StoreFailure> {
        let copy = copied(&finished.session).ok_or(StoreFailure::Unavailable)?;
        let mut held = self.0.lock().map_err(|_| StoreFailure::Unavailable)?;
        *held = Some(copy);
        Ok(())
    }
}

fn copied(session: &TelegramSession) -> Option<TelegramSession> {
    // Exposed to be copied into another secret.
    let key = SecretBox::new(Box::new(*session.key().expose_secret()));
    let parts = SessionParts {
        dc_id: session.dc_id(),
        address: session.address(),
        test: session.is_test(),
        key: AuthKey::new(key).ok()?,
        user_id: session.user_id(),
        api_id: session.api_id(),
        introduction: session.introduction().clone(),
    };
    TelegramSession::new(parts).ok()
}

/// A journal that remembers nothing, because nothing outlives this program.
pub struct Forgetful;

#[async_trait]
impl MintJournal for Forgetful {
    async fn begin(&self, _: u8, _: &AuthKey, _: &Introduction) -> Result<(), JournalFailed> {
        Ok(())
    }

    async fn step(&self, _: MintStep) -> Result<(), JournalFailed> {
        Ok(())
    }
}
