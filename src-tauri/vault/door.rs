//! The way to the vault for everybody else.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use signet_contract::ui::VaultSnapshot;
use signet_vault::{Options, Store, keychain::NativeKeychain, opening::Opener};
use tokio::{sync::watch, time::timeout};

use super::{Message, State, Vault, beside::Beside, rest};
use crate::{
    controller::{Mailbox, Publish, Reply, Unanswered},
    folders::Folders,
    network::Network,
    problem, settings,
};

/// The way to the vault. Its snapshot is read without asking the task: that may be waiting for
/// a keychain, and the window must not wait with it.
#[derive(Clone)]
pub struct Door {
    mailbox: Mailbox<Message>,
    seen: watch::Receiver<VaultSnapshot>,
    stores: watch::Receiver<Option<Arc<Store>>>,
}

/// What the vault must know of the rest of Signet.
pub struct Around {
    pub folders: Folders,
    /// Says after how long a vault locks itself.
    pub settings: settings::Seen,
    /// Learns of an open vault before everybody else.
    pub network: Network,
    /// Where damage is told that nobody asked about.
    pub problems: problem::Mailbox,
}

impl Door {
    /// Starts the task, which opens the vault at once.
    pub fn open(around: Around, environment: &str, publish: Publish<VaultSnapshot>) -> Self {
        let keychain = Arc::new(NativeKeychain::new());
        let folder = around.folders.vault();
        let opener = Opener::new(&folder, environment, Options::default(), keychain);
        let (show, seen) = watch::channel(VaultSnapshot::Opening);
        let (hand, stores) = watch::channel(None);
        let problems = around.problems.clone();
        let mailbox = Mailbox::start_with(|own| Vault {
            own,
            opener,
            around,
            state: State::Opening,
            kits: Vec::new(),
            trail_checked_at: None,
            beside: Beside::default(),
            set_aside: None,
            started: Instant::now(),
            watch: None,
            show,
            hand,
            publish,
        });
        mailbox.post(Message::Open);
        look_at_times(mailbox.clone());
        rest::begin(stores.clone(), mailbox.clone(), problems);
        Self {
            mailbox,
            seen,
            stores,
        }
    }

    /// The open vault, while it can be used. What it opened ends when it is gone: connections are
    /// closed, and what was read is forgotten. It is gone from here before it closes.
    pub fn stores(&self) -> watch::Receiver<Option<Arc<Store>>> {
        self.stores.clone()
    }

    /// What the person is shown, and each change of it.
    pub fn snapshots(&self) -> watch::Receiver<VaultSnapshot> {
        self.seen.clone()
    }

    pub fn snapshot(&self) -> VaultSnapshot {
        self.seen.borrow().clone()
    }

    pub async fn ask<T>(&self, message: impl FnOnce(Reply<T>) -> Message) -> Result<T, Unanswered> {
        self.mailbox.ask(message).await
    }

    pub async fn tell(&self, message: Message) -> Result<(), Unanswered> {
        self.mailbox.tell(message).await
    }

    /// Waits at the end of the program until everything is on disk and the key is wiped.
    pub fn finish(&self) {
        let closed = async { timeout(LAST_WORDS, self.ask(Message::Close)).await };
        if tauri::async_runtime::block_on(closed).is_err() {
            tracing::warn!("the vault was not closed in time");
        }
    }
}

const LAST_WORDS: Duration = Duration::from_secs(2);

/// How often it is looked whether the vault has to be locked.
const BEAT: Duration = Duration::from_secs(5);

fn look_at_times(mailbox: Mailbox<Message>) {
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(BEAT).await;
            if mailbox.tell(Message::Look).await.is_err() {
                break;
            }
        }
    });
}
