//! Mintings and imports under way: durable before Telegram hears of them, so that a crash at any
//! step leaves the key that can finish or undo what was begun.

mod form;
mod step;

use rusqlite::{OptionalExtension, Row};
use signet_contract::ids::{AccountId, GrantId, MintIntentId};
use signet_session::TelegramSession;
use signet_trail::{Import, Mint, Recorded, Timestamp};

use crate::{
    Error, Store,
    grant::{self, GrantState},
    minted_session, session_form,
    store::{
        column::{At, Id},
        desk::{Desk, Sealed, SealedTable},
    },
    subject,
};

pub use form::FreshKey;
pub use step::MintStep;

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "mint_intent",
    purpose: "fresh-key",
    account: "account",
    only: "TRUE",
};

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The separate authorization of a grant.
    Grant {
        /// The grant.
        grant: GrantId,
        /// Its account.
        account: AccountId,
    },
    /// A home session in place of an imported one. Its account is not here yet.
    Import,
}

/// A minting or an import under way.
#[derive(Debug)]
pub struct MintIntent {
    /// Its id.
    pub id: MintIntentId,
    /// What it is for.
    pub purpose: Purpose,
    /// How far it is.
    pub step: MintStep,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it got where it is.
    pub changed_at: Timestamp,
    /// Its key.
    pub fresh: FreshKey,
    /// The imported session of an import, which signs itself out in the end.
    pub donor: Option<TelegramSession>,
}

/// The mintings and imports under way of a vault.
pub struct MintIntents<'s>(&'s Store);

impl Store {
    /// What is being minted.
    pub fn mint_intents(&self) -> MintIntents<'_> {
        MintIntents(self)
    }
}

impl MintIntents<'_> {
    /// Begins minting for a grant, which then stands at [`GrantState::Minting`]. The line names
    /// the grant; one that is being ended is a conflict. Returns once the fresh key is durable:
    /// before that it goes nowhere.
    pub async fn begin(
        &self,
        line: Recorded<Mint>,
        grant: GrantId,
        fresh: &FreshKey,
        at: Timestamp,
    ) -> Result<MintIntentId, Error> {
        let form = form::write(fresh, None);
        self.0
            .core
            .write(move |desk| {
                subject::checked(&line, &subject::grant(grant), "grant")?;
                let account = grant::living(desk, grant)?.account;
                grant::set(desk, grant, GrantState::Minting)?;
                insert(desk, Purpose::Grant { grant, account }, &form, at)
            })
            .await
    }

    /// Begins taking over a session made elsewhere: a fresh home session is minted from it. The
    /// line names the vault. [`Accounts::sign_in`](crate::Accounts::sign_in) saves what comes of
    /// it, and once the imported session has signed itself out, [`MintIntents::forget`] ends it.
    pub async fn begin_import(
        &self,
        line: Recorded<Import>,
        donor: &TelegramSession,
        fresh: &FreshKey,
        at: Timestamp,
    ) -> Result<MintIntentId, Error> {
        let form = form::write(fresh, Some(donor));
        self.0
            .core
            .write(move |desk| {
                let vault = crate::keys::read_vault(desk.sql)?.0;
                subject::checked(&line, &subject::vault(vault), "vault")?;
                insert(desk, Purpose::Import, &form, at)
            })
            .await
    }

    /// Those under way, the oldest first: what a start finishes or undoes.
    pub async fn all(&self) -> Result<Vec<MintIntent>, Error> {
        self.0
            .core
            .read(|desk| {
                let mut query = desk
                    .sql
                    .prepare_cached("SELECT * FROM mint_intent ORDER BY id")?;
                let mut rows = query.query([])?;
                let mut intents = Vec::new();
                while let Some(row) = rows.next()? {
                    intents.push(intent(desk, row)?);
                }
                Ok(intents)
            })
            .await
    }

    /// How far it is now, in place of the step before.
    pub async fn advance(
        &self,
        id: MintIntentId,
        step: MintStep,
        at: Timestamp,
    ) -> Result<(), Error> {
        let (word, authorization, until) = step.columns();
        self.0
            .core
            .write(move |desk| {
                found(desk.sql.execute(
                    "UPDATE mint_intent SET step = ?, authorization = ?, until = ?, changed_at = ?
                     WHERE id = ?",
                    (word, authorization, until, At(at), Id(id)),
                )?)
            })
            .await
    }

    /// The minted session is whole: it is the grant's from now on, and the intent is gone, both
    /// or neither. The grant then stands at [`GrantState::Delivering`].
    pub async fn minted(
        &self,
        id: MintIntentId,
        session: &TelegramSession,
        authorization: i64,
        at: Timestamp,
    ) -> Result<(), Error> {
        let form = session_form::write(session);
        self.0
            .core
            .erase(move |desk| {
                let Purpose::Grant { grant, account } = purpose(desk, id)? else {
                    return Err(Error::Conflict("minting"));
                };
                minted_session::put(desk, grant, account, &form, at)?;
                desk.sql.execute(
                    r#"UPDATE "grant" SET authorization = ? WHERE id = ?"#,
                    (authorization, Id(grant)),
                )?;
                // One that is being ended meanwhile goes on to its end, with this session at hand.
                if grant::get(desk, grant)?.state == GrantState::Minting {
                    grant::set(desk, grant, GrantState::Delivering)?;
                }
                delete(desk, id)
            })
            .await
    }

    /// It is undone, or its import is through: nothing at Telegram needs its key any more.
    pub async fn forget(&self, id: MintIntentId) -> Result<(), Error> {
        self.0.core.erase(move |desk| delete(desk, id)).await
    }
}

fn found(rows: usize) -> Result<(), Error> {
    if rows == 0 {
        Err(Error::NotFound("minting"))
    } else {
        Ok(())
    }
}

fn insert(
    desk: &Desk<'_>,
    purpose: Purpose,
    form: &[u8],
    at: Timestamp,
) -> Result<MintIntentId, Error> {
    let id = MintIntentId::now();
    let (account, grant) = match purpose {
        Purpose::Grant { grant, account } => (Some(account), Some(grant)),
        Purpose::Import => (None, None),
    };
    let sealed = desk.seal_form(&TABLE, id, account, form)?;
    desk.sql.execute(
        r#"INSERT INTO mint_intent (id, account, "grant", step, begun_at, changed_at, key,
                                    version, sealed)
           VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)"#,
        (
            Id(id),
            account.map(Id),
            grant.map(Id),
            MintStep::Begun.columns().0,
            At(at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(id)
}

fn delete(desk: &Desk<'_>, id: MintIntentId) -> Result<(), Error> {
    desk.sql
        .execute("DELETE FROM mint_intent WHERE id = ?", [Id(id)])?;
    Ok(())
}

fn purpose(desk: &Desk<'_>, id: MintIntentId) -> Result<Purpose, Error> {
    desk.sql
        .prepare_cached(r#"SELECT account, "grant" FROM mint_intent WHERE id = ?"#)?
        .query_row([Id(id)], read_purpose)
        .optional()?
        .ok_or(Error::NotFound("minting"))
}

fn read_purpose(row: &Row<'_>) -> rusqlite::Result<Purpose> {
    let account: Option<Id<AccountId>> = row.get("account")?;
    let grant: Option<Id<GrantId>> = row.get("grant")?;
    Ok(match account.zip(grant) {
        Some((Id(account), Id(grant))) => Purpose::Grant { grant, account },
        None => Purpose::Import,
    })
}

fn intent(desk: &Desk<'_>, row: &Row<'_>) -> Result<MintIntent, Error> {
    let id = row.get::<_, Id<MintIntentId>>("id")?.0;
    let purpose = read_purpose(row)?;
    let account = match purpose {
        Purpose::Grant { account, .. } => Some(account),
        Purpose::Import => None,
    };
    let plain = desk.open(&TABLE, id, account, &Sealed::from_row(row)?)?;
    let (fresh, donor) = form::read(&plain, TABLE.name)?;
    Ok(MintIntent {
        id,
        purpose,
        step: MintStep::from_row(row)?,
        begun_at: row.get::<_, At>("begun_at")?.0,
        changed_at: row.get::<_, At>("changed_at")?.0,
        fresh,
        donor,
    })
}
