//! Opening with a recovery kit.

use std::sync::Arc;

use secrecy::ExposeSecret;
use signet_contract::ids::VaultId;
use signet_trail::{Actor, Circumstance, Code, Event, Head, Outcome, Restore, Text, Timestamp};
use subtle::ConstantTimeEq;

use super::driver::{Opened, Opener, Surroundings};
use crate::{
    Error, Header, Keeper, MasterKey, NoHeadOutside, RecoveryKey, Store,
    keychain::{Entry, KeychainError},
    subject,
};

/// Where opening with a kit ended.
#[derive(Debug)]
pub enum Restored {
    /// Open, and its key is in the keychain again.
    Kept(Opened),
    /// Open, but the keychain did not take the key. Until
    /// [`Opener::set_passphrase`] nothing but the kit opens it again.
    Unkept(Opened, KeychainError),
}

impl Opener {
    /// Opens the vault with one of its recovery kits, and gives its key back to the keychain. A
    /// passphrase that was forgotten ends with it. [`Error::WrongKey`] if the kit is another
    /// vault's or was retired.
    pub async fn restore(&self, kit: RecoveryKey, now: Timestamp) -> Result<Restored, Error> {
        let (store, key, header) = self
            .on_a_thread(move |here| here.open_with_kit(&kit))
            .await?;
        let vault = header.vault;
        let given = self.give_back(&store, key, &header, now).await;
        let last = store.activity().last().await;
        // Nobody else has it, and its folder must be free for the next try.
        store.close().await;
        match given? {
            // Once more, now that the keychain has a place for the head.
            (_, Ok(())) => self.reopen(vault, last?).await.map(Restored::Kept),
            (key, Err(error)) => {
                let keeper = header.keeper();
                let opened = self.on_a_thread(move |here| here.open_apart(key, vault, keeper));
                Ok(Restored::Unkept(opened.await?, error))
            }
        }
    }

    /// The key again, and what the keychain said.
    async fn give_back(
        &self,
        store: &Store,
        key: MasterKey,
        header: &Header,
        now: Timestamp,
    ) -> Result<(MasterKey, Result<(), KeychainError>), Error> {
        let vault = header.vault;
        note(store, vault, now).await?;
        let (key, kept) = self
            .on_a_thread(move |here| {
                let kept = here.give_back(vault, &key);
                Ok((key, kept))
            })
            .await?;
        if kept.is_ok() && header.keeper() == Keeper::Passphrase {
            store.keys().remove_passphrase().await?;
        }
        Ok((key, kept))
    }

    /// Opens a vault again whose key the keychain has been given. The last line of its trail is
    /// kept there too, where no head is: from now on it would show if lines were cut off.
    pub(super) async fn reopen(&self, vault: VaultId, last: Option<Head>) -> Result<Opened, Error> {
        self.on_a_thread(move |here| {
            if let Some(last) = last {
                here.begin_heads(vault, &last);
            }
            here.open_with(here.kept(vault)?, vault)
        })
        .await
    }
}

/// The line is durable before the key is handed out. A trail whose end is missing takes no
/// sensitive line; this one says that somebody came back, and leaves the head as it is.
async fn note(store: &Store, vault: VaultId, now: Timestamp) -> Result<(), Error> {
    let circumstance = Circumstance {
        at: now,
        actor: Actor::Person(Text::none()),
        subject: subject::vault(vault),
        reference: Text::none(),
    };
    let trail = store.trail()?;
    match trail.record::<Restore>(circumstance.clone()).await {
        Ok(_) => Ok(()),
        Err(Error::TrailBehind | Error::Head) => {
            let event = Event {
                circumstance,
                action: Code::of::<Restore>(),
                outcome: Outcome::Begun,
            };
            trail.note(event).await.map(drop)
        }
        Err(error) => Err(error),
    }
}

impl Surroundings {
    fn open_with_kit(&self, kit: &RecoveryKey) -> Result<(Store, MasterKey, Header), Error> {
        let header = self.header()?;
        let of_the_kit = || {
            let mut copies = header.copies.iter();
            copies
                .find_map(|copy| kit.unwrap(header.vault, copy).ok())
                .ok_or(Error::WrongKey)
        };
        let folder = self.folder()?;
        let store = match header.keeper() {
            Keeper::Passphrase => Store::open(&folder, of_the_kit()?, Arc::new(NoHeadOutside))?,
            Keeper::Keychain => {
                match Store::open(&folder, of_the_kit()?, self.heads(header.vault)) {
                    Err(Error::Keychain(_)) => {
                        Store::open(&folder, of_the_kit()?, Arc::new(NoHeadOutside))?
                    }
                    opened => opened?,
                }
            }
        };
        Ok((store, of_the_kit()?, header))
    }

    /// A head that is there stays: it may tell of lines that are gone. One that cannot be kept is
    /// kept with the next sensitive line.
    fn begin_heads(&self, vault: VaultId, last: &Head) {
        let heads = self.heads(vault);
        let kept = match heads.kept() {
            Ok(None) => heads.keep(last),
            Ok(Some(_)) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = kept {
            tracing::warn!(%error, "the head of the trail is not outside yet");
        }
    }

    /// Without a head outside. A keychain that does not take the key takes no head either, and one
    /// that cannot be written, or does not fit, would refuse the passphrase that is the way on.
    fn open_apart(&self, key: MasterKey, vault: VaultId, keeper: Keeper) -> Result<Opened, Error> {
        let store = Store::open(&self.folder()?, key, Arc::new(NoHeadOutside))?;
        Ok(Opened {
            store: Arc::new(store),
            vault,
            keeper,
        })
    }

    /// A key that stands in the entry already and is another one may be what a newer copy of
    /// this vault needs: it is kept beside.
    fn give_back(&self, vault: VaultId, key: &MasterKey) -> Result<(), KeychainError> {
        match self.keychain.read(&Entry::key(vault)) {
            Ok(former) => {
                // Both exposed to be compared.
                let same = former.expose_secret().ct_eq(key.expose_secret());
                if !bool::from(same) {
                    self.keep_former(vault, &former)?;
                }
            }
            Err(KeychainError::Missing) => {}
            Err(error) => return Err(error),
        }
        self.keep(vault, key)
    }
}
