//! What a person allowed a service, and where that stands.

use std::fmt;

use rusqlite::Row;
use signet_contract::{
    Reference,
    ids::{AccountId, GrantId, PlatformId, ServiceId, SessionId},
};
use signet_trail::Timestamp;
use zeroize::Zeroizing;

use crate::{
    Error, Store,
    parts::{self, Parts},
    store::{
        column::{At, Id, states},
        desk::{Desk, Sealed, SealedTable},
    },
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "grant",
    purpose: "details",
    account: "account",
    only: "TRUE",
};

states! {
    /// Where a grant stands.
    GrantState {
        /// The page that asked has not confirmed yet.
        Confirming = "confirming"
        /// Its separate authorization is being made.
        Minting = "minting"
        /// Its envelope is on the way.
        Delivering = "delivering"
        /// The service has it.
        Live = "live"
        /// It is being ended.
        Ending = "ending"
        /// Telegram no longer knows its authorization.
        Ended = "ended"
        /// It never came to be.
        Failed = "failed"
    }
}

/// What the service said when it asked.
#[derive(Clone, PartialEq, Eq)]
pub struct GrantDetails {
    /// What the service is called.
    pub service_name: String,
    /// For which of its users it asked.
    pub user_label: String,
    /// Its name in Telegram's device list.
    pub device_model: String,
    /// What it says it will do.
    pub scopes: Vec<String>,
}

/// Labels are names and addresses of people.
impl fmt::Debug for GrantDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GrantDetails([REDACTED])")
    }
}

/// A grant.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Its id, here and at the platform.
    pub id: GrantId,
    /// Whose account.
    pub account: AccountId,
    /// The platform; none if the envelope went to a file.
    pub platform: Option<PlatformId>,
    /// The service.
    pub service: ServiceId,
    /// Where it stands.
    pub state: GrantState,
    /// How people name it.
    pub reference: Reference,
    /// When it was allowed.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When the service used it last, as far as is known.
    pub last_used_at: Option<Timestamp>,
    /// When it was confirmed dead.
    pub ended_at: Option<Timestamp>,
    /// How Telegram's device list names its authorization.
    pub authorization: Option<i64>,
    /// How the platform names its session.
    pub session: Option<SessionId>,
    /// What the service said.
    pub details: GrantDetails,
}

/// A grant that was just allowed.
#[derive(Debug)]
pub struct NewGrant {
    /// Its id.
    pub id: GrantId,
    /// Whose account.
    pub account: AccountId,
    /// The platform; none if the envelope goes to a file.
    pub platform: Option<PlatformId>,
    /// The service.
    pub service: ServiceId,
    /// Where it begins.
    pub state: GrantState,
    /// How people will name it.
    pub reference: Reference,
    /// Now.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// What the service said.
    pub details: GrantDetails,
}

/// The grants of a vault.
pub struct Grants<'s>(&'s Store);

impl Store {
    /// What was allowed.
    pub fn grants(&self) -> Grants<'_> {
        Grants(self)
    }
}

impl Grants<'_> {
    /// Writes down what was allowed. Writing the same id again is a conflict.
    pub async fn add(&self, new: NewGrant) -> Result<(), Error> {
        self.0.core.write(move |desk| insert(desk, &new)).await
    }

    /// One of them.
    pub async fn get(&self, id: GrantId) -> Result<Grant, Error> {
        self.0.core.read(move |desk| get(desk, id)).await
    }

    /// At most `limit` of them behind this one, of one account or of all, the oldest first.
    pub async fn list(
        &self,
        account: Option<AccountId>,
        after: Option<GrantId>,
        limit: usize,
    ) -> Result<Vec<Grant>, Error> {
        self.0
            .core
            .read(move |desk| {
                let mut query = desk.sql.prepare_cached(
                    r#"SELECT * FROM "grant"
                       WHERE id > ifnull(?1, x'') AND (?2 IS NULL OR account = ?2)
                       ORDER BY id LIMIT ?3"#,
                )?;
                let mut rows = query.query((after.map(Id), account.map(Id), limit as i64))?;
                let mut grants = Vec::new();
                while let Some(row) = rows.next()? {
                    grants.push(grant(desk, row)?);
                }
                Ok(grants)
            })
            .await
    }

    /// Brings it from one state into another. A conflict if it is in neither of them.
    pub async fn advance(
        &self,
        id: GrantId,
        from: GrantState,
        to: GrantState,
    ) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                let changed = desk.sql.execute(
                    r#"UPDATE "grant" SET state = ?3 WHERE id = ?1 AND state IN (?2, ?3)"#,
                    (Id(id), from, to),
                )?;
                if changed == 0 {
                    return Err(Error::Conflict("grant"));
                }
                Ok(())
            })
            .await
    }

    /// The service used it.
    pub async fn used(&self, id: GrantId, at: Timestamp) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                changed(desk.sql.execute(
                    r#"UPDATE "grant" SET last_used_at = max(ifnull(last_used_at, 0), ?)
                       WHERE id = ?"#,
                    (At(at), Id(id)),
                )?)
            })
            .await
    }

    /// The platform took it, under this name and until then.
    pub async fn delivered(
        &self,
        id: GrantId,
        session: SessionId,
        expires_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                changed(desk.sql.execute(
                    r#"UPDATE "grant" SET session = ?2, expires_at = ifnull(?3, expires_at),
                           state = iif(state = ?4, ?5, state)
                       WHERE id = ?1"#,
                    (
                        Id(id),
                        Id(session),
                        expires_at.map(At),
                        GrantState::Delivering,
                        GrantState::Live,
                    ),
                )?)
            })
            .await
    }
}

fn changed(rows: usize) -> Result<(), Error> {
    if rows == 0 {
        Err(Error::NotFound("grant"))
    } else {
        Ok(())
    }
}

pub(crate) fn get(desk: &Desk<'_>, id: GrantId) -> Result<Grant, Error> {
    let mut query = desk
        .sql
        .prepare_cached(r#"SELECT * FROM "grant" WHERE id = ?"#)?;
    let mut rows = query.query([Id(id)])?;
    grant(desk, rows.next()?.ok_or(Error::NotFound("grant"))?)
}

/// A grant that nobody has begun to end: only for such a one anything is minted or handed out.
pub(crate) fn living(desk: &Desk<'_>, id: GrantId) -> Result<Grant, Error> {
    let grant = get(desk, id)?;
    match grant.state {
        GrantState::Ending | GrantState::Ended => Err(Error::Conflict("grant")),
        GrantState::Confirming
        | GrantState::Minting
        | GrantState::Delivering
        | GrantState::Live
        | GrantState::Failed => Ok(grant),
    }
}

/// For what else a step of its life changes.
pub(crate) fn set(desk: &Desk<'_>, id: GrantId, state: GrantState) -> Result<(), Error> {
    changed(desk.sql.execute(
        r#"UPDATE "grant" SET state = ? WHERE id = ?"#,
        (state, Id(id)),
    )?)
}

fn insert(desk: &Desk<'_>, new: &NewGrant) -> Result<(), Error> {
    let details = write(&new.details);
    let sealed = desk.seal_form(&TABLE, new.id, Some(new.account), &details)?;
    desk.sql.execute(
        r#"INSERT INTO "grant" (id, account, platform, service, state, reference, created_at,
                                expires_at, key, version, sealed)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"#,
        (
            Id(new.id),
            Id(new.account),
            new.platform.map(Id),
            Id(new.service),
            new.state,
            new.reference.to_string(),
            At(new.created_at),
            new.expires_at.map(At),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(())
}

fn grant(desk: &Desk<'_>, row: &Row<'_>) -> Result<Grant, Error> {
    let id = row.get::<_, Id<GrantId>>("id")?.0;
    let account = row.get::<_, Id<AccountId>>("account")?.0;
    let plain = desk.open(&TABLE, id, Some(account), &Sealed::from_row(row)?)?;
    let reference: String = row.get("reference")?;
    let moment = |column| -> Result<Option<Timestamp>, Error> {
        Ok(row.get::<_, Option<At>>(column)?.map(|at| at.0))
    };
    Ok(Grant {
        id,
        account,
        platform: row.get::<_, Option<Id<_>>>("platform")?.map(|id| id.0),
        service: row.get::<_, Id<_>>("service")?.0,
        state: row.get("state")?,
        reference: reference
            .parse()
            .map_err(|_| Error::Damaged { what: TABLE.name })?,
        created_at: row.get::<_, At>("created_at")?.0,
        expires_at: moment("expires_at")?,
        last_used_at: moment("last_used_at")?,
        ended_at: moment("ended_at")?,
        authorization: row.get("authorization")?,
        session: row.get::<_, Option<Id<_>>>("session")?.map(|id| id.0),
        details: read(&plain)?,
    })
}

fn write(details: &GrantDetails) -> Zeroizing<Vec<u8>> {
    let mut all: Vec<&[u8]> = vec![
        details.service_name.as_bytes(),
        details.user_label.as_bytes(),
        details.device_model.as_bytes(),
    ];
    all.extend(details.scopes.iter().map(String::as_bytes));
    parts::join(&all)
}

fn read(bytes: &[u8]) -> Result<GrantDetails, Error> {
    let mut parts = Parts::of(bytes, TABLE.name);
    let mut details = GrantDetails {
        service_name: parts.text()?.to_owned(),
        user_label: parts.text()?.to_owned(),
        device_model: parts.text()?.to_owned(),
        scopes: Vec::new(),
    };
    while !parts.is_empty() {
        details.scopes.push(parts.text()?.to_owned());
    }
    Ok(details)
}
