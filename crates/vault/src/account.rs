//! The Telegram accounts that are here.

mod card;
mod devices;
mod photo;
mod token;

use std::fmt;

use rusqlite::{OptionalExtension, Row};
use secrecy::SecretString;
use signet_contract::ids::AccountId;
use signet_session::TelegramSession;
use signet_trail::{self as trail, Recorded, Reveal, Timestamp};

use crate::{
    Error, PendingLoginId, Store, home_session, pending_login, session_form,
    store::{
        column::{At, Id, states},
        desk::{Desk, Sealed, SealedTable},
    },
    subject,
};

use card::Form;

pub use card::Card;
pub(crate) use devices::TABLE as KNOWN_DEVICES;
pub(crate) use photo::TABLE as PHOTO;
pub(crate) use token::TABLE as FUTURE_TOKEN;
pub use token::{FutureToken, FutureTokens};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "account",
    purpose: "card",
    account: "id",
    only: "TRUE",
};

states! {
    /// Whether an account stays.
    AccountState {
        /// It is here.
        Active = "active"
        /// Its grants are being ended; then it goes.
        Removing = "removing"
    }
}

states! {
    /// How the home session was when last looked at.
    Health {
        /// It works.
        Active = "active"
        /// Telegram signed it out.
        Revoked = "revoked"
        /// It was used from two places at once.
        Duplicated = "duplicated"
        /// It was not used for too long.
        Expired = "expired"
        /// Telegram does not know its key.
        KeyLost = "key-lost"
        /// The account was deleted.
        Deactivated = "deactivated"
        /// Telegram blocked the account.
        Banned = "banned"
        /// Telegram restricted the account.
        Frozen = "frozen"
        /// Telegram was not reached.
        Unreachable = "unreachable"
    }
}

/// An account.
pub struct Account {
    /// Its id here.
    pub id: AccountId,
    /// Its id at Telegram.
    pub user_id: i64,
    /// Whether it stays.
    pub state: AccountState,
    /// How its home session was.
    pub health: Health,
    /// Since when it is like that.
    pub health_since: Timestamp,
    /// When it was last looked at.
    pub checked_at: Timestamp,
    /// When it came.
    pub added_at: Timestamp,
    /// What people see of it, but for the whole number.
    pub card: Card,
    /// Whether the whole number is kept.
    pub phone_kept: bool,
    /// What its owner calls it here.
    pub local_name: Option<String>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("user_id", &self.user_id)
            .field("state", &self.state)
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}

/// A sign-in that is complete.
#[derive(Debug)]
pub struct SignIn<'a> {
    /// The form it was kept in, which is forgotten in the same moment.
    pub pending: Option<PendingLoginId>,
    /// The home session.
    pub session: &'a TelegramSession,
    /// Whose it is.
    pub card: &'a Card,
    /// Lets the account in once without a code, after it was signed out.
    pub future_token: Option<&'a FutureToken>,
    /// Now.
    pub at: Timestamp,
}

/// The accounts of a vault.
pub struct Accounts<'s>(&'s Store);

impl Store {
    /// The accounts that are here.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }
}

impl Accounts<'_> {
    /// Saves a finished sign-in and forgets its form, both or neither. An account that is here
    /// already keeps its id, its local name, its number if the card says nothing about it, and its
    /// last home session as the former one; tokens it had for this are spent. Saving the same
    /// session again changes nothing.
    pub async fn sign_in(&self, sign_in: SignIn<'_>) -> Result<AccountId, Error> {
        let user_id = sign_in.session.user_id();
        let again = self.of_user(user_id).await?.is_some();
        let session = session_form::write(sign_in.session);
        let card = sign_in.card.copied();
        let token = sign_in.future_token.map(FutureToken::copied);
        let (pending, at) = (sign_in.pending, sign_in.at);
        let work = move |desk: &Desk<'_>| {
            let id = find(desk, user_id)?.unwrap_or_else(AccountId::now);
            put(desk, id, user_id, card, at)?;
            if home_session::put(desk, id, &session, at)? {
                token::delete_of(desk, id)?;
            }
            if let Some(token) = &token {
                token::put(desk, id, token, at)?;
            }
            if let Some(pending) = pending {
                pending_login::delete(desk, pending)?;
            }
            Ok(id)
        };
        match pending {
            _ if again => self.0.core.erase(work).await,
            Some(_) => self.0.core.shred(work).await,
            None => self.0.core.write(work).await,
        }
    }

    /// How many there are.
    pub async fn count(&self) -> Result<u64, Error> {
        self.0
            .core
            .read(|desk| {
                let count: i64 = desk
                    .sql
                    .query_row("SELECT count(*) FROM account", [], |row| row.get(0))?;
                Ok(count.cast_unsigned())
            })
            .await
    }

    /// At most `limit` of them behind this one, the oldest first. Only these are decrypted, so
    /// that a screenful costs the same however many there are.
    pub async fn list(
        &self,
        after: Option<AccountId>,
        limit: usize,
    ) -> Result<Vec<Account>, Error> {
        self.0
            .core
            .read(move |desk| {
                let mut query = desk.sql.prepare_cached(
                    "SELECT * FROM account WHERE id > ifnull(?, x'') ORDER BY id LIMIT ?",
                )?;
                let mut rows = query.query((after.map(Id), limit as i64))?;
                let mut accounts = Vec::new();
                while let Some(row) = rows.next()? {
                    accounts.push(account(desk, row)?);
                }
                Ok(accounts)
            })
            .await
    }

    /// One of them.
    pub async fn get(&self, id: AccountId) -> Result<Account, Error> {
        self.0
            .core
            .read(move |desk| one(desk, id, |row| account(desk, row)))
            .await
    }

    /// The account of this Telegram user, if it is here.
    pub async fn of_user(&self, user_id: i64) -> Result<Option<AccountId>, Error> {
        self.0.core.read(move |desk| find(desk, user_id)).await
    }

    /// The Telegram users whose home session works, as far as is known, and who stay.
    pub async fn living_users(&self) -> Result<Vec<i64>, Error> {
        self.0
            .core
            .read(|desk| {
                let mut query = desk.sql.prepare_cached(
                    "SELECT user_id FROM account WHERE state = ? AND health IN (?, ?, ?)",
                )?;
                let living = [Health::Active, Health::Frozen, Health::Unreachable];
                let [active, frozen, unreachable] = living;
                let rows = query
                    .query_map((AccountState::Active, active, frozen, unreachable), |row| {
                        row.get(0)
                    })?;
                Ok(rows.collect::<Result<_, _>>()?)
            })
            .await
    }

    /// Keeps a newer card. One that says nothing about the number leaves it as it was. The local
    /// name stays.
    pub async fn refresh(&self, id: AccountId, card: Card) -> Result<(), Error> {
        let renew = move |before: Form| before.renewed(card);
        self.0.core.write(move |desk| change(desk, id, renew)).await
    }

    /// Calls it so here from now on, or as Telegram does. Whatever is given is kept: what makes a
    /// name is for the caller to say.
    pub async fn rename(&self, id: AccountId, name: Option<String>) -> Result<(), Error> {
        let rename = move |before| Form {
            local_name: name,
            ..before
        };
        self.0
            .core
            .write(move |desk| change(desk, id, rename))
            .await
    }

    /// What looking at the home session found.
    pub async fn checked(&self, id: AccountId, health: Health, at: Timestamp) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                changed(desk.sql.execute(
                    "UPDATE account SET
                         health_since = iif(health = ?2, health_since, ?3),
                         health = ?2, checked_at = ?3
                     WHERE id = ?1",
                    (Id(id), health, At(at)),
                )?)
            })
            .await
    }

    /// Marks it as leaving: its grants are ended first.
    pub async fn begin_removal(&self, id: AccountId) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                changed(desk.sql.execute(
                    "UPDATE account SET state = ? WHERE id = ?",
                    (AccountState::Removing, Id(id)),
                )?)
            })
            .await
    }

    /// Forgets it and everything that hangs on it, down to the last byte. Only one that is leaving
    /// is found: one that was signed in again stays.
    pub async fn remove(&self, id: AccountId) -> Result<(), Error> {
        self.0
            .core
            .erase(move |desk| {
                changed(desk.sql.execute(
                    "DELETE FROM account WHERE id = ? AND state = ?",
                    (Id(id), AccountState::Removing),
                )?)
            })
            .await
    }

    /// The whole number, to be told to Telegram when the account signs in again. Nobody is shown
    /// it. The line names the account.
    pub async fn phone_to_sign_in(
        &self,
        line: Recorded<trail::SignIn>,
        id: AccountId,
    ) -> Result<SecretString, Error> {
        self.0
            .core
            .read(move |desk| {
                subject::checked(&line, &subject::account(id), "account")?;
                whole_number(desk, id)
            })
            .await
    }

    /// The whole number, to be shown. The line names the account.
    pub async fn reveal_phone(
        &self,
        line: Recorded<Reveal>,
        id: AccountId,
    ) -> Result<SecretString, Error> {
        self.0
            .core
            .read(move |desk| {
                subject::checked(&line, &subject::account(id), "account")?;
                whole_number(desk, id)
            })
            .await
    }
}

fn whole_number(desk: &Desk<'_>, id: AccountId) -> Result<SecretString, Error> {
    let card = one(desk, id, |row| form(desk, row))?.card;
    card.phone.ok_or(Error::NotFound("phone number"))
}

fn changed(rows: usize) -> Result<(), Error> {
    if rows == 0 {
        Err(Error::NotFound("account"))
    } else {
        Ok(())
    }
}

fn find(desk: &Desk<'_>, user_id: i64) -> Result<Option<AccountId>, Error> {
    let id: Option<Id<AccountId>> = desk
        .sql
        .prepare_cached("SELECT id FROM account WHERE user_id = ?")?
        .query_row([user_id], |row| row.get(0))
        .optional()?;
    Ok(id.map(|id| id.0))
}

fn one<T>(
    desk: &Desk<'_>,
    id: AccountId,
    read: impl FnOnce(&Row<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut query = desk
        .sql
        .prepare_cached("SELECT * FROM account WHERE id = ?")?;
    let mut rows = query.query([Id(id)])?;
    read(rows.next()?.ok_or(Error::NotFound("account"))?)
}

fn account(desk: &Desk<'_>, row: &Row<'_>) -> Result<Account, Error> {
    let Form { card, local_name } = form(desk, row)?;
    Ok(Account {
        id: row.get::<_, Id<AccountId>>("id")?.0,
        user_id: row.get("user_id")?,
        state: row.get("state")?,
        health: row.get("health")?,
        health_since: row.get::<_, At>("health_since")?.0,
        checked_at: row.get::<_, At>("checked_at")?.0,
        added_at: row.get::<_, At>("added_at")?.0,
        phone_kept: card.phone.is_some(),
        card: Card {
            phone: None,
            ..card
        },
        local_name,
    })
}

fn form(desk: &Desk<'_>, row: &Row<'_>) -> Result<Form, Error> {
    let id = row.get::<_, Id<AccountId>>("id")?.0;
    let plain = desk.open(&TABLE, id, Some(id), &Sealed::from_row(row)?)?;
    card::read(&plain, row.get("user_id")?)
}

fn put(
    desk: &Desk<'_>,
    id: AccountId,
    user_id: i64,
    card: Card,
    at: Timestamp,
) -> Result<(), Error> {
    let form = match one(desk, id, |row| form(desk, row)) {
        Ok(before) => before.renewed(card),
        // None was here, or none that can be read: signing in heals it.
        Err(Error::NotFound(_) | Error::Damaged { .. }) => Form {
            card,
            local_name: None,
        },
        Err(error) => return Err(error),
    };
    let form = card::write(&form, user_id);
    let sealed = desk.seal_form(&TABLE, id, Some(id), &form)?;
    desk.sql.execute(
        "INSERT INTO account (id, user_id, state, health, health_since, checked_at, added_at,
                              key, version, sealed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET
             state = excluded.state, health = excluded.health,
             health_since = excluded.health_since, checked_at = excluded.checked_at,
             key = excluded.key, version = excluded.version, sealed = excluded.sealed",
        (
            Id(id),
            user_id,
            AccountState::Active,
            Health::Active,
            At(at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(())
}

/// Reads what is sealed of an account, and writes what is made of it.
fn change(desk: &Desk<'_>, id: AccountId, renew: impl FnOnce(Form) -> Form) -> Result<(), Error> {
    let (user_id, before) = one(desk, id, |row| Ok((row.get("user_id")?, form(desk, row)?)))?;
    let form = card::write(&renew(before), user_id);
    let sealed = desk.seal_form(&TABLE, id, Some(id), &form)?;
    changed(
        desk.sql
            .prepare_cached("UPDATE account SET key = ?, version = ?, sealed = ? WHERE id = ?")?
            .execute((sealed.key, sealed.version, sealed.bytes, Id(id)))?,
    )
}
