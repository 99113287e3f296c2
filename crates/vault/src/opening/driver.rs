//! Looks at a folder and its keychain and does what the table says.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use secrecy::{ExposeSecret, SecretBox, SecretSlice, SecretString};
use signet_contract::ids::{KeyId, VaultId};
use signet_trail::Timestamp;
use subtle::ConstantTimeEq;
use tokio::sync::oneshot;

use super::{Answer, Found, Obstacle, Step, decide};
use crate::{
    CopyKind, CopyPlace, Error, Folder, HeadKeeper, Header, Keeper, MasterKey, NewVault,
    NoHeadOutside, Options, Store, WrappedCopy, WrappingKey,
    keychain::{Entry, Keychain, KeychainError, KeychainHeads},
    passphrase::{Passphrase, Stretch},
};

/// An open vault, and what keeps its key.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The vault.
    pub store: Arc<Store>,
    /// Which one.
    pub vault: VaultId,
    /// What keeps its key.
    pub keeper: Keeper,
}

/// Where opening ended.
#[derive(Debug)]
pub enum Opening {
    /// It is open.
    Open(Opened),
    /// The passphrase is needed.
    AskPassphrase,
    /// The person decides.
    Stuck(Obstacle),
}

/// Opens one vault, as often as it takes. The folder is claimed at the first try and stays so
/// while this lives, also while the vault is locked.
///
/// Every call waits for the disk, the keychain and Argon2 on a thread of its own.
#[derive(Clone)]
pub struct Opener(Arc<Surroundings>);

pub(super) struct Surroundings {
    path: PathBuf,
    environment: String,
    options: Options,
    pub(super) keychain: Arc<dyn Keychain>,
    claimed: Mutex<Option<Folder>>,
    /// The vault of which the keychain may have something that it should not, since a passphrase
    /// keeps its key. Held while that is removed, and while a key is put into the keychain.
    leftovers: Mutex<Option<VaultId>>,
}

/// A program that was just closed may hold the folder for a moment longer than its window.
const LAST_ONE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(50);

impl Opener {
    /// For the vault in this folder, whether it is there yet or not. It is the vault of one
    /// Telegram; [`Error::Elsewhere`] comes from one that was made for another.
    pub fn new(
        path: &Path,
        environment: &str,
        options: Options,
        keychain: Arc<dyn Keychain>,
    ) -> Self {
        Self(Arc::new(Surroundings {
            path: path.to_owned(),
            environment: environment.to_owned(),
            options,
            keychain,
            claimed: Mutex::default(),
            leftovers: Mutex::default(),
        }))
    }

    /// Opens the vault if nobody has to be asked, and makes a new one where there is none.
    pub async fn open(&self, now: Timestamp) -> Result<Opening, Error> {
        self.on_a_thread(move |here| here.open(now)).await
    }

    /// Makes a new vault whose key this passphrase keeps.
    pub async fn begin(&self, passphrase: SecretString, now: Timestamp) -> Result<Opened, Error> {
        self.on_a_thread(move |here| here.begin(&Passphrase::choose(&passphrase)?, now))
            .await
    }

    /// Opens the vault with its passphrase; [`Error::WrongKey`] if it is another one. The
    /// keychain is not asked: [`Opener::forget_leftovers`] does that beside the work.
    pub async fn unlock(&self, passphrase: SecretString) -> Result<Opened, Error> {
        self.on_a_thread(move |here| here.unlock(&Passphrase::typed(&passphrase)?))
            .await
    }

    /// Removes from the keychain what it still has of a vault that was unlocked with its
    /// passphrase: that may have been set while the keychain did not answer. Takes as long as
    /// the keychain does, so that no person should wait for it.
    pub async fn forget_leftovers(&self) -> Result<(), Error> {
        self.on_a_thread(|here| {
            here.forget_leftovers();
            Ok(())
        })
        .await
    }

    /// Puts the vault into a folder of its own, and says where. Nothing is deleted, neither there
    /// nor in the keychain. It must not be open.
    pub async fn set_aside(&self) -> Result<Option<PathBuf>, Error> {
        self.on_a_thread(|here| here.folder()?.set_aside()).await
    }

    pub(super) async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Surroundings) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let here = Arc::clone(&self.0);
        let (tell, told) = oneshot::channel();
        thread::Builder::new()
            .name("vault-opening".into())
            .spawn(move || {
                let done = work(&here);
                // First: whoever hears of the end may take the folder over.
                drop(here);
                drop(tell.send(done));
            })?;
        told.await.unwrap_or(Err(Error::Panicked))
    }
}

impl Surroundings {
    pub(super) fn folder(&self) -> Result<Folder, Error> {
        let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = &*claimed {
            return Ok(folder.clone());
        }
        let end = Instant::now() + LAST_ONE;
        loop {
            match Folder::claim(&self.path, self.options.clone()) {
                Err(Error::InUse) if Instant::now() < end => thread::sleep(PAUSE),
                folder => return Ok(claimed.insert(folder?).clone()),
            }
        }
    }

    /// What the vault says about itself.
    pub(super) fn header(&self) -> Result<Header, Error> {
        self.inspect()?.ok_or(Error::NoVault)
    }

    fn inspect(&self) -> Result<Option<Header>, Error> {
        match Store::inspect(&self.folder()?)? {
            Some(header) if header.environment != self.environment => Err(Error::Elsewhere {
                environment: header.environment,
            }),
            found => Ok(found),
        }
    }

    pub(super) fn heads(&self, vault: VaultId) -> Arc<dyn HeadKeeper> {
        Arc::new(KeychainHeads::new(Arc::clone(&self.keychain), vault))
    }

    fn open(&self, now: Timestamp) -> Result<Opening, Error> {
        match self.inspect()? {
            None => self.open_new(now),
            Some(header) if header.keeper() == Keeper::Passphrase => Ok(Opening::AskPassphrase),
            Some(header) => self.open_old(&header),
        }
    }

    /// The key is in the keychain before there is a vault that needs it.
    fn open_new(&self, now: Timestamp) -> Result<Opening, Error> {
        let new = self.new_vault(now)?;
        let vault = new.id;
        let answer = match self.keep(vault, &new.key) {
            Ok(()) => Answer::Fits,
            Err(error) => Answer::Refused(error),
        };
        // A key that was written and not given back is a key to nothing.
        if answer != Answer::Fits {
            self.forget(vault);
        }
        match decide(Found::Nothing, answer) {
            Step::Begin => {
                let folder = self.folder()?;
                let made = Store::create(&folder, new, self.heads(vault));
                // One that failed at its last step is there, and needs its key.
                if made.is_err() && matches!(folder.has_vault(), Ok(false)) {
                    self.forget(vault);
                }
                Ok(Opening::Open(Opened {
                    store: Arc::new(made?),
                    vault,
                    keeper: Keeper::Keychain,
                }))
            }
            Step::Stop(obstacle) => Ok(Opening::Stuck(obstacle)),
            Step::Open | Step::AskPassphrase => Err(Error::NoVault),
        }
    }

    fn open_old(&self, header: &Header) -> Result<Opening, Error> {
        let found = Found::Vault(Keeper::Keychain);
        let answer = match self.look(header) {
            Ok(Some(key)) => {
                let opened = self.open_with(key, header.vault);
                match opened {
                    Ok(opened) => return Ok(Opening::Open(opened)),
                    // The key was there, the head beside it is out of reach.
                    Err(Error::Keychain(KeychainError::NoService)) => {
                        Answer::Refused(KeychainError::Vanished)
                    }
                    Err(Error::Keychain(error)) => Answer::Refused(error),
                    Err(error) => return Err(error),
                }
            }
            Ok(None) => Answer::OtherKey,
            Err(error) => Answer::Refused(error),
        };
        match decide(found, answer) {
            Step::Stop(obstacle) => Ok(Opening::Stuck(obstacle)),
            Step::AskPassphrase => Ok(Opening::AskPassphrase),
            Step::Begin | Step::Open => Err(Error::WrongKey),
        }
    }

    /// Opens with a key from the keychain.
    pub(super) fn open_with(&self, key: MasterKey, vault: VaultId) -> Result<Opened, Error> {
        let store = Store::open(&self.folder()?, key, self.heads(vault))?;
        Ok(Opened {
            store: Arc::new(store),
            vault,
            keeper: Keeper::Keychain,
        })
    }

    fn begin(&self, passphrase: &Passphrase, now: Timestamp) -> Result<Opened, Error> {
        let mut new = self.new_vault(now)?;
        let how = Stretch::new(&*self.options.random)?;
        let under = passphrase.stretch(&how)?;
        let place = CopyPlace {
            vault: new.id,
            copy: KeyId::now(),
            kind: CopyKind::Passphrase,
            master: new.key_id,
            parameters: how.write(),
        };
        let wrapped = new.key.wrap(&under, &place, &*self.options.random)?;
        new.copies.push(place.with(wrapped, now));
        let vault = new.id;
        let store = Store::create(&self.folder()?, new, Arc::new(NoHeadOutside))?;
        Ok(Opened {
            store: Arc::new(store),
            vault,
            keeper: Keeper::Passphrase,
        })
    }

    pub(super) fn unlock(&self, passphrase: &Passphrase) -> Result<Opened, Error> {
        let header = self.header()?;
        let key = header.key_behind(passphrase)?;
        let store = Store::open(&self.folder()?, key, Arc::new(NoHeadOutside))?;
        *self.leftovers() = Some(header.vault);
        Ok(Opened {
            store: Arc::new(store),
            vault: header.vault,
            keeper: Keeper::Passphrase,
        })
    }

    fn new_vault(&self, now: Timestamp) -> Result<NewVault, Error> {
        Ok(NewVault {
            id: VaultId::now(),
            key_id: KeyId::now(),
            key: MasterKey::generate(&*self.options.random)?,
            copies: Vec::new(),
            environment: self.environment.clone(),
            created_at: now,
        })
    }

    /// The key in the keychain, whichever it is.
    pub(super) fn kept(&self, vault: VaultId) -> Result<MasterKey, KeychainError> {
        key_of(&self.keychain.read(&Entry::key(vault))?)
    }

    /// The key in the keychain if it fits; `None` if it is another one.
    fn look(&self, header: &Header) -> Result<Option<MasterKey>, KeychainError> {
        let key = self.kept(header.vault)?;
        let fingerprint = key.fingerprint().map_err(|_| KeychainError::Unreadable)?;
        Ok(header.key(&fingerprint).map(|_| key))
    }

    /// Puts the key into the keychain, in the place of the one that is there, and makes sure that
    /// it is there.
    pub(super) fn keep(&self, vault: VaultId, key: &MasterKey) -> Result<(), KeychainError> {
        // What the keychain has from now on is there on purpose.
        let mut leftovers = self.leftovers();
        *leftovers = None;
        let entry = Entry::key(vault);
        // Exposed to the keychain, which is there to keep it.
        let bytes = SecretSlice::from(key.expose_secret().to_vec());
        self.keychain.write(&entry, &bytes)?;
        let kept = match self.keychain.read(&entry) {
            Err(KeychainError::Missing | KeychainError::NoService) => {
                return Err(KeychainError::Vanished);
            }
            kept => kept?,
        };
        // Both exposed to be compared.
        let same: bool = kept.expose_secret().ct_eq(bytes.expose_secret()).into();
        same.then_some(()).ok_or(KeychainError::Unreadable)
    }

    fn leftovers(&self) -> MutexGuard<'_, Option<VaultId>> {
        self.leftovers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn forget_leftovers(&self) {
        let mut leftovers = self.leftovers();
        if let Some(vault) = leftovers.take() {
            self.forget(vault);
        }
    }

    /// Removes what the keychain has of a vault whose key it no longer keeps, former keys
    /// included. What cannot be removed stays until the passphrase is next used, and is said in
    /// the log: until then whoever can read the keychain can open the vault.
    pub(super) fn forget(&self, vault: VaultId) {
        if let Err(error) = self.remove_all(vault) {
            tracing::warn!(%error, "an entry stays in the keychain");
        }
    }

    fn remove_all(&self, vault: VaultId) -> Result<(), KeychainError> {
        let key = self.remove(&Entry::key(vault));
        // One that does not answer is not asked again and again while a person waits.
        if key == Err(KeychainError::Silent) {
            return key;
        }
        let formers = self.formers(vault).and_then(|count| {
            // The last first, so that what is left has no gap and is found again.
            let mut numbers = (1..=count).rev();
            numbers.try_for_each(|number| self.remove(&Entry::former(vault, number)))
        });
        key.and(formers).and(self.remove(&Entry::head(vault)))
    }

    /// Looks first: a removal that comes after the keychain was given up on could take away what
    /// it has been given since.
    fn remove(&self, entry: &Entry) -> Result<(), KeychainError> {
        let removed = match self.keychain.read(entry) {
            Ok(_) | Err(KeychainError::Unreadable) => self.keychain.remove(entry),
            Err(error) => Err(error),
        };
        match removed {
            Err(KeychainError::Missing) => Ok(()),
            removed => removed,
        }
    }

    /// How many former keys the keychain has.
    fn formers(&self, vault: VaultId) -> Result<u32, KeychainError> {
        let mut count = 0;
        loop {
            match self.keychain.read(&Entry::former(vault, count + 1)) {
                Ok(_) => count += 1,
                Err(KeychainError::Missing) => return Ok(count),
                Err(error) => return Err(error),
            }
        }
    }

    /// Keeps a key that another one takes the place of, in an entry of its own.
    pub(super) fn keep_former(
        &self,
        vault: VaultId,
        former: &SecretSlice<u8>,
    ) -> Result<(), KeychainError> {
        let number = self.formers(vault)? + 1;
        self.keychain.write(&Entry::former(vault, number), former)
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }
}

impl Header {
    /// The master key behind the passphrase; [`Error::WrongKey`] if it is another one. Takes a
    /// good part of a second on purpose.
    pub fn unlock(&self, passphrase: &SecretString) -> Result<MasterKey, Error> {
        self.key_behind(&Passphrase::typed(passphrase)?)
    }

    pub(super) fn key_behind(&self, passphrase: &Passphrase) -> Result<MasterKey, Error> {
        let copy = self.passphrase().ok_or(Error::NotFound("passphrase"))?;
        let under = passphrase.stretch(&Stretch::read(&copy.parameters)?)?;
        unwrap(self.vault, copy, &under)
    }
}

/// The master key in a copy.
pub(super) fn unwrap(
    vault: VaultId,
    copy: &WrappedCopy,
    under: &WrappingKey,
) -> Result<MasterKey, Error> {
    let place = CopyPlace {
        vault,
        copy: copy.id,
        kind: copy.kind,
        master: copy.master,
        parameters: copy.parameters.clone(),
    };
    MasterKey::unwrap(&copy.wrapped, under, &place)
}

fn key_of(kept: &SecretSlice<u8>) -> Result<MasterKey, KeychainError> {
    // Exposed to be copied to where it stays.
    let bytes: &[u8; 32] = kept
        .expose_secret()
        .try_into()
        .map_err(|_| KeychainError::Unreadable)?;
    let mut key = Box::new([0; 32]);
    key.copy_from_slice(bytes);
    Ok(MasterKey::new(SecretBox::new(key)))
}
