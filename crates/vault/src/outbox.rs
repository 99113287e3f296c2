//! What waits to be handed to a platform, and the receipts for what was.

use std::fmt;

use rusqlite::{OptionalExtension, Row};
use signet_contract::ids::{AccountId, DeliveryId, GrantId, PlatformId};
use signet_session::TelegramSession;
use signet_trail::{Deliver, Recorded, Timestamp};

use crate::{
    Error, Store, grant, minted_session,
    parts::Parts,
    store::{
        column::{At, Id, states},
        desk::{Desk, Sealed, SealedTable},
    },
    subject,
};

pub(crate) const TABLE: SealedTable = SealedTable {
    name: "outbox",
    purpose: "message",
    account: "account",
    only: "TRUE",
};

states! {
    /// What is handed over.
    DeliveryKind {
        /// A sealed session. One for each grant.
        Envelope = "envelope"
        /// That the person said no.
        Refusal = "refusal"
        /// That a grant is to be ended.
        Ending = "ending"
        /// How a grant is.
        Health = "health"
    }
}

/// Something that waits, or was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// What it is.
    pub kind: DeliveryKind,
    /// To whom.
    pub platform: PlatformId,
    /// For which grant, if there is one.
    pub grant: Option<GrantId>,
    /// Since when it waits.
    pub created_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// When the platform took it.
    pub delivered_at: Option<Timestamp>,
}

/// A message that is not an envelope.
#[derive(Clone)]
pub struct Message {
    /// What it is; not [`DeliveryKind::Envelope`].
    pub kind: DeliveryKind,
    /// To whom.
    pub platform: PlatformId,
    /// For which grant, if there is one.
    pub grant: Option<GrantId>,
    /// What is sent.
    pub body: Vec<u8>,
    /// Now.
    pub at: Timestamp,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// The outbox of a vault.
pub struct Outbox<'s>(&'s Store);

impl Store {
    /// What waits for a platform.
    pub fn outbox(&self) -> Outbox<'_> {
        Outbox(self)
    }
}

impl Outbox<'_> {
    /// Has the minted session of a grant sealed, and queues the envelope, both or neither. The
    /// line names the grant; it stands for all attempts. `seal` runs on a thread of the vault,
    /// and nothing of the session but what it returns comes out. The inner result is its answer.
    ///
    /// A grant whose envelope is queued already is a conflict: it is delivered, not sealed again.
    /// So is one that is being ended.
    pub async fn deliver<E: Send + 'static>(
        &self,
        line: Recorded<Deliver>,
        grant: GrantId,
        seal: impl FnOnce(&TelegramSession) -> Result<Vec<u8>, E> + Send + 'static,
        at: Timestamp,
    ) -> Result<Result<DeliveryId, E>, Error> {
        self.0
            .core
            .write(move |desk| {
                subject::checked(&line, &subject::grant(grant), "grant")?;
                let platform = grant::living(desk, grant)?.platform;
                let (_, session) =
                    minted_session::open(desk, grant)?.ok_or(Error::NotFound("minted session"))?;
                let body = match seal(&session) {
                    Ok(body) => body,
                    Err(error) => return Ok(Err(error)),
                };
                let envelope = Message {
                    kind: DeliveryKind::Envelope,
                    platform: platform.ok_or(Error::NotFound("platform"))?,
                    grant: Some(grant),
                    body,
                    at,
                };
                insert(desk, &envelope).map(Ok)
            })
            .await
    }

    /// Queues another message.
    pub async fn queue(&self, message: Message) -> Result<DeliveryId, Error> {
        if message.kind == DeliveryKind::Envelope {
            // An envelope has a line of its own.
            return Err(Error::Conflict("delivery"));
        }
        self.0.core.write(move |desk| insert(desk, &message)).await
    }

    /// What is due, the longest waiting first.
    pub async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Delivery>, Error> {
        self.0
            .core
            .read(move |desk| {
                let mut query = desk.sql.prepare_cached(
                    "SELECT * FROM outbox WHERE delivered_at IS NULL AND next_at <= ?
                     ORDER BY next_at, id LIMIT ?",
                )?;
                let due = query.query_map((At(now), limit as i64), delivery)?;
                Ok(due.collect::<Result<_, _>>()?)
            })
            .await
    }

    /// When something is due next.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, Error> {
        self.0
            .core
            .read(|desk| {
                let next: Option<At> = desk
                    .sql
                    .prepare_cached("SELECT min(next_at) FROM outbox WHERE delivered_at IS NULL")?
                    .query_row([], |row| row.get(0))?;
                Ok(next.map(|at| at.0))
            })
            .await
    }

    /// The envelope of a grant, waiting or delivered.
    pub async fn of_grant(&self, grant: GrantId) -> Result<Option<Delivery>, Error> {
        self.0
            .core
            .read(move |desk| {
                Ok(desk
                    .sql
                    .prepare_cached(
                        r#"SELECT * FROM outbox WHERE "grant" = ? AND kind = 'envelope'"#,
                    )?
                    .query_row([Id(grant)], delivery)
                    .optional()?)
            })
            .await
    }

    /// What is sent. Gone once it is delivered.
    pub async fn body(&self, id: DeliveryId) -> Result<Vec<u8>, Error> {
        self.0
            .core
            .read(move |desk| {
                let (body, _) = open(desk, id)?;
                body.ok_or(Error::NotFound("message"))
            })
            .await
    }

    /// The platform's receipt, once it is delivered.
    pub async fn receipt(&self, id: DeliveryId) -> Result<Option<Vec<u8>>, Error> {
        self.0
            .core
            .read(move |desk| open(desk, id).map(|(_, receipt)| receipt))
            .await
    }

    /// It was tried in vain; when to try again is the caller's to say.
    pub async fn retry(&self, id: DeliveryId, next_at: Timestamp) -> Result<(), Error> {
        self.0
            .core
            .write(move |desk| {
                found(desk.sql.execute(
                    "UPDATE outbox SET attempts = attempts + 1, next_at = ? WHERE id = ?",
                    (At(next_at), Id(id)),
                )?)
            })
            .await
    }

    /// The platform took it and signed for it. What was sent is forgotten.
    pub async fn delivered(
        &self,
        id: DeliveryId,
        receipt: Vec<u8>,
        at: Timestamp,
    ) -> Result<(), Error> {
        self.0
            .core
            .erase(move |desk| {
                let (_, account) = row(desk, id)?;
                let sealed = desk.seal(&TABLE, id, account, &[&[1], &receipt])?;
                found(desk.sql.execute(
                    "UPDATE outbox SET delivered_at = ?, key = ?, version = ?, sealed = ?
                     WHERE id = ?",
                    (At(at), sealed.key, sealed.version, sealed.bytes, Id(id)),
                )?)
            })
            .await
    }

    /// It is not to be delivered any more.
    pub async fn cancel(&self, id: DeliveryId) -> Result<(), Error> {
        self.0
            .core
            .erase(move |desk| {
                desk.sql.execute(
                    "DELETE FROM outbox WHERE id = ? AND delivered_at IS NULL",
                    [Id(id)],
                )?;
                Ok(())
            })
            .await
    }
}

fn found(rows: usize) -> Result<(), Error> {
    if rows == 0 {
        Err(Error::NotFound("delivery"))
    } else {
        Ok(())
    }
}

fn insert(desk: &Desk<'_>, message: &Message) -> Result<DeliveryId, Error> {
    let id = DeliveryId::now();
    let account = message
        .grant
        .map(|grant| grant::get(desk, grant).map(|grant| grant.account))
        .transpose()?;
    // 0 is a message that waits, 1 the receipt in its place.
    let sealed = desk.seal(&TABLE, id, account, &[&[0], &message.body])?;
    desk.sql.execute(
        r#"INSERT INTO outbox (id, kind, platform, account, "grant", created_at, attempts,
                               next_at, key, version, sealed)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?6, ?7, ?8, ?9)"#,
        (
            Id(id),
            message.kind,
            Id(message.platform),
            account.map(Id),
            message.grant.map(Id),
            At(message.at),
            sealed.key,
            sealed.version,
            sealed.bytes,
        ),
    )?;
    Ok(id)
}

fn row(desk: &Desk<'_>, id: DeliveryId) -> Result<(Sealed, Option<AccountId>), Error> {
    desk.sql
        .prepare_cached("SELECT * FROM outbox WHERE id = ?")?
        .query_row([Id(id)], |row| {
            let account: Option<Id<AccountId>> = row.get("account")?;
            Ok((Sealed::from_row(row)?, account.map(|id| id.0)))
        })
        .optional()?
        .ok_or(Error::NotFound("delivery"))
}

/// Either the message or its receipt.
type Contents = (Option<Vec<u8>>, Option<Vec<u8>>);

fn open(desk: &Desk<'_>, id: DeliveryId) -> Result<Contents, Error> {
    let (sealed, account) = row(desk, id)?;
    let plain = desk.open(&TABLE, id, account, &sealed)?;
    let mut parts = Parts::of(&plain, TABLE.name);
    let is_receipt = parts.flag()?;
    let bytes = parts.next()?.to_vec();
    parts.end()?;
    Ok(if is_receipt {
        (None, Some(bytes))
    } else {
        (Some(bytes), None)
    })
}

fn delivery(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        id: row.get::<_, Id<_>>("id")?.0,
        kind: row.get("kind")?,
        platform: row.get::<_, Id<_>>("platform")?.0,
        grant: row.get::<_, Option<Id<_>>>("grant")?.map(|id| id.0),
        created_at: row.get::<_, At>("created_at")?.0,
        attempts: row.get("attempts")?,
        next_at: row.get::<_, At>("next_at")?.0,
        delivered_at: row.get::<_, Option<At>>("delivered_at")?.map(|at| at.0),
    })
}
