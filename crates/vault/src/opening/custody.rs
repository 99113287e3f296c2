//! Changing what keeps the key of an open vault: keychain, passphrase, recovery kits, a new key.

use signet_contract::ids::{KeyId, VaultId};
use signet_trail::{Action, Actor, Circumstance, Export, Recorded, Rotate, Text, Timestamp};

use super::driver::{Opened, Opener, Surroundings};
use crate::{
    CopyKind, CopyPlace, Error, Keeper, MasterKey, NextKey, RecoveryKey, Stage, WrappingKey,
    passphrase::{Passphrase, Stretch},
    subject,
};
use secrecy::SecretString;

/// Rows that are brought under a new key in one go: a moment's work, so that others get their
/// turn and the person sees it move.
const BATCH: usize = 200;

impl Opener {
    /// Puts a passphrase in the keychain's place, or a new one in the place of the last. Kits
    /// made before end. The vault is closed and opened again: with this passphrase, before the
    /// keychain gives its copy up.
    pub async fn set_passphrase(
        &self,
        opened: &Opened,
        passphrase: SecretString,
        now: Timestamp,
    ) -> Result<Opened, Error> {
        let chosen = passphrase.clone();
        let (how, under) = self
            .on_a_thread(move |here| here.stretch_new(&Passphrase::choose(&chosen)?))
            .await?;
        let line = record::<Rotate>(opened, now).await?;
        let keys = opened.store.keys();
        keys.set_passphrase(line, under, how.write(), now).await?;
        opened.store.close().await;
        let opened = self.unlock(passphrase).await?;
        // Waited for: nobody is told of a passphrase while the keychain gives the key to everybody.
        self.forget_leftovers().await?;
        Ok(opened)
    }

    /// Whether this is the passphrase; [`Error::WrongKey`] if not. Asked before it is changed or
    /// removed, since whoever sits at an open vault is not always its owner.
    pub async fn check_passphrase(&self, passphrase: SecretString) -> Result<(), Error> {
        self.on_a_thread(move |here| here.check(&Passphrase::typed(&passphrase)?))
            .await
    }

    /// Gives the key back to the keychain. The passphrase ends once the keychain has it; kits
    /// stay. The vault is closed and opened again.
    pub async fn remove_passphrase(
        &self,
        opened: &Opened,
        now: Timestamp,
    ) -> Result<Opened, Error> {
        let vault = opened.vault;
        let line = record::<Rotate>(opened, now).await?;
        let key = opened.store.keys().for_keychain(line).await?;
        self.on_a_thread(move |here| Ok(here.keep(vault, &key)?))
            .await?;
        let last = opened.store.activity().last().await?;
        opened.store.keys().remove_passphrase().await?;
        opened.store.close().await;
        self.reopen(vault, last).await
    }

    /// Makes a recovery kit, which opens this vault until it is retired or a passphrase is set. It
    /// is shown once: what is kept of it opens nothing by itself.
    pub async fn make_kit(&self, opened: &Opened, now: Timestamp) -> Result<RecoveryKey, Error> {
        let generate = |here: &Surroundings| RecoveryKey::generate(&*here.options().random);
        let kit = self.on_a_thread(generate).await?;
        let line = record::<Export>(opened, now).await?;
        let keys = opened.store.keys();
        keys.add_kit(line, kit.public_half()?, now).await?;
        Ok(kit)
    }

    /// Changes the master key, or goes on with a change that was cut short, and tells how many
    /// rows are left. Recovery kits open the new key as they did the old one; the passphrase is
    /// needed to go on with it.
    pub async fn rotate(
        &self,
        opened: &Opened,
        passphrase: Option<SecretString>,
        now: Timestamp,
        tell: impl Fn(u64) + Send,
    ) -> Result<(), Error> {
        let rotation = opened.store.rotation();
        let vault = opened.vault;
        if rotation.stage().await? == Stage::Idle {
            let next = self
                .on_a_thread(move |here| here.next_key(vault, passphrase.as_ref(), now))
                .await?;
            let line = record::<Rotate>(opened, now).await?;
            rotation.begin(line, next, now).await?;
        }
        if rotation.stage().await? == Stage::Begun {
            if opened.keeper == Keeper::Keychain {
                let next = rotation.next_key().await?;
                self.on_a_thread(move |here| Ok(here.keep(vault, &next)?))
                    .await?;
            }
            rotation.switch().await?;
        }
        while let Stage::Rewrapping { left } = rotation.rewrap(BATCH).await? {
            tell(left);
        }
        tell(0);
        Ok(())
    }
}

async fn record<A: Action>(opened: &Opened, now: Timestamp) -> Result<Recorded<A>, Error> {
    let circumstance = Circumstance {
        at: now,
        actor: Actor::Person(Text::none()),
        subject: subject::vault(opened.vault),
        reference: Text::none(),
    };
    opened.store.trail()?.record::<A>(circumstance).await
}

impl Surroundings {
    fn stretch_new(&self, passphrase: &Passphrase) -> Result<(Stretch, WrappingKey), Error> {
        let how = Stretch::new(&*self.options().random)?;
        let under = passphrase.stretch(&how)?;
        Ok((how, under))
    }

    fn check(&self, passphrase: &Passphrase) -> Result<(), Error> {
        self.header()?.key_behind(passphrase).map(drop)
    }

    fn next_key(
        &self,
        vault: VaultId,
        passphrase: Option<&SecretString>,
        now: Timestamp,
    ) -> Result<NextKey, Error> {
        let random = &*self.options().random;
        let (id, key) = (KeyId::now(), MasterKey::generate(random)?);
        let mut copies = Vec::new();
        if self.header()?.keeper() == Keeper::Passphrase {
            let passphrase = passphrase.ok_or(Error::NotFound("passphrase"))?;
            let passphrase = Passphrase::typed(passphrase)?;
            self.check(&passphrase)?;
            let (how, under) = self.stretch_new(&passphrase)?;
            let place = CopyPlace {
                vault,
                copy: KeyId::now(),
                kind: CopyKind::Passphrase,
                master: id,
                parameters: how.write(),
            };
            let wrapped = key.wrap(&under, &place, random)?;
            copies.push(place.with(wrapped, now));
        }
        Ok(NextKey { id, key, copies })
    }
}
