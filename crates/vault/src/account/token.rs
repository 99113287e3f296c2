//! What Telegram gave to shorten a later sign-in.

use std::fmt;

use rusqlite::OptionalExtension;
use secrecy::{ExposeSecret, SecretBox};
use signet_contract::ids::{AccountId, FutureTokenId};
use signet_trail::Timestamp;

use crate::{
    Error, Store,
    store::{
        column::{At, Id},
        desk::{Desk, Sealed, SealedTable},
    },
};

/// Telegram takes no more at a sign-in; the oldest ones go first.
const MOST: i64 = 20;

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "future_token",
    purpose: "token",
    account: "account",
    only: "TRUE",
};

/// Lets its account in once without a code, after it was signed out.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_vault::FutureToken>();
/// ```
pub struct FutureToken(SecretBox<[u8]>);

impl FutureToken {
    /// As Telegram gave it.
    pub fn new(token: SecretBox<[u8]>) -> Self {
        Self(token)
    }

    /// For the thread that writes it.
    pub(super) fn copied(&self) -> Self {
        Self(self.0.clone())
    }
}

/// For the call that offers it.
impl ExposeSecret<[u8]> for FutureToken {
    fn expose_secret(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for FutureToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FutureToken([REDACTED])")
    }
}

/// The tokens of a vault: at most 20, whosever they are. They go with their account.
pub struct FutureTokens<'s>(&'s Store);

impl Store {
    /// What shortens later sign-ins.
    pub fn future_tokens(&self) -> FutureTokens<'_> {
        FutureTokens(self)
    }
}

impl FutureTokens<'_> {
    /// Keeps one that came when the account was signed out.
    pub async fn keep(
        &self,
        account: AccountId,
        token: &FutureToken,
        at: Timestamp,
    ) -> Result<(), Error> {
        let token = token.copied();
        self.0
            .core
            .erase(move |desk| put(desk, account, &token, at))
            .await
    }

    /// All of them, to be offered at a sign-in.
    pub async fn all(&self) -> Result<Vec<(FutureTokenId, FutureToken)>, Error> {
        self.0
            .core
            .read(|desk| {
                let mut query = desk
                    .sql
                    .prepare_cached("SELECT * FROM future_token ORDER BY id")?;
                let mut rows = query.query([])?;
                let mut tokens = Vec::new();
                while let Some(row) = rows.next()? {
                    let id = row.get::<_, Id<FutureTokenId>>("id")?.0;
                    let account = row.get::<_, Id<AccountId>>("account")?.0;
                    let sealed = Sealed::from_row(row)?;
                    let token = desk.open_secret(&TABLE, id, Some(account), &sealed)?;
                    tokens.push((id, FutureToken(token)));
                }
                Ok(tokens)
            })
            .await
    }

    /// Forgets one that was used or refused.
    pub async fn spent(&self, id: FutureTokenId) -> Result<(), Error> {
        self.0
            .core
            .erase(move |desk| {
                desk.sql
                    .execute("DELETE FROM future_token WHERE id = ?", [Id(id)])?;
                Ok(())
            })
            .await
    }
}

/// One that is there already, from a saving that was repeated, is not kept twice.
pub(super) fn put(
    desk: &Desk<'_>,
    account: AccountId,
    token: &FutureToken,
    at: Timestamp,
) -> Result<(), Error> {
    let last = desk
        .sql
        .prepare_cached("SELECT * FROM future_token WHERE account = ? ORDER BY id DESC LIMIT 1")?
        .query_row([Id(account)], |row| {
            Ok((
                row.get::<_, Id<FutureTokenId>>("id")?.0,
                Sealed::from_row(row)?,
            ))
        })
        .optional()?;
    if let Some((id, sealed)) = last {
        let last = desk.open_secret(&TABLE, id, Some(account), &sealed)?;
        // Exposed to be compared with what is known to the same person.
        if last.expose_secret() == token.expose_secret() {
            return Ok(());
        }
    }
    let id = FutureTokenId::now();
    let sealed = desk.seal_secret(&TABLE, id, Some(account), &token.0)?;
    desk.sql.execute(
        "INSERT INTO future_token (id, account, received_at, key, version, sealed)
         VALUES (?, ?, ?, ?, ?, ?)",
        (
            Id(id),
            Id(account),
            At(at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    desk.sql.execute(
        "DELETE FROM future_token WHERE id NOT IN
             (SELECT id FROM future_token ORDER BY id DESC LIMIT ?)",
        [MOST],
    )?;
    Ok(())
}

/// Those of an account that signed in: they were offered for that, and serve no more.
pub(super) fn delete_of(desk: &Desk<'_>, account: AccountId) -> Result<(), Error> {
    desk.sql
        .execute("DELETE FROM future_token WHERE account = ?", [Id(account)])?;
    Ok(())
}
