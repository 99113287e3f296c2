//! From a folder to an open vault.

use std::{
    fs,
    sync::{Arc, RwLock},
};

use rusqlite::{Connection, OptionalExtension};
use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox};
use signet_contract::ids::{KeyId, VaultId};
use signet_trail::{Timestamp, Trail};

use super::{
    Core, Store, backup, check,
    connection::{Access, connect, finish, truncate_log},
    desk::{Desk, Sealed},
    ring::{Named, Ring},
    schema::{self, STEPS, Steps},
    shared::Shared,
};
use crate::{
    Error, Folder, HeadKeeper, MasterKey,
    folder::private_file,
    keys::{self, Header, KeyState, KnownKey, WrappedCopy, rotation},
    trail::{self, HeadPost, TrailAtStart, TrailTable},
};

/// What a new vault begins with. The key is in its keychain entry, or in a copy, before the
/// vault is made: a vault whose key nobody kept could never be opened.
#[derive(Debug)]
pub struct NewVault {
    /// Names it.
    pub id: VaultId,
    /// Names its master key.
    pub key_id: KeyId,
    /// Its master key.
    pub key: MasterKey,
    /// Copies of that key, wrapped for [`NewVault::id`] and [`NewVault::key_id`].
    pub copies: Vec<WrappedCopy>,
    /// The name of the Telegram that it is for; it is opened for no other one.
    pub environment: String,
    /// Now.
    pub created_at: Timestamp,
}

/// These block on the disk, and on the keychain for the head of the trail: they are called
/// on a thread that may block.
impl Store {
    /// What the vault in this folder says about itself without any key; `None` if there is none.
    /// Changes nothing.
    pub fn inspect(folder: &Folder) -> Result<Option<Header>, Error> {
        if !folder.has_vault()? {
            return Ok(None);
        }
        let sql = connect(folder, &folder.database(), Access::Look)?;
        let schema = schema::version(&sql, STEPS)?;
        keys::read_header(&sql, schema).map(Some)
    }

    /// Makes a vault where there is none, as a whole or not at all, and opens it.
    pub fn create(
        folder: &Folder,
        new: NewVault,
        heads: Arc<dyn HeadKeeper>,
    ) -> Result<Self, Error> {
        if folder.has_vault()? {
            return Err(Error::VaultExists);
        }
        // A log without its database is what is left of a vault that was being set aside.
        folder.set_aside()?;
        let unfinished = folder.path().join("vault.db-unfinished");
        backup::remove(&unfinished)?;
        private_file(&unfinished)?;
        let mut sql = connect(folder, &unfinished, Access::Copy)?;
        schema::migrate(&mut sql, 0, STEPS)?;
        let ring = first_rows(&sql, folder, new)?;
        finish(sql)?;
        fs::File::open(&unfinished)?.sync_all()?;
        folder.put_new(&unfinished)?;
        let sql = connect(folder, &folder.database(), Access::Write)?;
        Self::start(folder, sql, ring, heads)
    }

    /// Opens the vault with its master key. [`Error::WrongKey`] if it is another one's.
    pub fn open(
        folder: &Folder,
        key: MasterKey,
        heads: Arc<dyn HeadKeeper>,
    ) -> Result<Self, Error> {
        let unfinished = folder.has_unfinished_log();
        // Only looked at until the key fits and the schema is known: before that nothing changes.
        let header = Self::inspect(folder)?.ok_or(Error::NoVault)?;
        let known = header.key(&key.fingerprint()?).ok_or(Error::WrongKey)?;
        let mut sql = connect(folder, &folder.database(), Access::Write)?;
        // Reading everything takes longer the more there is, so it is done before anything is
        // built on what may be broken: after a run that did not end properly, and around a
        // migration. Otherwise `Store::examine` does it beside the work.
        if unfinished {
            check::all(&sql)?;
        }
        bring_up(folder, &mut sql, header.schema, STEPS)?;
        let ring = ring(&sql, folder, known, key)?;
        // What the last run deleted may still stand in its log.
        truncate_log(&sql)?;
        Self::start(folder, sql, ring, heads)
    }

    /// When a migration left a vault that is damaged: puts back the backup from before it, and
    /// sets aside what was there. What was being signed in or minted then is only in the latter.
    /// `false` if there is no backup. The vault must be closed.
    pub fn put_back(folder: &Folder) -> Result<bool, Error> {
        backup::put_back(folder)
    }

    fn start(
        folder: &Folder,
        sql: Connection,
        ring: Ring,
        heads: Arc<dyn HeadKeeper>,
    ) -> Result<Self, Error> {
        let key = trail_key(&sql, folder, &ring)?;
        let kept = heads.kept()?;
        let trail_at_start = trail::at_start(&sql, kept.as_ref())?;
        let behind = matches!(trail_at_start, TrailAtStart::Behind(_));
        let core = Core::start(Shared::new(folder.clone(), ring), sql)?;
        let post = Arc::new(HeadPost::start(heads, kept, behind)?);
        let table = TrailTable {
            core: Arc::clone(&core),
            post: Arc::clone(&post),
        };
        Ok(Self {
            core,
            trail: RwLock::new(Some(Arc::new(Trail::new(table, key)))),
            post,
            trail_at_start,
        })
    }
}

/// Migrates what is older. The first start that finds nothing to do is good, and the backup of
/// the one before has served.
fn bring_up(folder: &Folder, sql: &mut Connection, found: u32, steps: Steps) -> Result<(), Error> {
    if found as usize == steps.len() {
        return backup::remove_all(folder);
    }
    check::all(sql)?;
    backup::make(folder, found)?;
    schema::migrate(sql, found, steps)?;
    check::all(sql)
}

fn first_rows(sql: &Connection, folder: &Folder, new: NewVault) -> Result<Ring, Error> {
    use super::column::{At, Id};
    let transaction = sql.unchecked_transaction()?;
    transaction.execute(
        "INSERT INTO vault (id, created_at, environment) VALUES (?, ?, ?)",
        (Id(new.id), At(new.created_at), &new.environment),
    )?;
    let master = KnownKey {
        id: new.key_id,
        fingerprint: new.key.fingerprint()?,
        state: KeyState::Current,
    };
    keys::insert_master(&transaction, &master, new.created_at)?;
    for copy in &new.copies {
        keys::insert_copy(&transaction, copy)?;
    }
    let ring = Ring::new(Named {
        id: new.key_id,
        key: new.key,
    });
    let random = &*folder.options().random;
    let mut key = SecretBox::new(Box::new([0; 32]));
    random.fill(key.expose_secret_mut())?;
    let desk = Desk {
        sql: &transaction,
        ring: &ring,
        random,
    };
    let id = KeyId::now();
    // Exposed to be encrypted.
    let sealed = desk.seal(&trail::KEY, id, None, &[key.expose_secret()])?;
    transaction.execute(
        "INSERT INTO key (id, kind, created_at, key, version, sealed)
         VALUES (?, 'trail', ?, ?, ?, ?)",
        (
            Id(id),
            At(new.created_at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    transaction.commit()?;
    Ok(ring)
}

/// The key that opened the vault, and the other one while a rotation goes on. Was it the next
/// one, then the keychain has it, and the switch that a crash prevented is made up for.
fn ring(sql: &Connection, folder: &Folder, known: KnownKey, key: MasterKey) -> Result<Ring, Error> {
    let ring = Ring::new(Named { id: known.id, key });
    let keys = keys::known_keys(sql)?;
    let Some(other) = keys.iter().find(|key| key.id != known.id) else {
        return Ok(ring);
    };
    let transaction = sql.unchecked_transaction()?;
    let desk = |ring| Desk {
        sql: &transaction,
        ring,
        random: &*folder.options().random,
    };
    let other = rotation::cross(&desk(&ring), known.id, other.id)?;
    let ring = match known.state {
        KeyState::Current | KeyState::Previous => ring.with(other),
        KeyState::Next => {
            let next = known.id;
            let before = Ring::new(other).with(Named {
                id: next,
                key: ring.copy_of_current()?,
            });
            rotation::switch(&desk(&before))?
        }
    };
    transaction.commit()?;
    Ok(ring)
}

fn trail_key(
    sql: &Connection,
    folder: &Folder,
    ring: &Ring,
) -> Result<signet_trail::TrailKey, Error> {
    let mut query = sql.prepare("SELECT id, key, version, sealed FROM key WHERE kind = 'trail'")?;
    let (id, sealed) = query
        .query_row([], |row| {
            let id: super::column::Id<KeyId> = row.get("id")?;
            Ok((id.0, Sealed::from_row(row)?))
        })
        .optional()?
        .ok_or(Error::Damaged { what: "key" })?;
    let desk = Desk {
        sql,
        ring,
        random: &*folder.options().random,
    };
    let plain = desk.open(&trail::KEY, id, None, &sealed)?;
    let mut parts = crate::parts::Parts::of(&plain, "key");
    let key = trail::key(parts.next()?)?;
    parts.end()?;
    Ok(key)
}

#[cfg(test)]
mod tests;
