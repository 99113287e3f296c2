//! Which devices of an account are known from the last look.

use rusqlite::OptionalExtension;
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
    name: "known_devices",
    purpose: "devices",
    account: "id",
    only: "TRUE",
};

impl Accounts<'_> {
    /// Remembers the devices that a look found, by what Telegram calls them, in place of those of
    /// the look before.
    pub async fn set_known_devices(
        &self,
        id: AccountId,
        devices: Vec<i64>,
        at: Timestamp,
    ) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                let devices: Vec<_> = devices.iter().map(|device| device.to_be_bytes()).collect();
                let sealed = desk.seal_form(&TABLE, id, Some(id), devices.as_flattened())?;
                desk.sql
                    .prepare_cached(
                        "INSERT OR REPLACE INTO known_devices (id, looked_at, key, version, sealed)
                         VALUES (?, ?, ?, ?, ?)",
                    )?
                    .execute((Id(id), At(at), sealed.key, sealed.version, sealed.bytes))?;
                Ok(())
            })
            .await
    }

    /// The devices that the last look found, and when that was. `None` before the first look.
    pub async fn known_devices(
        &self,
        id: AccountId,
    ) -> Result<Option<(Vec<i64>, Timestamp)>, Error> {
        self.0
            .core
            .read(move |desk| {
                let row = desk
                    .sql
                    .prepare_cached("SELECT * FROM known_devices WHERE id = ?")?
                    .query_row([Id(id)], |row| {
                        Ok((Sealed::from_row(row)?, row.get::<_, At>("looked_at")?.0))
                    })
                    .optional()?;
                let Some((sealed, at)) = row else {
                    return Ok(None);
                };
                let plain = desk.open(&TABLE, id, Some(id), &sealed)?;
                let (devices, rest) = plain.as_chunks();
                if !rest.is_empty() {
                    return Err(Error::Damaged {
                        what: "known_devices",
                    });
                }
                let devices = devices.iter().copied().map(i64::from_be_bytes).collect();
                Ok(Some((devices, at)))
            })
            .await
    }
}
