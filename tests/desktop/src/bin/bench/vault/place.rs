//! A vault to be measured, and the accounts in it.

use std::{net::SocketAddr, path::Path, sync::Arc};

use secrecy::{ExposeSecretMut, SecretBox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_test_desktop::Trouble;
use signet_trail::Timestamp;
use signet_vault::{
    Card, Options, SignIn,
    keychain::Keychain,
    opening::{Opened, Opener, Opening},
};

use super::{keychain::Pocket, vault};

pub const NOW: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);
pub const PASSPHRASE: &str = "correct horse battery";

pub struct Place {
    pub opener: Opener,
}

impl Place {
    pub fn new(folder: &Path) -> Self {
        Self::kept_by(folder, Arc::new(Pocket::default()))
    }

    pub fn kept_by(folder: &Path, keychain: Arc<dyn Keychain>) -> Self {
        Self {
            opener: Opener::new(folder, "bench", Options::default(), keychain),
        }
    }

    /// Closed, with so many accounts.
    pub async fn with_accounts(folder: &Path, count: u32) -> Result<Self, Trouble> {
        let place = Self::new(folder);
        let opened = place.open().await?;
        for number in 1..=count {
            let (session, card) = (session(number)?, card(number));
            let sign_in = SignIn {
                pending: None,
                session: &session,
                card: &card,
                future_token: None,
                at: NOW,
            };
            opened
                .store
                .accounts()
                .sign_in(sign_in)
                .await
                .map_err(vault)?;
        }
        opened.store.close().await;
        Ok(place)
    }

    pub async fn open(&self) -> Result<Opened, Trouble> {
        match self.opener.open(NOW).await.map_err(vault)? {
            Opening::Open(opened) => Ok(opened),
            stuck @ (Opening::Stuck(_) | Opening::AskPassphrase) => {
                Err(Trouble::Unexpected(format!("{stuck:?}")))
            }
        }
    }
}

fn card(number: u32) -> Card {
    Card {
        name: format!("Person {number}"),
        username: Some(format!("person_{number}")),
        masked_phone: Some("+999 ••• 31".to_owned()),
        phone: Some(format!("+99966{number:05}").into()),
        premium: false,
        two_factor: None,
    }
}

fn session(number: u32) -> Result<TelegramSession, Trouble> {
    let wrong = |error: signet_session::Error| Trouble::Unexpected(error.to_string());
    let mut key = SecretBox::new(Box::new([1; AuthKey::BYTES]));
    key.expose_secret_mut()[..4].copy_from_slice(&number.to_be_bytes());
    TelegramSession::new(SessionParts {
        dc_id: 2,
        address: SocketAddr::from(([149, 154, 167, 51], 443)),
        test: false,
        key: AuthKey::new(key).map_err(wrong)?,
        user_id: 1_000_000 + i64::from(number),
        api_id: 21_724,
        introduction: Introduction::new("Signet", "Debian 12", "0.1.0", "en").map_err(wrong)?,
    })
    .map_err(wrong)
}
