//! The proxy that leads to Telegram, if the person set one.

use rusqlite::OptionalExtension;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    Error, Store,
    keys::read_vault,
    store::{
        column::Id,
        desk::{Sealed, SealedTable},
    },
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "proxy",
    purpose: "address",
    account: "NULL",
    only: "TRUE",
};

/// The one proxy of a vault. A secret as a whole: its address may hold a name and a password.
pub struct Proxy<'s>(&'s Store);

impl Store {
    /// The way to Telegram.
    pub fn proxy(&self) -> Proxy<'_> {
        Proxy(self)
    }
}

impl Proxy<'_> {
    /// Its address, as it was given. `None` if the way is straight.
    pub async fn get(&self) -> Result<Option<SecretString>, Error> {
        self.0
            .core
            .read(|desk| {
                let (vault, _) = read_vault(desk.sql)?;
                let row = desk
                    .sql
                    .prepare_cached("SELECT * FROM proxy WHERE id = ?")?
                    .query_row([Id(vault)], Sealed::from_row)
                    .optional()?;
                let Some(sealed) = row else {
                    return Ok(None);
                };
                let plain = desk.open(&TABLE, vault, None, &sealed)?;
                let address =
                    std::str::from_utf8(&plain).map_err(|_| Error::Damaged { what: "proxy" })?;
                Ok(Some(SecretString::from(address)))
            })
            .await
    }

    /// Keeps an address. Nothing of the one before is left in any file.
    pub async fn set(&self, address: SecretString) -> Result<(), Error> {
        self.0
            .core
            .erase(move |desk| {
                let (vault, _) = read_vault(desk.sql)?;
                // Exposed to be encrypted.
                let plain = address.expose_secret().as_bytes();
                let sealed = desk.seal_form(&TABLE, vault, None, plain)?;
                desk.sql.execute(
                    "INSERT OR REPLACE INTO proxy (id, key, version, sealed) VALUES (?, ?, ?, ?)",
                    (Id(vault), sealed.key, sealed.version, sealed.bytes),
                )?;
                Ok(())
            })
            .await
    }

    /// The way is straight again. Without a proxy nothing changes.
    pub async fn remove(&self) -> Result<(), Error> {
        self.0
            .core
            .erase(|desk| {
                desk.sql.execute("DELETE FROM proxy", [])?;
                Ok(())
            })
            .await
    }
}
