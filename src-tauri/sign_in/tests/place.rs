//! A controller of its own for each test, between a vault and a way to some Telegram.

use std::{net::TcpListener, path::Path, thread};

use secrecy::SecretBox;
use signet_contract::{
    ids::{KeyId, VaultId},
    ui::{Cause, SettingsSnapshot, SignInUnderWay},
};
use signet_telegram::Environment;
use signet_vault::{Folder, MasterKey, NewVault, NoHeadOutside, Options, Store};
use tempfile::TempDir;
use tokio::sync::mpsc;

use super::*;
use crate::settings::SettingsFile;

pub struct Place {
    pub mailbox: Mailbox,
    pub signed_in: mpsc::UnboundedReceiver<AccountId>,
    stores: watch::Sender<Option<Arc<Store>>>,
    roads: watch::Sender<Road>,
    heard: watch::Receiver<()>,
    folder: TempDir,
    _settings: watch::Sender<SettingsSnapshot>,
}

impl Place {
    /// Where nobody listens.
    pub fn unreachable() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        Self::at(road(&address.to_string()))
    }

    /// Where somebody listens and never says a word.
    pub async fn silent() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let mut held = Vec::new();
            while let Ok((socket, _)) = listener.accept() {
                held.push(socket);
            }
        });
        Self::at(road(&address.to_string()))
    }

    pub fn at(road: Road) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = create(folder.path());
        let file = SettingsFile::new(folder.path().join("settings.json"));
        let settings = watch::Sender::new(file.load().0.shown(None));
        let (stores, opened) = watch::channel(Some(store));
        let (roads, rerouted) = watch::channel(road);
        let (tell, heard) = watch::channel(());
        let (done, signed_in) = mpsc::unbounded_channel();
        let mailbox = SignIns::start(
            opened,
            rerouted,
            settings.subscribe(),
            Box::new(move |account| done.send(account).unwrap()),
            Box::new(move |_| {
                tell.send_replace(());
            }),
        );
        Self {
            mailbox,
            signed_in,
            stores,
            roads,
            heard,
            folder,
            _settings: settings,
        }
    }

    pub fn store(&self) -> Arc<Store> {
        self.stores.borrow().clone().unwrap()
    }

    pub fn reroute(&self, road: Road) {
        self.roads.send_replace(road);
    }

    pub async fn read(&self) -> SignInSnapshot {
        self.mailbox.ask(Message::Read).await.unwrap()
    }

    pub async fn under_way(&self) -> SignInUnderWay {
        let SignInSnapshot::UnderWay(shown) = self.read().await else {
            panic!("none is under way");
        };
        shown
    }

    /// Until it is shown so.
    pub async fn until(&self, so: impl Fn(&SignInUnderWay) -> bool) -> SignInUnderWay {
        let mut heard = self.heard.clone();
        loop {
            if let SignInSnapshot::UnderWay(shown) = self.read().await
                && so(&shown)
            {
                return shown;
            }
            timeout(Duration::from_secs(20), heard.changed())
                .await
                .expect("it never comes to that")
                .unwrap();
        }
    }

    pub async fn ask(
        &self,
        message: impl FnOnce(Answer) -> Message,
    ) -> Result<SignInSnapshot, Cause> {
        let answered = self.mailbox.ask(message).await.unwrap();
        answered.map_err(Cause::from)
    }

    pub async fn begin(&self) -> SignInUnderWay {
        self.shown(|reply| Message::Begin(None, reply)).await
    }

    pub async fn submit(&self, input: Input) -> SignInUnderWay {
        self.shown(|reply| Message::Submit(input, reply)).await
    }

    pub async fn act(&self, act: SignInAct) -> SignInUnderWay {
        self.shown(|reply| Message::Act(act, reply)).await
    }

    pub async fn shown(&self, message: impl FnOnce(Answer) -> Message) -> SignInUnderWay {
        match self.ask(message).await {
            Ok(SignInSnapshot::UnderWay(shown)) => shown,
            Ok(SignInSnapshot::None | SignInSnapshot::Kept { .. }) => panic!("none is under way"),
            Err(cause) => panic!("refused: {cause:?}"),
        }
    }

    /// As the vault's controller does: nobody has the store any more, then it closes.
    pub async fn lock(&self) {
        let store = self.stores.send_replace(None);
        self.settle().await;
        if let Some(store) = store {
            store.close().await;
        }
    }

    pub async fn unlock(&self) {
        let folder = Folder::claim(&self.folder.path().join("vault"), Options::default());
        let store = Store::open(&folder.unwrap(), key(), Arc::new(NoHeadOutside));
        self.stores.send_replace(Some(Arc::new(store.unwrap())));
        self.settle().await;
    }

    /// Until the controller has seen to what changed around it.
    async fn settle(&self) {
        self.mailbox.tell(Message::Vault).await.unwrap();
        self.read().await;
    }
}

fn road(address: &str) -> Road {
    let text = include_str!("environment.toml").replace("ADDRESS", address);
    Road::new(Arc::new(Environment::custom(&text).unwrap()), None)
}

fn key() -> MasterKey {
    MasterKey::new(SecretBox::new(Box::new([7; 32])))
}

fn create(folder: &Path) -> Arc<Store> {
    let folder = Folder::claim(&folder.join("vault"), Options::default()).unwrap();
    let new = NewVault {
        id: VaultId::now(),
        key_id: KeyId::now(),
        key: key(),
        copies: Vec::new(),
        environment: "test".into(),
        created_at: Timestamp::from_unix_millis(0),
    };
    Arc::new(Store::create(&folder, new, Arc::new(NoHeadOutside)).unwrap())
}
