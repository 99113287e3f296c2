//! Where sign-ins are kept: a store in memory, as the vault would be.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, SessionParts, TelegramSession};
use signet_telegram::{
    Error,
    login::{Finished, PendingId, PendingLogin, SessionStore, StoreFailure},
};

/// Unfinished sign-ins by id, and finished ones.
#[derive(Default)]
pub struct Drawer {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    forms: BTreeMap<[u8; 16], SecretBox<[u8]>>,
    saved: Vec<TelegramSession>,
}

impl Drawer {
    /// What a start after a crash finds of sign-ins that were under way.
    pub fn forms(&self) -> Result<Vec<PendingLogin>, Error> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forms.values().map(PendingLogin::read).collect()
    }

    /// The finished ones, a copy of each.
    pub fn sessions(&self) -> Vec<TelegramSession> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.saved.iter().filter_map(copied).collect()
    }

    /// One more that is finished.
    pub fn put(&self, session: TelegramSession) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.saved.push(session);
    }

    /// Without those of this name.
    pub fn remove(&self, name: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let named = |session: &TelegramSession| session.introduction().device_model() == name;
        kept.saved.retain(|session| !named(session));
    }

    /// The finished ones, which nobody has any more then.
    pub fn take(&self) -> Vec<TelegramSession> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut kept.saved)
    }
}

impl SessionStore for Drawer {
    async fn keep(&self, pending: &PendingLogin) -> Result<(), StoreFailure> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forms.insert(*pending.id().bytes(), pending.bytes());
        Ok(())
    }

    async fn forget(&self, id: PendingId) -> Result<(), StoreFailure> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forms.remove(id.bytes());
        Ok(())
    }

    async fn save(&self, finished: &Finished) -> Result<(), StoreFailure> {
        let session = copied(&finished.session).ok_or(StoreFailure::Unavailable)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forms.remove(finished.pending.bytes());
        kept.saved.push(session);
        Ok(())
    }
}

/// A store that writes has a copy of its own.
fn copied(session: &TelegramSession) -> Option<TelegramSession> {
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
