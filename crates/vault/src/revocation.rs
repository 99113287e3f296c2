//! Endings of grants: asked for at once, tracked until Telegram confirms.

use std::fmt;

use rusqlite::Row;
use signet_contract::ids::{AccountId, GrantId, RevocationId};
use signet_trail::{Actor, Circumstance, Event, Outcome, Text, Timestamp};

use crate::{
    Error, Store,
    grant::{self, GrantState},
    parts::Parts,
    store::{
        column::{At, Id, states},
        desk::{Desk, Sealed, SealedTable},
    },
    subject,
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "revocation",
    purpose: "reason",
    account: "account",
    only: "TRUE",
};

states! {
    /// Who ends a grant.
    RevokedBy {
        /// The owner of the account.
        Person = "person"
        /// A member of support staff.
        Operator = "operator"
        /// The service itself.
        Service = "service"
        /// An end date, or not having been used.
        Policy = "policy"
    }
}

states! {
    /// What ending a grant takes.
    RevocationStep {
        /// The platform refuses everything for it.
        Platform = "platform"
        /// Whoever holds the session signs it out.
        Holder = "holder"
        /// Home ends it at Telegram, or the copy that is still here signs itself out.
        Telegram = "telegram"
        /// Telegram's device list no longer shows it.
        Gone = "gone"
    }
}

states! {
    /// How a step went when it was last tried.
    StepOutcome {
        /// It is done.
        Done = "done"
        /// It was refused for now.
        Refused = "refused"
        /// Nobody answered.
        Unanswered = "unanswered"
    }
}

/// One step, as it was last tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepTaken {
    /// Which.
    pub step: RevocationStep,
    /// How it went.
    pub outcome: StepOutcome,
    /// When.
    pub at: Timestamp,
}

/// The ending of a grant.
#[derive(Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Its id.
    pub id: RevocationId,
    /// The grant.
    pub grant: GrantId,
    /// Its account.
    pub account: AccountId,
    /// Who ends it.
    pub by: RevokedBy,
    /// Why, if that was said.
    pub reason: Option<String>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Whether the trail has its line; otherwise that waits.
    pub recorded: bool,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// When Telegram's list no longer showed it.
    pub confirmed_at: Option<Timestamp>,
    /// What was tried.
    pub steps: Vec<StepTaken>,
}

impl fmt::Debug for Revocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Revocation")
            .field("grant", &self.grant)
            .field("by", &self.by)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}

/// The endings of a vault.
pub struct Revocations<'s>(&'s Store);

impl Store {
    /// What is being ended, and what was.
    pub fn revocations(&self) -> Revocations<'_> {
        Revocations(self)
    }
}

impl Revocations<'_> {
    /// Writes down that a grant is to end, and then its line. Asking again is the same ending.
    ///
    /// No line is asked for: ending never waits. Where the trail cannot be written the ending
    /// stands without its line, which is queued. If this fails as a whole, nothing can be written
    /// here; the caller ends the grant all the same, and asks again later.
    pub async fn request(
        &self,
        grant: GrantId,
        by: RevokedBy,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Result<Revocation, Error> {
        let reason = reason.map(str::to_owned);
        let mut revocation = self
            .0
            .core
            .write(move |desk| request(desk, grant, by, reason.as_deref(), at))
            .await?;
        if !revocation.recorded {
            match self.record(&revocation).await {
                Ok(()) => revocation.recorded = true,
                Err(error) => tracing::warn!(%error, "the line of an ending is queued"),
            }
        }
        Ok(revocation)
    }

    /// Writes the lines that are queued, and says how many still are.
    pub async fn record_queued(&self) -> Result<usize, Error> {
        let queued = self.list("r.line IS NULL").await?;
        let mut left = queued.len();
        for revocation in &queued {
            self.record(revocation).await?;
            left -= 1;
        }
        Ok(left)
    }

    /// How many lines are queued: above zero the person is told.
    pub async fn queued(&self) -> Result<usize, Error> {
        Ok(self.list("r.line IS NULL").await?.len())
    }

    /// Those that are not confirmed, the most urgent first.
    pub async fn open(&self) -> Result<Vec<Revocation>, Error> {
        self.list("r.confirmed_at IS NULL").await
    }

    /// The ending of a grant, if it has one.
    pub async fn of_grant(&self, grant: GrantId) -> Result<Option<Revocation>, Error> {
        self.0.core.read(move |desk| find(desk, grant)).await
    }

    /// A step was tried. With [`RevocationStep::Gone`] done the grant has ended.
    pub async fn step(
        &self,
        id: RevocationId,
        taken: StepTaken,
        next_at: Timestamp,
    ) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| step(desk, id, taken, next_at))
            .await
    }

    async fn list(&self, which: &'static str) -> Result<Vec<Revocation>, Error> {
        self.0
            .core
            .read(move |desk| {
                let mut query = desk.sql.prepare_cached(&format!(
                    "SELECT * FROM revocation AS r WHERE {which} ORDER BY next_at, id"
                ))?;
                let mut rows = query.query([])?;
                let mut revocations = Vec::new();
                while let Some(row) = rows.next()? {
                    revocations.push(revocation(desk, row)?);
                }
                Ok(revocations)
            })
            .await
    }

    /// A crash between the line and its mark writes the line once more, which harms nobody.
    async fn record(&self, revocation: &Revocation) -> Result<(), Error> {
        let actor = match revocation.by {
            RevokedBy::Person => Actor::Person(Text::none()),
            RevokedBy::Operator => Actor::Operator(Text::none()),
            RevokedBy::Service => Actor::Service(Text::none()),
            RevokedBy::Policy => Actor::App(Text::none()),
        };
        let (id, grant) = (revocation.id, revocation.grant);
        let reference = self
            .0
            .core
            .read(move |desk| grant::get(desk, grant))
            .await?;
        let event = Event {
            circumstance: Circumstance {
                at: revocation.requested_at,
                actor,
                subject: subject::grant(grant),
                reference: reference.reference.to_string().parse()?,
            },
            action: "revoke".parse()?,
            outcome: Outcome::Begun,
        };
        let line = self.0.trail()?.note(event).await?.sequence().cast_signed();
        self.0
            .core
            .write(move |desk| {
                desk.sql.execute(
                    "UPDATE revocation SET line = ? WHERE id = ?",
                    (line, Id(id)),
                )?;
                Ok(())
            })
            .await
    }
}

fn request(
    desk: &Desk<'_>,
    grant: GrantId,
    by: RevokedBy,
    reason: Option<&str>,
    at: Timestamp,
) -> Result<Revocation, Error> {
    if let Some(there) = find(desk, grant)? {
        return Ok(there);
    }
    let account = grant::get(desk, grant)?.account;
    let id = RevocationId::now();
    let reason = crate::parts::option(reason);
    let sealed = desk.seal(&TABLE, id, Some(account), &[&reason])?;
    desk.sql.execute(
        r#"INSERT INTO revocation (id, "grant", account, asked_by, requested_at, next_at, key, version,
                                   sealed)
           VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)"#,
        (
            Id(id),
            Id(grant),
            Id(account),
            by,
            At(at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    grant::set(desk, grant, GrantState::Ending)?;
    find(desk, grant)?.ok_or(Error::NotFound("ending"))
}

fn step(
    desk: &Desk<'_>,
    id: RevocationId,
    taken: StepTaken,
    next_at: Timestamp,
) -> Result<(), Error> {
    // What is done stays done, whatever a late answer says.
    desk.sql.execute(
        "INSERT INTO revocation_step (revocation, step, outcome, at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET outcome = excluded.outcome, at = excluded.at
         WHERE outcome <> 'done'",
        (Id(id), taken.step, taken.outcome, At(taken.at)),
    )?;
    desk.sql.execute(
        "UPDATE revocation SET next_at = ? WHERE id = ?",
        (At(next_at), Id(id)),
    )?;
    if (taken.step, taken.outcome) == (RevocationStep::Gone, StepOutcome::Done) {
        desk.sql.execute(
            "UPDATE revocation SET confirmed_at = ifnull(confirmed_at, ?) WHERE id = ?",
            (At(taken.at), Id(id)),
        )?;
        desk.sql.execute(
            r#"UPDATE "grant" SET state = ?, ended_at = ifnull(ended_at, ?)
               WHERE id = (SELECT "grant" FROM revocation WHERE id = ?)"#,
            (GrantState::Ended, At(taken.at), Id(id)),
        )?;
    }
    Ok(())
}

fn find(desk: &Desk<'_>, grant: GrantId) -> Result<Option<Revocation>, Error> {
    let mut query = desk
        .sql
        .prepare_cached(r#"SELECT * FROM revocation WHERE "grant" = ?"#)?;
    let mut rows = query.query([Id(grant)])?;
    rows.next()?.map(|row| revocation(desk, row)).transpose()
}

fn revocation(desk: &Desk<'_>, row: &Row<'_>) -> Result<Revocation, Error> {
    let id = row.get::<_, Id<RevocationId>>("id")?.0;
    let account = row.get::<_, Id<AccountId>>("account")?.0;
    let plain = desk.open(&TABLE, id, Some(account), &Sealed::from_row(row)?)?;
    let mut parts = Parts::of(&plain, TABLE.name);
    let reason = parts.option()?.map(str::to_owned);
    parts.end()?;
    Ok(Revocation {
        id,
        grant: row.get::<_, Id<_>>("grant")?.0,
        account,
        by: row.get("asked_by")?,
        reason,
        requested_at: row.get::<_, At>("requested_at")?.0,
        recorded: row.get::<_, Option<i64>>("line")?.is_some(),
        next_at: row.get::<_, At>("next_at")?.0,
        confirmed_at: row.get::<_, Option<At>>("confirmed_at")?.map(|at| at.0),
        steps: steps(desk, id)?,
    })
}

fn steps(desk: &Desk<'_>, id: RevocationId) -> Result<Vec<StepTaken>, Error> {
    let mut query = desk.sql.prepare_cached(
        "SELECT step, outcome, at FROM revocation_step WHERE revocation = ? ORDER BY at, step",
    )?;
    let steps = query.query_map([Id(id)], |row| {
        Ok(StepTaken {
            step: row.get(0)?,
            outcome: row.get(1)?,
            at: row.get::<_, At>(2)?.0,
        })
    })?;
    Ok(steps.collect::<Result<_, _>>()?)
}
