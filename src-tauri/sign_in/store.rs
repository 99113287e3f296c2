//! Sign-ins kept in the vault: those under way as secret forms, the finished one as an account.

use std::sync::{Arc, OnceLock};

use signet_contract::ids::AccountId;
use signet_telegram::login::{self, Finished, PendingId, PendingLogin, SessionStore, StoreFailure};
use signet_trail::{Actor, Circumstance, Code, Event, Outcome, Text};
use signet_vault::{Card, Error, FutureToken, PendingLoginId, SignIn, Store, subject};

use super::now;

/// The vault, for one sign-in.
pub struct Keeper {
    store: Arc<Store>,
    saved: OnceLock<Saved>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub account: AccountId,
    /// Whether the account was here before.
    pub again: bool,
    /// How Telegram's device list names it.
    pub listed_as: String,
}

impl Keeper {
    pub fn new(store: Arc<Store>) -> Self {
        Self {
            store,
            saved: OnceLock::new(),
        }
    }

    /// Once it is saved.
    pub fn saved(&self) -> Option<&Saved> {
        self.saved.get()
    }

    async fn put(&self, finished: &Finished) -> Result<Saved, Error> {
        use secrecy::ExposeSecret;
        let accounts = self.store.accounts();
        let before = accounts.of_user(finished.session.user_id()).await?;
        let known = match before {
            // One that cannot be read is healed by signing in.
            Some(id) => accounts.get(id).await.ok().map(|account| account.card),
            None => None,
        };
        // Exposed to be kept encrypted.
        let token = finished.future_token.as_ref();
        let token = token.map(|token| FutureToken::new(token.expose_secret().to_vec().into()));
        let account = accounts
            .sign_in(SignIn {
                pending: Some(named(finished.pending)),
                session: &finished.session,
                card: &card(&finished.account, known),
                future_token: token.as_ref(),
                at: now(),
            })
            .await?;
        let again = before.is_some();
        tell(&self.store, account, again).await;
        Ok(Saved {
            account,
            again,
            listed_as: finished.session.introduction().device_model().to_owned(),
        })
    }
}

impl SessionStore for Keeper {
    async fn keep(&self, pending: &PendingLogin) -> Result<(), StoreFailure> {
        let (logins, form) = (self.store.pending_logins(), pending.bytes());
        let kept = logins.keep(named(pending.id()), &form, now()).await;
        kept.map_err(failure)
    }

    async fn forget(&self, id: PendingId) -> Result<(), StoreFailure> {
        let forgotten = self.store.pending_logins().forget(named(id)).await;
        forgotten.map_err(failure)
    }

    async fn save(&self, finished: &Finished) -> Result<(), StoreFailure> {
        let saved = self.put(finished).await.map_err(failure)?;
        self.saved.get_or_init(|| saved);
        Ok(())
    }
}

/// In Telegram's answer there is less than the card of an account may have already.
fn card(account: &login::Account, known: Option<Card>) -> Card {
    let masked = account.phone.as_ref().map(ToString::to_string);
    let (known_name, username, known_phone, premium, two_factor) = match known {
        Some(known) => (
            known.name,
            known.username,
            known.masked_phone,
            known.premium,
            known.two_factor,
        ),
        None => (String::new(), None, None, false, None),
    };
    Card {
        name: if account.name.is_empty() {
            known_name
        } else {
            account.name.clone()
        },
        username,
        masked_phone: masked.or(known_phone),
        // The vault keeps the one it has.
        phone: None,
        premium,
        two_factor,
    }
}

/// Signing in waits for no line: what it did stands already.
async fn tell(store: &Store, account: AccountId, again: bool) {
    let code = if again {
        "signed-in-again"
    } else {
        "signed-in"
    };
    let told = async {
        let action: Code = code.parse()?;
        let circumstance = Circumstance {
            at: now(),
            actor: Actor::Person(Text::none()),
            subject: subject::account(account),
            reference: Text::none(),
        };
        let event = Event {
            circumstance,
            action,
            outcome: Outcome::Done,
        };
        store.trail()?.note(event).await
    };
    if let Err(error) = told.await {
        tracing::warn!(%error, "a sign-in is not in the trail");
    }
}

pub fn named(id: PendingId) -> PendingLoginId {
    PendingLoginId::from_bytes(*id.bytes())
}

/// What a sign-in can do about an error of the vault. The error itself is in the log.
pub fn failure(error: Error) -> StoreFailure {
    let failure = match &error {
        Error::DiskFull { .. } => StoreFailure::Full,
        Error::Locked => StoreFailure::Locked,
        Error::NoVault
        | Error::VaultExists
        | Error::InUse
        | Error::NewerSchema { .. }
        | Error::Damaged { .. }
        | Error::ReadOnly
        | Error::Io(_)
        | Error::Database(_)
        | Error::NoRandom
        | Error::WrongKey
        | Error::Elsewhere { .. }
        | Error::Keychain(_)
        | Error::Passphrase(_)
        | Error::Kit(_)
        | Error::KitAltered
        | Error::NotFound(_)
        | Error::Conflict(_)
        | Error::WrongLine(_)
        | Error::Trail(_)
        | Error::TrailBehind
        | Error::Head
        | Error::Panicked => StoreFailure::Unavailable,
    };
    tracing::warn!(%error, "the vault did not do what a sign-in needs");
    failure
}
