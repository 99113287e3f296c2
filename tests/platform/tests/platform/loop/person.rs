//! A person on a local Telegram, signed in as Signet signs in.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use signet_sandbox::{Config, NewAccount, Sandbox};
use signet_session::{AuthKey, SessionParts, TelegramSession};
use signet_telegram::{
    Client, Environment, Road,
    devices::{home_introduction, minted_introduction},
    login::{
        Finished, Input, LoginFlow, PendingId, PendingLogin, SessionStore, Setup, Step,
        StoreFailure,
    },
    mint::{Minted, Minter, Minting},
};

use crate::journal::Journal;

/// Lives on DC 2; its code is 22222.
pub const PHONE: &str = "9996621234";
const CODE: &str = "22222";
pub const PASSWORD: &str = "correct horse";

/// Of a key: what may be compared and shown.
pub type Fingerprint = [u8; 32];

pub struct Person {
    pub sandbox: Sandbox,
    pub home: Arc<Client>,
    /// The home session's key.
    pub key: Fingerprint,
    password: Option<&'static str>,
}

impl Person {
    /// Signed in by phone and code, and the password if there is one: a young home.
    pub async fn sign_in(password: Option<&'static str>) -> Self {
        let account = NewAccount {
            phone: PHONE.to_owned(),
            first_name: "Mara".to_owned(),
            password: password.map(str::to_owned),
            lively: true,
            ..NewAccount::default()
        };
        let sandbox = Sandbox::start(Config {
            accounts: vec![account],
            ..Config::default()
        })
        .unwrap();
        let road = road(&sandbox);
        let store = Arc::new(Kept::default());
        let setup = Setup {
            introduction: home_introduction("desk", "Debian 12", "0.1.0", "en").unwrap(),
            future_tokens: Vec::new(),
            except: Vec::new(),
        };
        let flow = LoginFlow::begin(road.clone(), setup, Arc::clone(&store)).unwrap();
        flow.submit(Input::Phone(PHONE.into())).await.unwrap();
        flow.submit(Input::Code(CODE.into())).await.unwrap();
        if let Some(password) = password {
            flow.submit(Input::Password(password.into())).await.unwrap();
        }
        let snapshot = flow.snapshot();
        assert!(matches!(snapshot.step, Step::Done { .. }), "{snapshot:?}");
        assert!(flow.close().await);
        let session = store.0.lock().unwrap().take().unwrap();
        let key = fingerprint(session.key());
        let home = Client::from_session(&road, session).await.unwrap();
        Self {
            sandbox,
            home: Arc::new(home),
            key,
            password,
        }
    }

    /// So old that home may end others.
    pub fn grow_old(&self) {
        let two_days = Duration::from_secs(2 * 86_400);
        self.sandbox.age_authorizations(PHONE, two_days).unwrap();
    }

    pub fn road(&self) -> Road {
        road(&self.sandbox)
    }

    /// A sign-in of its own for this service.
    pub async fn mint(&self, journal: &Arc<Journal>, service: &str) -> Minted {
        let minter = Minter {
            home: Arc::clone(&self.home),
            journal: Arc::clone(journal) as _,
            introduction: minted_introduction(service, "Debian 12", "0.1.0", "en").unwrap(),
        };
        let now = SystemTime::now();
        match (minter.by_token(now).await.unwrap(), self.password) {
            (Minting::Done(minted), None) => minted,
            (Minting::PasswordNeeded(needed), Some(password)) => {
                let minted = needed.submit(&password.into(), now).await;
                minted.map_err(|refused| refused.error).unwrap()
            }
            (Minting::Done(_), Some(_)) => panic!("a password was not asked for"),
            (Minting::PasswordNeeded(_), None) => panic!("a password is asked for"),
        }
    }

    /// The devices as Telegram lists them, each with its connections.
    pub fn devices(&self) -> Vec<(String, usize)> {
        let names = self.sandbox.devices(PHONE).unwrap();
        let connections = self.sandbox.connections(PHONE).unwrap();
        names.into_iter().zip(connections).collect()
    }

    pub fn is_listed(&self, device: &str) -> bool {
        self.devices().iter().any(|(name, _)| name == device)
    }

    pub fn connections(&self, device: &str) -> usize {
        let found = self.devices().into_iter().find(|(name, _)| name == device);
        found.unwrap().1
    }

    /// Nobody broke a rule of the protocol, and no key was used from two places.
    pub fn is_unharmed(&self) {
        assert_eq!(self.sandbox.violations(), []);
        assert_eq!(self.sandbox.duplicated(), 0);
    }
}

pub fn fingerprint(key: &AuthKey) -> Fingerprint {
    // Exposed to be hashed.
    Sha256::digest(key.expose_secret()).into()
}

/// A copy for who else has one: the vault until the delivery is done, a service's client.
pub fn copied(session: &TelegramSession) -> TelegramSession {
    // Exposed to be copied.
    let key = Box::new(*session.key().expose_secret());
    TelegramSession::new(SessionParts {
        dc_id: session.dc_id(),
        address: session.address(),
        test: session.is_test(),
        key: AuthKey::new(SecretBox::new(key)).unwrap(),
        user_id: session.user_id(),
        api_id: session.api_id(),
        introduction: session.introduction().clone(),
    })
    .unwrap()
}

fn road(sandbox: &Sandbox) -> Road {
    let environment = Environment::custom(sandbox.environment()).unwrap();
    Road::new(Arc::new(environment), None)
}

/// Where the finished sign-in goes.
#[derive(Default)]
struct Kept(Mutex<Option<TelegramSession>>);

impl SessionStore for Kept {
    async fn keep(&self, _: &PendingLogin) -> Result<(), StoreFailure> {
        Ok(())
    }

    async fn forget(&self, _: PendingId) -> Result<(), StoreFailure> {
        Ok(())
    }

    async fn save(&self, finished: &Finished) -> Result<(), StoreFailure> {
        *self.0.lock().unwrap() = Some(copied(&finished.session));
        Ok(())
    }
}
