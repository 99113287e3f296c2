//! What one piece of work sees: the database inside a transaction, and how to seal and open.

use rusqlite::{Connection, OptionalExtension, Row};
use secrecy::{ExposeSecret, SecretBox};
use signet_contract::ids::{AccountId, KeyId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    Error, Random,
    cipher::Place,
    parts,
    store::{column::Id, ring::Ring},
};

/// A table with a secret in each row: the columns `id`, `key`, `version` and `sealed`.
pub(crate) struct SealedTable {
    pub name: &'static str,
    /// What its secrets are for.
    pub purpose: &'static str,
    /// The SQL for the account that a row belongs to.
    pub account: &'static str,
    /// The SQL for which of its rows have a secret.
    pub only: &'static str,
}

/// A secret as it is stored.
pub(crate) struct Sealed {
    pub key: Id<KeyId>,
    pub version: i64,
    pub bytes: Vec<u8>,
}

impl Sealed {
    /// From the columns `key`, `version` and `sealed`.
    pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            key: row.get("key")?,
            version: row.get("version")?,
            bytes: row.get("sealed")?,
        })
    }
}

/// Handed to each piece of work. It is gone when its transaction ends.
pub(crate) struct Desk<'a> {
    pub sql: &'a Connection,
    pub ring: &'a Ring,
    pub random: &'a dyn Random,
}

impl Desk<'_> {
    /// Seals for a row that is about to be written, as the next version of it.
    pub fn seal(
        &self,
        table: &SealedTable,
        row: impl Into<Uuid>,
        account: Option<AccountId>,
        parts: &[&[u8]],
    ) -> Result<Sealed, Error> {
        // Joined in a buffer that is wiped.
        self.seal_form(table, row, account, &parts::join(parts))
    }

    /// The same for what is in one piece already.
    pub fn seal_form(
        &self,
        table: &SealedTable,
        row: impl Into<Uuid>,
        account: Option<AccountId>,
        plain: &[u8],
    ) -> Result<Sealed, Error> {
        let row = row.into();
        let version = 1 + self.version(table, row)?;
        let key = self.ring.current();
        let place = place(table, row, account, version, key);
        Ok(Sealed {
            key: Id(key),
            version,
            bytes: self.ring.seal(&place, plain, self.random)?,
        })
    }

    /// Opens what stands in a row.
    pub fn open(
        &self,
        table: &SealedTable,
        row: impl Into<Uuid>,
        account: Option<AccountId>,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let place = place(table, row.into(), account, sealed.version, sealed.key.0);
        self.ring.open(&place, &sealed.bytes)
    }

    /// Seals one secret that is nothing but bytes.
    pub fn seal_secret(
        &self,
        table: &SealedTable,
        row: impl Into<Uuid>,
        account: Option<AccountId>,
        secret: &SecretBox<[u8]>,
    ) -> Result<Sealed, Error> {
        // Exposed to be encrypted.
        self.seal_form(table, row, account, secret.expose_secret())
    }

    /// Opens one secret that is nothing but bytes.
    pub fn open_secret(
        &self,
        table: &SealedTable,
        row: impl Into<Uuid>,
        account: Option<AccountId>,
        sealed: &Sealed,
    ) -> Result<SecretBox<[u8]>, Error> {
        let mut plain = self.open(table, row, account, sealed)?;
        // Moved, not copied: it was made in its full size, so that boxing it leaves nothing behind.
        Ok(SecretBox::new(
            std::mem::take(&mut *plain).into_boxed_slice(),
        ))
    }

    fn version(&self, table: &SealedTable, row: Uuid) -> Result<i64, Error> {
        let version = self
            .sql
            .prepare_cached(&format!(
                "SELECT version FROM \"{}\" WHERE id = ?",
                table.name
            ))?
            .query_row([Id(row)], |row| row.get(0))
            .optional()?;
        Ok(version.unwrap_or(0))
    }
}

pub(crate) fn place(
    table: &SealedTable,
    row: Uuid,
    account: Option<AccountId>,
    version: i64,
    key: KeyId,
) -> Place {
    Place {
        purpose: table.purpose,
        table: table.name,
        row,
        version: version.unsigned_abs(),
        account,
        key,
    }
}
