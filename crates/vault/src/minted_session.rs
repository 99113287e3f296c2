//! Separate authorizations, until they are shredded. They leave this module only into a seal.

use rusqlite::OptionalExtension;
use signet_contract::ids::{AccountId, GrantId};
use signet_session::TelegramSession;
use signet_trail::{Export, Recorded, Timestamp};

use crate::{
    Error, Store, grant, session_form,
    store::{
        column::{At, Id},
        desk::{Desk, Sealed, SealedTable},
    },
    subject,
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "minted_session",
    purpose: "session",
    account: "account",
    only: "TRUE",
};

/// A minted session that is still here, named but not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptSession {
    /// Its grant.
    pub grant: GrantId,
    /// Its account.
    pub account: AccountId,
    /// When it was minted.
    pub minted_at: Timestamp,
}

/// The minted sessions of a vault.
pub struct MintedSessions<'s>(&'s Store);

impl Store {
    /// What was minted and is still here.
    pub fn minted_sessions(&self) -> MintedSessions<'_> {
        MintedSessions(self)
    }
}

impl MintedSessions<'_> {
    /// Which ones are here, the oldest first: what waits to be shredded.
    pub async fn kept(&self) -> Result<Vec<KeptSession>, Error> {
        self.0
            .core
            .read(|desk| {
                let mut query = desk
                    .sql
                    .prepare("SELECT id, account, minted_at FROM minted_session ORDER BY id")?;
                let kept = query.query_map([], |row| {
                    Ok(KeptSession {
                        grant: row.get::<_, Id<_>>(0)?.0,
                        account: row.get::<_, Id<_>>(1)?.0,
                        minted_at: row.get::<_, At>(2)?.0,
                    })
                })?;
                Ok(kept.collect::<Result<_, _>>()?)
            })
            .await
    }

    /// Has it sealed for a file. The line names the grant; `seal` runs on a thread of the vault,
    /// and nothing but what it returns comes out. The inner result is what it answered.
    pub async fn export<T: Send + 'static, E: Send + 'static>(
        &self,
        line: Recorded<Export>,
        grant: GrantId,
        seal: impl FnOnce(&TelegramSession) -> Result<T, E> + Send + 'static,
    ) -> Result<Result<T, E>, Error> {
        self.0
            .core
            .read(move |desk| {
                subject::checked(&line, &subject::grant(grant), "grant")?;
                grant::living(desk, grant)?;
                let (_, session) = open(desk, grant)?.ok_or(Error::NotFound("minted session"))?;
                Ok(seal(&session))
            })
            .await
    }

    /// The session, to end itself with. Ending waits for no line. `None` once it is shredded.
    pub async fn to_end(&self, grant: GrantId) -> Result<Option<TelegramSession>, Error> {
        self.0
            .core
            .read(move |desk| Ok(open(desk, grant)?.map(|(_, session)| session)))
            .await
    }

    /// Forgets it, down to the last byte. One that is not there is no failure.
    pub async fn shred(&self, grant: GrantId) -> Result<(), Error> {
        self.0
            .core
            .shred(move |desk| {
                desk.sql
                    .execute("DELETE FROM minted_session WHERE id = ?", [Id(grant)])?;
                Ok(())
            })
            .await
    }
}

pub(crate) fn open(
    desk: &Desk<'_>,
    grant: GrantId,
) -> Result<Option<(AccountId, TelegramSession)>, Error> {
    let row = desk
        .sql
        .prepare_cached("SELECT * FROM minted_session WHERE id = ?")?
        .query_row([Id(grant)], |row| {
            Ok((
                row.get::<_, Id<AccountId>>("account")?.0,
                Sealed::from_row(row)?,
            ))
        })
        .optional()?;
    row.map(|(account, sealed)| {
        let plain = desk.open(&TABLE, grant, Some(account), &sealed)?;
        Ok((account, session_form::read(&plain, TABLE.name)?))
    })
    .transpose()
}

pub(crate) fn put(
    desk: &Desk<'_>,
    grant: GrantId,
    account: AccountId,
    form: &[u8],
    at: Timestamp,
) -> Result<(), Error> {
    let sealed = desk.seal_form(&TABLE, grant, Some(account), form)?;
    desk.sql.execute(
        "INSERT INTO minted_session (id, account, minted_at, key, version, sealed)
         VALUES (?, ?, ?, ?, ?, ?)",
        (
            Id(grant),
            Id(account),
            At(at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(())
}
