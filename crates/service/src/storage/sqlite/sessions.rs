//! Sessions in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params, params_from_iter, types::Value};
use signet_contract::{
    ids::{GrantId, SessionId},
    platform::{Ending, Health, Moment, SessionState},
};
use signet_trail::{Deliver, Event, Recorded};

use super::{
    Sqlite, about,
    columns::{body, id, maybe_moment, read_body},
    devices, events, leases, links, one, services, told,
};
use crate::{
    Refused, delivery,
    ledger::Hash,
    storage::{
        Delivery, LinkKey, SessionDecision, SessionFilter, SessionRecord, SessionTelling, Sessions,
        StorageError,
    },
};

#[async_trait]
impl Sessions for Sqlite {
    async fn deliver(
        &self,
        line: Recorded<Deliver>,
        session: SessionRecord,
        sealed_to: Hash,
        envelope: String,
        now: Moment,
    ) -> Result<Delivery, StorageError> {
        about(&line, "session", session.id)?;
        self.write(move |connection| {
            if let Some(before) = of_grant(connection, session.grant)? {
                return Ok(Delivery::Before(before));
            }
            let gone = || StorageError::Damaged("a session without link, device or service");
            let key = LinkKey::Grant(session.grant);
            let mut link = links::find(connection, key)?.ok_or_else(gone)?;
            let device = devices::find(connection, session.device)?.ok_or_else(gone)?;
            let service = services::find(connection, session.service)?.ok_or_else(gone)?;
            let refused = delivery::check_parties(&device, &service, sealed_to)
                .and_then(|()| link.deliver(session.id, now));
            if let Err(refused) = refused {
                return Ok(Delivery::Refused(refused));
            }
            links::save(connection, &link)?;
            insert(connection, &session, &envelope)?;
            events::add(connection, &[session.linked()], now)?;
            Ok(Delivery::New(session))
        })
        .await
    }

    async fn session(&self, session: SessionId) -> Result<Option<SessionRecord>, StorageError> {
        self.read(move |connection| find(connection, session)).await
    }

    async fn session_of(&self, grant: GrantId) -> Result<Option<SessionRecord>, StorageError> {
        self.read(move |connection| of_grant(connection, grant))
            .await
    }

    async fn sessions(
        &self,
        filter: SessionFilter,
        before: Option<SessionId>,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        self.read(move |connection| list(connection, filter, before, limit))
            .await
    }

    async fn decide_session(
        &self,
        session: SessionId,
        now: Moment,
        decide: SessionDecision,
        told: Option<Event>,
    ) -> Result<Option<Result<SessionRecord, Refused>>, StorageError> {
        self.write(move |connection| {
            let Some(mut session) = find(connection, session)? else {
                return Ok(None);
            };
            let events = match decide(&mut session) {
                Ok(events) => events,
                Err(refused) => return Ok(Some(Err(refused))),
            };
            save(connection, &session)?;
            events::add(connection, &events, now)?;
            if let Some(event) = &told {
                told::keep(connection, event)?;
            }
            Ok(Some(Ok(session)))
        })
        .await
    }

    async fn count_sessions(&self) -> Result<Vec<(SessionState, u64)>, StorageError> {
        self.read(|connection| {
            let states = [SessionState::Live, SessionState::Ending, SessionState::Dead];
            let count = |one| {
                let sql = "SELECT count(*) FROM sessions WHERE state = ?1";
                let mut statement = connection.prepare_cached(sql)?;
                Ok((one, statement.query_row([state(one)], |row| row.get(0))?))
            };
            states.into_iter().map(count).collect()
        })
        .await
    }

    async fn live_grants(&self, sessions: Vec<SessionId>) -> Result<Vec<GrantId>, StorageError> {
        self.read(move |connection| {
            let mut grants = Vec::new();
            for session in sessions {
                let found = find(connection, session)?;
                let live = found.filter(|session| session.state == SessionState::Live);
                grants.extend(live.map(|session| session.grant));
            }
            Ok(grants)
        })
        .await
    }

    async fn revoke(
        &self,
        sessions: Vec<SessionId>,
        ending: Ending,
        now: Moment,
        tell: SessionTelling,
    ) -> Result<(), StorageError> {
        self.write(move |connection| {
            for session in sessions {
                if let Some(session) = find(connection, session)?
                    && let Some(ended) = end(connection, session, ending, now)?
                {
                    told::keep(connection, &tell(&ended))?;
                }
            }
            Ok(())
        })
        .await
    }

    async fn session_used(&self, session: SessionId, at: Moment) -> Result<(), StorageError> {
        self.write(move |connection| {
            connection
                .prepare_cached("UPDATE sessions SET last_used_at = ?2 WHERE id = ?1")?
                .execute(params![id(session), at.unix_millis()])?;
            Ok(())
        })
        .await
    }
}

/// Ends one session, unless it had ended.
pub(super) fn end(
    connection: &Connection,
    mut session: SessionRecord,
    ending: Ending,
    now: Moment,
) -> Result<Option<SessionRecord>, StorageError> {
    let held = leases::end(connection, session.id, now)?;
    if !session.end(ending, held, now) {
        return Ok(None);
    }
    save(connection, &session)?;
    events::add(connection, &[session.revoked_event()], now)?;
    connection
        .prepare_cached("DELETE FROM envelopes WHERE session = ?1")?
        .execute([id(session.id)])?;
    Ok(Some(session))
}

pub(super) fn find(
    connection: &Connection,
    session: SessionId,
) -> Result<Option<SessionRecord>, StorageError> {
    one(
        connection,
        "SELECT body, last_used_at FROM sessions WHERE id = ?1",
        [id(session)],
        read,
    )
}

pub(super) fn of_grant(
    connection: &Connection,
    grant: GrantId,
) -> Result<Option<SessionRecord>, StorageError> {
    one(
        connection,
        "SELECT body, last_used_at FROM sessions WHERE grant_id = ?1",
        [id(grant)],
        read,
    )
}

pub(super) fn read(row: &Row<'_>) -> Result<SessionRecord, StorageError> {
    Ok(SessionRecord {
        last_used_at: maybe_moment(row, "last_used_at")?,
        ..read_body(row, "body")?
    })
}

fn insert(
    connection: &Connection,
    session: &SessionRecord,
    envelope: &str,
) -> Result<(), StorageError> {
    connection.execute(
        "INSERT INTO sessions (id, grant_id, service, user_id, account, device, reference, state,
           health, created_at, expires_at, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            id(session.id),
            id(session.grant),
            id(session.service),
            session.user_id.as_str(),
            id(session.account_id),
            id(session.device),
            id(session.reference),
            state(session.state),
            health(session.health),
            session.created_at.unix_millis(),
            session.expires_at.unix_millis(),
            body(session)?,
        ],
    )?;
    connection.execute(
        "INSERT INTO envelopes (session, envelope) VALUES (?1, ?2)",
        params![id(session.id), envelope],
    )?;
    Ok(())
}

fn save(connection: &Connection, session: &SessionRecord) -> Result<(), StorageError> {
    connection
        .prepare_cached("UPDATE sessions SET state = ?2, health = ?3, body = ?4 WHERE id = ?1")?
        .execute(params![
            id(session.id),
            state(session.state),
            health(session.health),
            body(session)?,
        ])?;
    Ok(())
}

/// The conditions are chosen by what is asked, so that SQLite picks an index that fits.
fn list(
    connection: &Connection,
    filter: SessionFilter,
    before: Option<SessionId>,
    limit: u32,
) -> Result<Vec<SessionRecord>, StorageError> {
    let text = |text: String| Value::from(text);
    let number = |at: Moment| Value::from(i64::try_from(at.unix_millis()).unwrap_or(i64::MAX));
    let asked: [(&str, Option<Value>); 13] = [
        ("user_id = ?", filter.user_id.map(|user| text(user.into()))),
        (
            "account = ?",
            filter.account_id.map(|account| text(id(account))),
        ),
        (
            "service = ?",
            filter.service.map(|service| text(id(service))),
        ),
        ("device = ?", filter.device.map(|device| text(id(device)))),
        (
            "state = ?",
            filter.state.map(|one| text(state(one).to_owned())),
        ),
        (
            "health = ?",
            filter.health.map(|one| text(health(one).to_owned())),
        ),
        ("reference = ?", filter.reference.map(|one| text(id(one)))),
        ("created_at > ?", filter.created_after.map(number)),
        ("created_at < ?", filter.created_before.map(number)),
        ("last_used_at > ?", filter.used_after.map(number)),
        (
            "coalesce(last_used_at, created_at) < ?",
            filter.used_before.map(number),
        ),
        ("expires_at <= ?", filter.expired_by.map(number)),
        ("id < ?", before.map(|before| text(id(before)))),
    ];
    let mut conditions = String::from("true");
    let mut values = Vec::new();
    for (condition, value) in asked {
        if let Some(value) = value {
            conditions.push_str(" AND ");
            conditions.push_str(condition);
            values.push(value);
        }
    }
    values.push(Value::from(i64::from(limit)));
    let mut statement = connection.prepare_cached(&format!(
        "SELECT body, last_used_at FROM sessions WHERE {conditions} ORDER BY id DESC LIMIT ?"
    ))?;
    let rows = statement.query_and_then(params_from_iter(values), read)?;
    rows.collect()
}

fn state(state: SessionState) -> &'static str {
    match state {
        SessionState::Live => "live",
        SessionState::Ending => "ending",
        SessionState::Dead => "dead",
    }
}

fn health(health: Health) -> &'static str {
    match health {
        Health::Unknown => "unknown",
        Health::Working => "working",
        Health::Limited => "limited",
        Health::Unopened => "unopened",
        Health::Duplicated => "duplicated",
        Health::SignedOut => "signedOut",
        Health::AccountRestricted => "accountRestricted",
    }
}
