//! Leases in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};
use signet_contract::{
    ids::{LeaseId, ServiceId, SessionId},
    platform::{Moment, SessionState},
};
use signet_trail::{Lease, Open, Recorded};

use super::{
    Sqlite, about,
    columns::{id, moment, read_id},
    one, sessions, told,
};
use crate::{
    deed::RenewLease,
    storage::{
        Held, LeaseRecord, LeaseWish, Leases, SessionRecord, SessionTelling, StorageError, Taken,
    },
};

#[async_trait]
impl Leases for Sqlite {
    async fn take(&self, line: Recorded<Lease>, wish: LeaseWish) -> Result<Taken, StorageError> {
        about(&line, "session", wish.session)?;
        self.write(move |connection| take(connection, &wish)).await
    }

    async fn lease_on(&self, session: SessionId) -> Result<Option<LeaseRecord>, StorageError> {
        self.read(move |connection| on(connection, session)).await
    }

    async fn lease(
        &self,
        lease: LeaseId,
    ) -> Result<Option<(LeaseRecord, SessionRecord)>, StorageError> {
        self.read(move |connection| with_session(connection, lease))
            .await
    }

    async fn renew(
        &self,
        line: Recorded<RenewLease>,
        lease: LeaseId,
        ends_at: Moment,
        now: Moment,
    ) -> Result<Option<(LeaseRecord, SessionRecord)>, StorageError> {
        self.write(move |connection| {
            let moved = connection
                .prepare_cached(
                    "UPDATE leases SET ends_at = min(?2, sessions.expires_at)
                     FROM sessions
                     WHERE leases.id = ?1 AND leases.ends_at > ?3
                       AND sessions.id = leases.session
                       AND sessions.state = 'live' AND sessions.expires_at > ?3",
                )?
                .execute(params![id(lease), ends_at.unix_millis(), now.unix_millis(),])?;
            let renewed = with_session(connection, lease)?.filter(|_| moved == 1);
            if let Some((_, session)) = &renewed {
                about(&line, "session", session.id)?;
            }
            Ok(renewed)
        })
        .await
    }

    async fn give_back(
        &self,
        lease: LeaseId,
        service: ServiceId,
        tell: SessionTelling,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| {
            let Some((_, session)) = with_session(connection, lease)? else {
                return Ok(false);
            };
            if session.service != service {
                return Ok(false);
            }
            connection.execute("DELETE FROM leases WHERE id = ?1", [id(lease)])?;
            told::keep(connection, &tell(&session))?;
            Ok(true)
        })
        .await
    }

    async fn fetch(
        &self,
        line: Recorded<Open>,
        lease: LeaseId,
        now: Moment,
    ) -> Result<Option<Held>, StorageError> {
        self.read(move |connection| {
            // One look at all three, so that an ending in between is not missed.
            let look = connection.unchecked_transaction()?;
            let Some((lease, session)) = with_session(&look, lease)? else {
                return Ok(None);
            };
            about(&line, "session", session.id)?;
            let live = session.state == SessionState::Live
                && session.expires_at > now
                && lease.ends_at > now;
            let envelope = one(
                &look,
                "SELECT envelope FROM envelopes WHERE session = ?1",
                [id(session.id)],
                |row| Ok(row.get("envelope")?),
            )?;
            Ok(envelope.filter(|_| live).map(|envelope| Held {
                session,
                lease,
                envelope,
            }))
        })
        .await
    }
}

/// The row is written only where it is free: there is none, it has been over for long enough, or
/// it is the instance's own and over.
fn take(connection: &Connection, wish: &LeaseWish) -> Result<Taken, StorageError> {
    let taken = connection
        .prepare_cached(
            "INSERT INTO leases (session, id, instance, taken_at, ends_at)
             SELECT id, ?2, ?3, ?4, min(?5, expires_at) FROM sessions
             WHERE id = ?1 AND state = 'live' AND expires_at > ?4
             ON CONFLICT (session) DO UPDATE
             SET id = excluded.id, instance = excluded.instance, taken_at = excluded.taken_at,
                 ends_at = excluded.ends_at
             WHERE leases.ends_at <= ?6
                OR (leases.instance = excluded.instance AND leases.ends_at <= ?4)",
        )?
        .execute(params![
            id(wish.session),
            id(wish.id),
            wish.instance.as_str(),
            wish.now.unix_millis(),
            wish.ends_at.unix_millis(),
            wish.over_by.unix_millis(),
        ])?;
    let session = sessions::find(connection, wish.session)?;
    let live = session.is_some_and(|session| {
        session.state == SessionState::Live && session.expires_at > wish.now
    });
    match on(connection, wish.session)? {
        Some(lease) if live => Ok(if taken == 1 || lease.instance == wish.instance {
            Taken::Yours(lease)
        } else {
            Taken::InUse(lease)
        }),
        Some(_) | None => Ok(Taken::NoSession),
    }
}

/// Ends whatever lease there is on a session; whether one was live.
pub(super) fn end(
    connection: &Connection,
    session: SessionId,
    now: Moment,
) -> Result<bool, StorageError> {
    let lease = on(connection, session)?;
    connection
        .prepare_cached("DELETE FROM leases WHERE session = ?1")?
        .execute([id(session)])?;
    Ok(lease.is_some_and(|lease| lease.ends_at > now))
}

fn on(connection: &Connection, session: SessionId) -> Result<Option<LeaseRecord>, StorageError> {
    one(
        connection,
        "SELECT * FROM leases WHERE session = ?1",
        [id(session)],
        read,
    )
}

fn with_session(
    connection: &Connection,
    lease: LeaseId,
) -> Result<Option<(LeaseRecord, SessionRecord)>, StorageError> {
    let lease = one(
        connection,
        "SELECT * FROM leases WHERE id = ?1",
        [id(lease)],
        read,
    )?;
    let Some(lease) = lease else {
        return Ok(None);
    };
    let session = sessions::find(connection, lease.session)?;
    Ok(session.map(|session| (lease, session)))
}

fn read(row: &Row<'_>) -> Result<LeaseRecord, StorageError> {
    let instance: String = row.get("instance")?;
    Ok(LeaseRecord {
        id: read_id(row, "id")?,
        session: read_id(row, "session")?,
        instance: instance
            .parse()
            .map_err(|_| StorageError::Damaged("an instance"))?,
        taken_at: moment(row, "taken_at")?,
        ends_at: moment(row, "ends_at")?,
    })
}
