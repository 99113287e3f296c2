//! The small picture of an account.

use rusqlite::OptionalExtension;
use secrecy::SecretBox;
use signet_contract::ids::AccountId;
use signet_trail::Timestamp;

use super::Accounts;
use crate::{
    Error,
    store::{
        column::{At, Id},
        desk::{Sealed, SealedTable},
    },
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "photo",
    purpose: "photo",
    account: "id",
    only: "TRUE",
};

impl Accounts<'_> {
    /// Keeps a picture in place of the last one.
    pub async fn set_photo(
        &self,
        id: AccountId,
        photo: SecretBox<[u8]>,
        at: Timestamp,
    ) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                // Exposed to be encrypted.
                let sealed = desk.seal_secret(&TABLE, id, Some(id), &photo)?;
                desk.sql.execute(
                    "INSERT OR REPLACE INTO photo (id, fetched_at, key, version, sealed)
                     VALUES (?, ?, ?, ?, ?)",
                    (Id(id), At(at), sealed.key, sealed.version, sealed.bytes),
                )?;
                Ok(())
            })
            .await
    }

    /// The account has none any more.
    pub async fn remove_photo(&self, id: AccountId) -> Result<(), Error> {
        self.0
            .core
            .erase(move |desk| {
                desk.sql
                    .execute("DELETE FROM photo WHERE id = ?", [Id(id)])?;
                Ok(())
            })
            .await
    }

    /// The picture and when it was fetched.
    pub async fn photo(
        &self,
        id: AccountId,
    ) -> Result<Option<(SecretBox<[u8]>, Timestamp)>, Error> {
        self.0
            .core
            .read(move |desk| {
                let row = desk
                    .sql
                    .prepare_cached("SELECT * FROM photo WHERE id = ?")?
                    .query_row([Id(id)], |row| {
                        Ok((Sealed::from_row(row)?, row.get::<_, At>("fetched_at")?.0))
                    })
                    .optional()?;
                row.map(|(sealed, at)| Ok((desk.open_secret(&TABLE, id, Some(id), &sealed)?, at)))
                    .transpose()
            })
            .await
    }
}
