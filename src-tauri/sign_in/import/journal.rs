//! The journal of an import: the fresh key, and the session it comes from, are in the vault before
//! Telegram hears of it.

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use secrecy::{ExposeSecret, SecretBox};
use signet_contract::ids::MintIntentId;
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_telegram::{
    DeviceHash,
    mint::{JournalFailed, MintJournal, MintStep},
};
use signet_trail::{Import, Recorded};
use signet_vault::{Error, FreshKey, Store};

use super::{super::now, Intent};

/// Of one import.
pub struct Journal {
    store: Arc<Store>,
    /// Until it begins: what allows it, and what it is made from.
    opening: Mutex<Option<(Recorded<Import>, TelegramSession)>>,
    intent: Intent,
}

impl Journal {
    pub fn new(
        store: Arc<Store>,
        line: Recorded<Import>,
        donor: TelegramSession,
        intent: Intent,
    ) -> Self {
        Self {
            store,
            opening: Mutex::new(Some((line, donor))),
            intent,
        }
    }

    /// Of one that began in another run, or was given up in this one.
    pub fn of(store: Arc<Store>, intent: MintIntentId) -> Self {
        Self {
            store,
            opening: Mutex::default(),
            intent: Arc::new(OnceLock::from(intent)),
        }
    }

    /// Under which id it is kept, once it began.
    pub fn intent(&self) -> Intent {
        Arc::clone(&self.intent)
    }
}

impl MintJournal for Journal {
    async fn begin(
        &self,
        dc: u8,
        key: &AuthKey,
        introduction: &Introduction,
    ) -> Result<(), JournalFailed> {
        let opening = self.opening.lock();
        let opening = opening.unwrap_or_else(PoisonError::into_inner).take();
        let (line, donor) = opening.ok_or(JournalFailed)?;
        let fresh = FreshKey {
            dc,
            key: key_copied(key).ok_or(JournalFailed)?,
            introduction: introduction.clone(),
        };
        let intents = self.store.mint_intents();
        let begun = intents.begin_import(line, &donor, &fresh, now()).await;
        let intent = begun.map_err(failed)?;
        self.intent.get_or_init(|| intent);
        Ok(())
    }

    async fn step(&self, step: MintStep) -> Result<(), JournalFailed> {
        let intent = *self.intent.get().ok_or(JournalFailed)?;
        let intents = self.store.mint_intents();
        let written = match kept(step) {
            Some(step) => intents.advance(intent, step, now()).await,
            None => intents.forget(intent).await,
        };
        written.map_err(failed)
    }
}

fn failed(error: Error) -> JournalFailed {
    tracing::warn!(%error, "the vault did not keep a step of an import");
    JournalFailed
}

/// None once nothing is left of it.
fn kept(step: MintStep) -> Option<signet_vault::MintStep> {
    use signet_vault::MintStep as Kept;
    let named = |hash: DeviceHash| hash.0;
    Some(match step {
        MintStep::Begun => Kept::Begun,
        MintStep::LettingIn { until } => Kept::LettingIn {
            until: until.into(),
        },
        MintStep::LetIn { hash } => Kept::LetIn {
            authorization: named(hash),
        },
        MintStep::PasswordMissing { hash } => Kept::PasswordMissing {
            authorization: named(hash),
        },
        MintStep::SignedIn { hash } => Kept::SignedIn {
            authorization: named(hash),
        },
        MintStep::Closed { hash } => Kept::Closed {
            authorization: named(hash),
        },
        MintStep::Undone => return None,
    })
}

pub fn step(kept: signet_vault::MintStep) -> MintStep {
    use signet_vault::MintStep as Kept;
    let hash = DeviceHash;
    match kept {
        Kept::Begun => MintStep::Begun,
        Kept::LettingIn { until } => MintStep::LettingIn {
            until: time(until.unix_millis()),
        },
        Kept::LetIn { authorization } => MintStep::LetIn {
            hash: hash(authorization),
        },
        Kept::PasswordMissing { authorization } => MintStep::PasswordMissing {
            hash: hash(authorization),
        },
        Kept::SignedIn { authorization } => MintStep::SignedIn {
            hash: hash(authorization),
        },
        Kept::Closed { authorization } => MintStep::Closed {
            hash: hash(authorization),
        },
    }
}

fn time(millis: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(millis)
}

/// For the vault, while a client has the session.
pub fn copied(session: &TelegramSession) -> Option<TelegramSession> {
    let parts = SessionParts {
        dc_id: session.dc_id(),
        address: session.address(),
        test: session.is_test(),
        key: key_copied(session.key())?,
        user_id: session.user_id(),
        api_id: session.api_id(),
        introduction: session.introduction().clone(),
    };
    TelegramSession::new(parts).ok()
}

fn key_copied(key: &AuthKey) -> Option<AuthKey> {
    // Exposed to be copied into another secret.
    AuthKey::new(SecretBox::new(Box::new(*key.expose_secret()))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_kept_as_it_was_but_the_last_which_is_forgotten() {
        let hash = DeviceHash(-7);
        let until = time(1_000);
        for each in [
            MintStep::Begun,
            MintStep::LettingIn { until },
            MintStep::LetIn { hash },
            MintStep::PasswordMissing { hash },
            MintStep::SignedIn { hash },
            MintStep::Closed { hash },
        ] {
            assert_eq!(kept(each).map(step), Some(each));
        }
        assert_eq!(kept(MintStep::Undone), None);
    }
}
