//! Making and retiring wrapped copies of the master key.

use signet_contract::ids::KeyId;
use signet_trail::{
    Actor, Circumstance, Event, Export, Outcome, Recorded, Rotate, Text, Timestamp,
};

use super::{
    CopyKind, KnownKey, WrappedCopy, copies, insert_copy, kits, known_keys, read_vault, rotation,
};
use crate::{
    CopyPlace, Error, MasterKey, PublicHalf, Store, WrappingKey,
    store::{column::Id, desk::Desk},
    subject,
};

/// The keys of an open vault.
pub struct Keys<'s>(pub(super) &'s Store);

impl Store {
    /// The master keys and their copies.
    pub fn keys(&self) -> Keys<'_> {
        Keys(self)
    }
}

impl Keys<'_> {
    /// The master keys: one, or two while a rotation goes on.
    pub async fn known(&self) -> Result<Vec<KnownKey>, Error> {
        self.0.core.read(|desk| known_keys(desk.sql)).await
    }

    /// The copies that open this vault.
    pub async fn copies(&self) -> Result<Vec<WrappedCopy>, Error> {
        self.0.core.read(|desk| copies(desk.sql)).await
    }

    /// Adds a recovery kit, which opens this vault until it is retired. The line names the vault.
    /// Refused between the beginning of a rotation and its switch, and so is
    /// [`Keys::set_passphrase`].
    pub async fn add_kit(
        &self,
        line: Recorded<Export>,
        kit: PublicHalf,
        now: Timestamp,
    ) -> Result<KeyId, Error> {
        self.0
            .core
            .write(move |desk| {
                subject::checked(&line, &subject::vault(read_vault(desk.sql)?.0), "vault")?;
                rotation::none_begun(desk)?;
                kits::insert(desk, &kit, now)
            })
            .await
    }

    /// Puts a passphrase in the keychain's place, or another one in the place of the last.
    /// Recovery kits made before end with it. The line names the vault. The keychain entry is
    /// the caller's to remove, after this.
    pub async fn set_passphrase(
        &self,
        line: Recorded<Rotate>,
        under: WrappingKey,
        parameters: Vec<u8>,
        now: Timestamp,
    ) -> Result<KeyId, Error> {
        self.0
            .core
            .erase(move |desk| {
                subject::checked(&line, &subject::vault(read_vault(desk.sql)?.0), "vault")?;
                rotation::none_begun(desk)?;
                desk.sql
                    .execute("DELETE FROM key WHERE kind IN ('passphrase', 'kit')", [])?;
                wrap(desk, &under, parameters, now)
            })
            .await
    }

    /// The master key, for the keychain entry that takes the passphrase's place. The line names
    /// the vault; [`Keys::remove_passphrase`] follows once the entry is there.
    pub async fn for_keychain(&self, line: Recorded<Rotate>) -> Result<MasterKey, Error> {
        self.0
            .core
            .read(move |desk| {
                subject::checked(&line, &subject::vault(read_vault(desk.sql)?.0), "vault")?;
                desk.ring.copy_of_current()
            })
            .await
    }

    /// The keychain has the key: the passphrase opens the vault no more.
    pub async fn remove_passphrase(&self) -> Result<(), Error> {
        self.0
            .core
            .erase(|desk| {
                desk.sql
                    .execute("DELETE FROM key WHERE kind = 'passphrase'", [])?;
                Ok(())
            })
            .await
    }

    /// Ends one recovery kit; it is given no later key. What it opened it may still open in an
    /// older copy of the file, and its row could be put back from one: only a rotation makes both
    /// worthless for what comes later.
    /// A line that says so is durable before; like a revocation it waits for no head outside.
    pub async fn retire_kit(&self, copy: KeyId, now: Timestamp) -> Result<(), Error> {
        let subject = self.0.core.read(move |desk| {
            let kit = |known: &WrappedCopy| known.id == copy && known.kind == CopyKind::Kit;
            if !copies(desk.sql)?.iter().any(kit) {
                return Err(Error::NotFound("recovery kit"));
            }
            Ok(subject::vault(read_vault(desk.sql)?.0))
        });
        let event = Event {
            circumstance: Circumstance {
                at: now,
                actor: Actor::Person(Text::none()),
                subject: subject.await?,
                reference: copy.to_string().parse()?,
            },
            action: "retire-kit".parse()?,
            outcome: Outcome::Begun,
        };
        self.0.trail()?.note(event).await?;
        self.0
            .core
            .erase(move |desk| {
                let gone = desk
                    .sql
                    .execute("DELETE FROM key WHERE kind = 'kit' AND id = ?", [Id(copy)])?;
                if gone == 0 {
                    return Err(Error::NotFound("recovery kit"));
                }
                Ok(())
            })
            .await
    }
}

fn wrap(
    desk: &Desk<'_>,
    under: &WrappingKey,
    parameters: Vec<u8>,
    now: Timestamp,
) -> Result<KeyId, Error> {
    let place = CopyPlace {
        vault: read_vault(desk.sql)?.0,
        copy: KeyId::now(),
        kind: CopyKind::Passphrase,
        master: desk.ring.current(),
        parameters,
    };
    let wrapped = desk.ring.current_key().wrap(under, &place, desk.random)?;
    insert_copy(desk.sql, &place.with(wrapped, now))?;
    Ok(place.copy)
}
