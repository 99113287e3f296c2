//! A vault in a folder of its own, and what the tests put into it.

use std::{
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use secrecy::SecretBox;
use signet_contract::ids::{KeyId, VaultId};
use signet_trail::{Action, Actor, Circumstance, Head, Recorded, Text, Timestamp};
use signet_vault::{
    Error, Folder, HeadKeeper, MasterKey, NewVault, Options, OsRandom, Random, Store,
};

pub const NOW: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);

/// So many milliseconds after that.
pub fn later(millis: u64) -> Timestamp {
    Timestamp::from_unix_millis(NOW.unix_millis() + millis)
}

/// A folder, the key of its vault, and where the head of the trail is kept.
pub struct Place {
    pub temporary: tempfile::TempDir,
    pub folder: Folder,
    pub key: [u8; 32],
    pub vault: VaultId,
    pub key_id: KeyId,
    pub heads: Arc<Heads>,
    pub random: Arc<Chance>,
}

/// The head outside, and how often it was written.
#[derive(Default)]
pub struct Heads {
    pub kept: Mutex<Option<Head>>,
    pub fails: AtomicBool,
}

impl HeadKeeper for Heads {
    fn kept(&self) -> Result<Option<Head>, Error> {
        Ok(*self.kept.lock().unwrap())
    }

    fn keep(&self, head: &Head) -> Result<(), Error> {
        if self.fails.load(Ordering::Relaxed) {
            return Err(Error::Head);
        }
        *self.kept.lock().unwrap() = Some(*head);
        Ok(())
    }
}

/// The system's generator, until it is told to fail.
#[derive(Default)]
pub struct Chance {
    fails: AtomicBool,
}

impl Chance {
    pub fn fail(&self, fails: bool) {
        self.fails.store(fails, Ordering::Relaxed);
    }
}

impl Random for Chance {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error> {
        if self.fails.load(Ordering::Relaxed) {
            return Err(Error::NoRandom);
        }
        OsRandom.fill(bytes)
    }
}

impl Place {
    pub fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let random = Arc::new(Chance::default());
        let options = Options {
            random: Arc::<Chance>::clone(&random),
            vfs: None,
        };
        let folder = Folder::claim(&temporary.path().join("vault"), options).unwrap();
        Self {
            random,
            ..Self::in_folder(temporary, folder)
        }
    }

    pub fn in_folder(temporary: tempfile::TempDir, folder: Folder) -> Self {
        Self {
            folder,
            temporary,
            key: [70; 32],
            vault: VaultId::now(),
            key_id: KeyId::now(),
            heads: Arc::default(),
            random: Arc::default(),
        }
    }

    pub fn with_store() -> (Self, Store) {
        let place = Self::new();
        let store = place.create().unwrap();
        (place, store)
    }

    pub fn create(&self) -> Result<Store, Error> {
        let new = NewVault {
            id: self.vault,
            key_id: self.key_id,
            key: master(self.key),
            copies: Vec::new(),
            environment: "test".into(),
            created_at: NOW,
        };
        Store::create(&self.folder, new, Arc::<Heads>::clone(&self.heads))
    }

    pub fn open(&self) -> Result<Store, Error> {
        self.open_with(self.key)
    }

    pub fn open_with(&self, key: [u8; 32]) -> Result<Store, Error> {
        Store::open(&self.folder, master(key), Arc::<Heads>::clone(&self.heads))
    }

    /// The folder as a power cut at this moment would leave it.
    pub fn cut(&self) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("vault");
        fs::create_dir(&path).unwrap();
        for name in ["vault.db", "vault.db-wal"] {
            fs::copy(self.folder.path().join(name), path.join(name)).unwrap();
        }
        let folder = Folder::claim(&path, Options::default()).unwrap();
        let mut copy = Self::in_folder(temporary, folder);
        copy.vault = self.vault;
        *copy.heads.kept.lock().unwrap() = *self.heads.kept.lock().unwrap();
        copy
    }

    /// The line that a sensitive function asks for.
    pub async fn recorded<A: Action>(&self, store: &Store, subject: Text) -> Recorded<A> {
        let trail = store.trail().unwrap();
        trail.record(circumstance(subject)).await.unwrap()
    }
}

pub fn master(key: [u8; 32]) -> MasterKey {
    MasterKey::new(SecretBox::new(Box::new(key)))
}

pub fn circumstance(subject: Text) -> Circumstance {
    circumstance_at(0, subject)
}

/// So many days later.
pub fn circumstance_at(day: u64, subject: Text) -> Circumstance {
    Circumstance {
        at: Timestamp::from_unix_millis(NOW.unix_millis() + day * 86_400_000),
        actor: Actor::Person(Text::none()),
        subject,
        reference: Text::none(),
    }
}
