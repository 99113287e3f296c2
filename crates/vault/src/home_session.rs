//! Signet's own authorizations: what the app itself connects with.

use rusqlite::Row;
use secrecy::ExposeSecret;
use signet_contract::ids::{AccountId, HomeSessionId};
use signet_session::TelegramSession;
use signet_trail::Timestamp;

use crate::{
    Error, Store, session_form,
    store::{
        column::{At, Id, states},
        desk::{Desk, Sealed, SealedTable},
    },
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "home_session",
    purpose: "session",
    account: "account",
    only: "TRUE",
};

states! {
    /// Which home session of its account it is.
    HomeRole {
        /// The one that is used.
        Current = "current"
        /// An older one that still lives: it is old enough to end others, the current one not.
        Former = "former"
    }
}

/// A home session. It never leaves the machine.
#[derive(Debug)]
pub struct HomeSession {
    /// Its id here.
    pub id: HomeSessionId,
    /// Which one of its account it is.
    pub role: HomeRole,
    /// When it signed in: Telegram counts 24 hours from here.
    pub since: Timestamp,
    /// The session.
    pub session: TelegramSession,
}

/// The home sessions of a vault.
pub struct HomeSessions<'s>(&'s Store);

impl Store {
    /// What Signet itself connects with.
    pub fn home_sessions(&self) -> HomeSessions<'_> {
        HomeSessions(self)
    }
}

impl HomeSessions<'_> {
    /// All of an account, the current one first.
    pub async fn of(&self, account: AccountId) -> Result<Vec<HomeSession>, Error> {
        self.0
            .core
            .read(move |desk| {
                let mut query = desk.sql.prepare_cached(
                    "SELECT * FROM home_session WHERE account = ?
                     ORDER BY role = 'current' DESC, id DESC",
                )?;
                let mut rows = query.query([Id(account)])?;
                let mut homes = Vec::new();
                while let Some(row) = rows.next()? {
                    homes.push(home(desk, account, row)?);
                }
                Ok(homes)
            })
            .await
    }

    /// The one that is used.
    pub async fn current(&self, account: AccountId) -> Result<HomeSession, Error> {
        self.0
            .core
            .read(move |desk| current(desk, account)?.ok_or(Error::NotFound("home session")))
            .await
    }

    /// Keeps a home session in another state, such as another address of its data centre.
    pub async fn replace(
        &self,
        account: AccountId,
        id: HomeSessionId,
        session: &TelegramSession,
    ) -> Result<(), Error> {
        let form = session_form::write(session);
        self.0
            .core
            .erase(move |desk| {
                let sealed = desk.seal_form(&TABLE, id, Some(account), &form)?;
                let changed = desk.sql.execute(
                    "UPDATE home_session SET key = ?, version = ?, sealed = ?
                     WHERE id = ? AND account = ?",
                    (
                        sealed.key,
                        sealed.version,
                        sealed.bytes,
                        Id(id),
                        Id(account),
                    ),
                )?;
                if changed == 0 {
                    return Err(Error::NotFound("home session"));
                }
                Ok(())
            })
            .await
    }

    /// Forgets one that is signed out or dead.
    pub async fn forget(&self, id: HomeSessionId) -> Result<(), Error> {
        self.0
            .core
            .erase(move |desk| {
                desk.sql
                    .execute("DELETE FROM home_session WHERE id = ?", [Id(id)])?;
                Ok(())
            })
            .await
    }
}

fn current(desk: &Desk<'_>, account: AccountId) -> Result<Option<HomeSession>, Error> {
    let mut query = desk
        .sql
        .prepare_cached("SELECT * FROM home_session WHERE account = ? AND role = 'current'")?;
    let mut rows = query.query([Id(account)])?;
    rows.next()?.map(|row| home(desk, account, row)).transpose()
}

fn home(desk: &Desk<'_>, account: AccountId, row: &Row<'_>) -> Result<HomeSession, Error> {
    let id = row.get::<_, Id<HomeSessionId>>("id")?.0;
    let plain = desk.open(&TABLE, id, Some(account), &Sealed::from_row(row)?)?;
    Ok(HomeSession {
        id,
        role: row.get("role")?,
        since: row.get::<_, At>("since")?.0,
        session: session_form::read(&plain, TABLE.name)?,
    })
}

/// Makes this the current one. The one before stays as the former one until it is forgotten.
/// Saving the same key again changes nothing, and is answered with false.
pub(crate) fn put(
    desk: &Desk<'_>,
    account: AccountId,
    form: &[u8],
    since: Timestamp,
) -> Result<bool, Error> {
    if let Some(before) = current(desk, account)? {
        let fresh = session_form::read(form, TABLE.name)?;
        // Exposed to be compared; both are the same person's.
        if before.session.key().expose_secret() == fresh.key().expose_secret() {
            return Ok(false);
        }
    }
    desk.sql.execute(
        "UPDATE home_session SET role = 'former' WHERE account = ?",
        [Id(account)],
    )?;
    let id = HomeSessionId::now();
    let sealed = desk.seal_form(&TABLE, id, Some(account), form)?;
    desk.sql.execute(
        "INSERT INTO home_session (id, account, role, since, key, version, sealed)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            Id(id),
            Id(account),
            HomeRole::Current,
            At(since),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(true)
}
