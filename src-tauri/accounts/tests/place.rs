//! A controller of its own for each test, between a vault and a Telegram that does not answer.

use std::{
    net::TcpListener,
    sync::{Mutex, PoisonError},
    thread,
};

use secrecy::SecretBox;
use signet_contract::{
    ids::{KeyId, VaultId},
    ui::{AccountSummary, Cause},
};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_telegram::Environment;
use signet_vault::{Card, Folder, MasterKey, NewVault, NoHeadOutside, Options, SignIn};
use tempfile::TempDir;
use tokio::time::timeout;

use super::*;

pub struct Place {
    pub mailbox: Mailbox,
    pub notified: Arc<Mutex<Vec<NotificationKind>>>,
    stores: watch::Sender<Option<Arc<Store>>>,
    roads: watch::Sender<Road>,
    heard: watch::Receiver<()>,
    _folder: TempDir,
}

impl Place {
    /// Where nobody listens.
    pub async fn unreachable() -> (Self, AccountId) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        Self::at(&address.to_string()).await
    }

    /// Where somebody listens and never says a word.
    pub async fn silent() -> (Self, AccountId) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let mut held = Vec::new();
            while let Ok((socket, _)) = listener.accept() {
                held.push(socket);
            }
        });
        Self::at(&address.to_string()).await
    }

    async fn at(address: &str) -> (Self, AccountId) {
        let text = include_str!("../../sign_in/tests/environment.toml").replace("ADDRESS", address);
        let road = Road::new(Arc::new(Environment::custom(&text).unwrap()), None);
        let folder = tempfile::tempdir().unwrap();
        let claimed = Folder::claim(&folder.path().join("vault"), Options::default()).unwrap();
        let new = NewVault {
            id: VaultId::now(),
            key_id: KeyId::now(),
            key: MasterKey::new(SecretBox::new(Box::new([7; 32]))),
            copies: Vec::new(),
            environment: "test".into(),
            created_at: SystemTime::now().into(),
        };
        let store = Arc::new(Store::create(&claimed, new, Arc::new(NoHeadOutside)).unwrap());
        let account = sign_in(&store, 7).await;
        let (stores, opened) = watch::channel(Some(store));
        let (roads, ways) = watch::channel(road);
        let (tell, heard) = watch::channel(());
        let notified = Arc::new(Mutex::new(Vec::new()));
        let notices = Arc::clone(&notified);
        let mailbox = start(Ports {
            stores: opened,
            roads: ways,
            publish: Box::new(move |_| {
                tell.send_replace(());
            }),
            publish_devices: Box::new(|_| {}),
            notify: Box::new(move |kind| {
                let mut told = notices.lock().unwrap_or_else(PoisonError::into_inner);
                told.push(kind);
            }),
        });
        let place = Self {
            mailbox,
            notified,
            stores,
            roads,
            heard,
            _folder: folder,
        };
        place.until(|accounts| !accounts.is_empty()).await;
        (place, account)
    }

    /// For a controller of the test's own.
    pub fn ports(&self) -> Ports {
        Ports {
            stores: self.stores.subscribe(),
            roads: self.roads.subscribe(),
            publish: Box::new(|_| {}),
            publish_devices: Box::new(|_| {}),
            notify: Box::new(|_| {}),
        }
    }

    pub fn turn_road(&self) {
        self.roads.send_modify(|_| {});
    }

    /// An errand for this account, beside the controller.
    pub fn visit(&self, account: AccountId) -> errand::Visit {
        errand::Visit {
            store: self.store(),
            road: self.roads.borrow().clone(),
            account,
            before: signet_telegram::Standing::Active,
            asked: true,
            portrait: None,
            known: known::Known::read(None),
            client: None,
        }
    }

    pub fn store(&self) -> Arc<Store> {
        self.stores.borrow().clone().unwrap()
    }

    /// Until they are shown so.
    pub async fn until(&self, so: impl Fn(&[AccountSummary]) -> bool) -> Vec<AccountSummary> {
        let mut heard = self.heard.clone();
        loop {
            if let AccountsSnapshot::Ready { accounts } = self.read().await
                && so(&accounts)
            {
                return accounts;
            }
            timeout(Duration::from_secs(20), heard.changed())
                .await
                .expect("it never comes to that")
                .unwrap();
        }
    }

    pub async fn read(&self) -> AccountsSnapshot {
        self.mailbox.ask(Message::Read).await.unwrap()
    }

    /// Asks for something about accounts; whoever is here after it.
    pub async fn ask(
        &self,
        message: impl FnOnce(AccountsReply) -> Message,
    ) -> Result<Vec<AccountSummary>, Cause> {
        match self.mailbox.ask(message).await.unwrap() {
            Ok(AccountsSnapshot::Ready { accounts }) => Ok(accounts),
            Ok(AccountsSnapshot::Loading | AccountsSnapshot::Failed { .. }) => panic!("no list"),
            Err(refusal) => Err(refusal.into()),
        }
    }

    pub async fn devices(&self, id: AccountId, act: DeviceAct) -> Result<DevicesSnapshot, Cause> {
        let message = |reply| Message::Devices(id.to_string(), act, reply);
        let answered = self.mailbox.ask(message).await.unwrap();
        answered.map_err(Cause::from)
    }

    /// Nobody has the store any more.
    pub async fn lock(&self) -> Arc<Store> {
        let store = self.store();
        self.stores.send_replace(None);
        self.settle().await;
        store
    }

    pub async fn unlock(&self, store: Arc<Store>) {
        self.stores.send_replace(Some(store));
        self.settle().await;
    }

    /// Until the controller has seen to what changed around it.
    async fn settle(&self) {
        self.mailbox.tell(Message::VaultTurned).await.unwrap();
        self.read().await;
    }
}

/// Saves a session under this key, always of the same person.
pub async fn sign_in(store: &Store, key: u8) -> AccountId {
    let session = TelegramSession::new(SessionParts {
        dc_id: 2,
        address: "127.0.0.1:443".parse().unwrap(),
        test: false,
        key: AuthKey::new(SecretBox::new(Box::new([key; 256]))).unwrap(),
        user_id: 4711,
        api_id: 4242,
        introduction: Introduction::new("Laptop", "Debian 12", "Signet 0.1.0", "en").unwrap(),
    });
    let card = Card {
        name: "Ada".to_owned(),
        username: None,
        masked_phone: Some("+999 *** 1234".to_owned()),
        phone: Some("9996621234".into()),
        premium: false,
        two_factor: None,
    };
    let sign_in = SignIn {
        pending: None,
        session: &session.unwrap(),
        card: &card,
        future_token: None,
        at: SystemTime::now().into(),
    };
    store.accounts().sign_in(sign_in).await.unwrap()
}
