//! Which keys a vault knows, and the wrapped copies of its master key.

mod copies;
pub(crate) mod kits;
pub(crate) mod rotation;

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Row};
use signet_contract::ids::{KeyId, VaultId};
use signet_trail::Timestamp;

pub use copies::Keys;
pub use rotation::{NextKey, Rotation, Stage};

use crate::{
    Error, Fingerprint,
    store::column::{At, Id, states},
};

states! {
    /// What opens a wrapped copy.
    CopyKind {
        /// A passphrase, which then takes the keychain's place. There is one or none.
        Passphrase = "passphrase"
        /// A recovery kit, printed or written down.
        Kit = "kit"
    }
}

states! {
    /// Where a master key stands.
    KeyState {
        /// Everything new is sealed under it.
        Current = "current"
        /// A rotation has begun; it is not in the keychain yet, or not known to be.
        Next = "next"
        /// Rows are still sealed under it.
        Previous = "previous"
    }
}

/// A master key, named but not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownKey {
    /// Its name.
    pub id: KeyId,
    /// What tells whether a key is this one.
    pub fingerprint: Fingerprint,
    /// Where it stands.
    pub state: KeyState,
}

/// A master key wrapped under another key. A kit's keeps its name when the master key changes.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedCopy {
    /// Its name.
    pub id: KeyId,
    /// What opens it.
    pub kind: CopyKind,
    /// The master key that is in it.
    pub master: KeyId,
    /// In the clear: what a passphrase is made into its wrapping key with. A kit has none.
    pub parameters: Vec<u8>,
    /// What [`MasterKey::wrap`](crate::MasterKey::wrap) made, or sealed to a kit's
    /// [`PublicHalf`](crate::PublicHalf).
    pub wrapped: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl fmt::Debug for WrappedCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WrappedCopy")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("master", &self.master)
            .finish_non_exhaustive()
    }
}

/// What a vault says about itself without any key.
#[derive(Debug, Clone)]
pub struct Header {
    /// Which vault it is; its keychain entry is named for it.
    pub vault: VaultId,
    /// When it was made.
    pub created_at: Timestamp,
    /// The Telegram that it belongs to, by name.
    pub environment: String,
    /// The version of its tables.
    pub schema: u32,
    /// Its master keys: the current one, and another one while it is being rotated.
    pub keys: Vec<KnownKey>,
    /// The wrapped copies of them.
    pub copies: Vec<WrappedCopy>,
}

/// What keeps the master key while the vault is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// The operating system's keychain.
    Keychain,
    /// A passphrase in the person's head.
    Passphrase,
}

impl Header {
    /// Where to look for the key: a copy under a passphrase takes the keychain's place.
    pub fn keeper(&self) -> Keeper {
        let passphrase = |copy: &WrappedCopy| copy.kind == CopyKind::Passphrase;
        if self.copies.iter().any(passphrase) {
            Keeper::Passphrase
        } else {
            Keeper::Keychain
        }
    }

    /// The copy that the passphrase opens.
    pub fn passphrase(&self) -> Option<&WrappedCopy> {
        // During a rotation there are two, and the later one is of the key that goes on.
        let mut copies = self.copies.iter().rev();
        copies.find(|copy| copy.kind == CopyKind::Passphrase)
    }

    /// The key that a fingerprint names, if it opens this vault: the current one, or the next
    /// one of a rotation that was cut short.
    pub fn key(&self, fingerprint: &Fingerprint) -> Option<KnownKey> {
        self.keys
            .iter()
            .find(|key| key.fingerprint == *fingerprint && key.state != KeyState::Previous)
            .copied()
    }
}

pub(crate) fn read_header(sql: &Connection, schema: u32) -> Result<Header, Error> {
    let (vault, created_at) = read_vault(sql)?;
    let environment = sql.query_row("SELECT environment FROM vault", [], |row| row.get(0))?;
    Ok(Header {
        vault,
        created_at,
        environment,
        schema,
        keys: known_keys(sql)?,
        copies: copies(sql)?,
    })
}

pub(crate) fn read_vault(sql: &Connection) -> Result<(VaultId, Timestamp), Error> {
    sql.query_row("SELECT id, created_at FROM vault", [], |row| {
        Ok((row.get::<_, Id<VaultId>>(0)?.0, row.get::<_, At>(1)?.0))
    })
    .optional()?
    .ok_or(Error::Damaged { what: "the header" })
}

pub(crate) fn known_keys(sql: &Connection) -> Result<Vec<KnownKey>, Error> {
    let mut query =
        sql.prepare("SELECT id, fingerprint, state FROM key WHERE kind = 'master' ORDER BY id")?;
    let keys = query.query_map([], |row| {
        Ok(KnownKey {
            id: row.get::<_, Id<KeyId>>(0)?.0,
            fingerprint: Fingerprint::from_bytes(row.get(1)?),
            state: row.get(2)?,
        })
    })?;
    Ok(keys.collect::<Result<_, _>>()?)
}

pub(crate) fn copies(sql: &Connection) -> Result<Vec<WrappedCopy>, Error> {
    let mut query = sql.prepare(
        "SELECT id, kind, master, parameters, wrapped, created_at FROM key
         WHERE kind IN ('passphrase', 'kit') ORDER BY id",
    )?;
    let copies = query.query_map([], copy)?;
    Ok(copies.collect::<Result<_, _>>()?)
}

fn copy(row: &Row<'_>) -> rusqlite::Result<WrappedCopy> {
    Ok(WrappedCopy {
        id: row.get::<_, Id<KeyId>>(0)?.0,
        kind: row.get(1)?,
        master: row.get::<_, Id<KeyId>>(2)?.0,
        parameters: row.get(3)?,
        wrapped: row.get(4)?,
        created_at: row.get::<_, At>(5)?.0,
    })
}

pub(crate) fn insert_master(
    sql: &Connection,
    key: &KnownKey,
    created_at: Timestamp,
) -> Result<(), Error> {
    sql.execute(
        "INSERT INTO key (id, kind, created_at, state, fingerprint) VALUES (?, 'master', ?, ?, ?)",
        (
            Id(key.id),
            At(created_at),
            key.state,
            key.fingerprint.as_bytes(),
        ),
    )?;
    Ok(())
}

pub(crate) fn insert_copy(sql: &Connection, copy: &WrappedCopy) -> Result<(), Error> {
    sql.execute(
        "INSERT INTO key (id, kind, created_at, master, parameters, wrapped)
         VALUES (?, ?, ?, ?, ?, ?)",
        (
            Id(copy.id),
            copy.kind,
            At(copy.created_at),
            Id(copy.master),
            &copy.parameters,
            &copy.wrapped,
        ),
    )?;
    Ok(())
}
