//! A vault, the disk under it, and a keychain made of files: all of it can be made to fail, and
//! outlives the process.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use secrecy::{ExposeSecret, SecretSlice, SecretString};
use signet_contract::ids::VaultId;
use signet_test_faults::{Disk, folder};
use signet_trail::Timestamp;
use signet_vault::{
    Error, KeyState, KnownKey, Options, OsRandom, Random, RecoveryKey, Store,
    keychain::{Entry, Keychain, KeychainError},
    opening::{Opened, Opener, Opening},
};
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);
pub const PASSPHRASE: &str = "correct horse battery";
const ENVIRONMENT: &str = "test";

/// A vault's folder, its surroundings, and the open vault.
pub struct Home {
    pub root: PathBuf,
    pub disk: Arc<Disk>,
    pub random: Arc<Dice>,
    pub keychain: Arc<Drawer>,
    pub opener: Opener,
    pub opened: Option<Opened>,
}

impl Home {
    /// In a folder that is there; whatever is in it is found again.
    pub fn at(root: &Path) -> Self {
        let (vault, drawer) = (root.join("vault"), root.join("keychain"));
        for folder in [&vault, &drawer] {
            fs::create_dir_all(folder).unwrap();
        }
        let disk = Arc::new(Disk::watching(&vault).unwrap());
        let random = Arc::new(Dice::default());
        let options = Options {
            random: Arc::<Dice>::clone(&random),
            vfs: Some(disk.vfs().to_owned()),
        };
        let keychain = Arc::new(Drawer {
            folder: drawer,
            disk: Arc::clone(&disk),
        });
        let used: Arc<Drawer> = Arc::clone(&keychain);
        Self {
            root: root.to_owned(),
            opener: Opener::new(&vault, ENVIRONMENT, options, used),
            disk,
            random,
            keychain,
            opened: None,
        }
    }

    pub fn vault(&self) -> PathBuf {
        self.root.join("vault")
    }

    pub fn opened(&self) -> &Opened {
        self.opened.as_ref().unwrap()
    }

    pub fn store(&self) -> &Store {
        &self.opened().store
    }

    /// The vault of its keychain entry.
    pub fn id(&self) -> VaultId {
        fs::read_to_string(self.root.join("id"))
            .unwrap()
            .parse()
            .unwrap()
    }

    /// A recovery kit, as a person keeps it: on paper.
    pub fn write_down(&self, kit: &SecretString) {
        fs::write(self.root.join("paper"), kit.expose_secret()).unwrap();
    }

    pub fn paper(&self) -> SecretString {
        fs::read_to_string(self.root.join("paper")).unwrap().into()
    }

    /// Whether what is on paper opens the vault as it is now.
    pub async fn paper_opens(&self) -> bool {
        let keys = self.store().keys();
        let (known, copies) = (keys.known().await.unwrap(), keys.copies().await.unwrap());
        let kit = RecoveryKey::parse(&self.paper()).unwrap();
        let mut opened = copies
            .iter()
            .filter_map(|copy| kit.unwrap(self.opened().vault, copy).ok());
        opened.any(|key| {
            let fingerprint = key.fingerprint().unwrap();
            let current = |key: &KnownKey| key.state == KeyState::Current;
            known
                .iter()
                .any(|key| current(key) && key.fingerprint == fingerprint)
        })
    }

    /// Opens it whatever keeps its key, as a person would who knows the passphrase.
    pub async fn open(&mut self) -> Result<(), Error> {
        self.close().await;
        let opened = match self.opener.open(NOW).await? {
            Opening::Open(opened) => opened,
            Opening::AskPassphrase => self.opener.unlock(PASSPHRASE.into()).await?,
            Opening::Stuck(_) => return Err(KeychainError::NoService.into()),
        };
        fs::write(self.root.join("id"), opened.vault.to_string()).unwrap();
        self.opened = Some(opened);
        Ok(())
    }

    pub async fn close(&mut self) {
        if let Some(opened) = self.opened.take() {
            opened.store.close().await;
        }
    }
}

/// A whole home that can be had again and again.
pub struct Mould(TempDir);

impl Mould {
    /// Of a home that is closed.
    pub fn of(root: &Path) -> Self {
        let mould = folder().unwrap();
        copy(root, mould.path());
        Self(mould)
    }

    pub fn cast(&self) -> TempDir {
        let cast = folder().unwrap();
        copy(self.0.path(), cast.path());
        cast
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let copied = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &copied);
        } else {
            fs::copy(entry.path(), copied).unwrap();
        }
    }
}

/// A keychain of one file for each entry, which is no place for secrets but outlives a process.
pub struct Drawer {
    folder: PathBuf,
    disk: Arc<Disk>,
}

impl Drawer {
    pub fn file(&self, entry: &Entry) -> PathBuf {
        self.folder.join(entry.to_string().replace('/', "."))
    }

    fn call<T>(&self, name: &str, work: impl FnOnce() -> T) -> Result<T, KeychainError> {
        self.disk
            .elsewhere(name, work)
            .map_err(|_| KeychainError::NoService)
    }
}

impl Keychain for Drawer {
    fn read(&self, entry: &Entry) -> Result<SecretSlice<u8>, KeychainError> {
        self.call("the keychain is read", || read(&self.file(entry)))?
            .map_err(|_| KeychainError::Missing)
    }

    fn write(&self, entry: &Entry, secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        self.call("the keychain is written", || {
            // As a whole or not at all, as keychains do.
            let unfinished = self.file(entry).with_extension("unfinished");
            fs::write(&unfinished, secret.expose_secret()).unwrap();
            fs::rename(unfinished, self.file(entry)).unwrap();
        })
    }

    fn remove(&self, entry: &Entry) -> Result<(), KeychainError> {
        self.call("an entry leaves the keychain", || {
            fs::remove_file(self.file(entry))
        })?
        .map_err(|_| KeychainError::Missing)
    }
}

/// Into the place where it stays: no copy is left in memory.
fn read(file: &Path) -> io::Result<SecretSlice<u8>> {
    let mut file = fs::File::open(file)?;
    let length = file.metadata()?.len() as usize;
    let mut bytes = vec![0; length].into_boxed_slice();
    file.read_exact(&mut bytes)?;
    Ok(SecretSlice::new(bytes))
}

/// The system's generator, until a call at which it fails.
pub struct Dice {
    left: AtomicI64,
}

const FOR_EVER: i64 = i64::MAX;

impl Default for Dice {
    fn default() -> Self {
        Self {
            left: AtomicI64::new(FOR_EVER),
        }
    }
}

impl Dice {
    /// Fails once at the call with this number, from 1.
    pub fn fail_at(&self, call: u32) {
        self.left.store(i64::from(call), Ordering::Relaxed);
    }

    /// Fails no more. Whether it did.
    pub fn mend(&self) -> bool {
        self.left.swap(FOR_EVER, Ordering::Relaxed) <= 0
    }
}

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error> {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            return Err(Error::NoRandom);
        }
        OsRandom.fill(bytes)
    }
}
