//! What was told and has no line yet, in SQLite.

use rusqlite::{Connection, Row, params};
use signet_trail::{Actor, Circumstance, Draft, Event, Line, Outcome, Text, Timestamp};

use super::{
    lines,
    words::{all, change},
};
use crate::storage::{StorageError, Told};

/// Keeps what a line will say, inside the transaction of what it tells of.
pub(super) fn keep(connection: &Connection, event: &Event) -> Result<(), StorageError> {
    let Event {
        circumstance,
        action,
        outcome,
    } = event;
    let (kind, actor) = match &circumstance.actor {
        Actor::Person(id) => ("person", id),
        Actor::App(id) => ("app", id),
        Actor::Operator(id) => ("operator", id),
        Actor::Service(id) => ("service", id),
    };
    let outcome = match outcome {
        Outcome::Begun => "begun",
        Outcome::Done => "done",
        Outcome::Refused => "refused",
        Outcome::Failed => "failed",
    };
    change(
        connection,
        "INSERT INTO told (at, actor_kind, actor, action, subject, outcome, reference)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            circumstance.at.unix_millis(),
            kind,
            actor.as_str(),
            action.as_str(),
            circumstance.subject.as_str(),
            outcome,
            circumstance.reference.as_str(),
        ],
    )?;
    Ok(())
}

pub(super) fn oldest(connection: &Connection, limit: u16) -> Result<Vec<Told>, StorageError> {
    let sql = "SELECT * FROM told ORDER BY number LIMIT ?1";
    all(connection, sql, [limit], read)
}

pub(super) fn write(
    connection: &Connection,
    number: u64,
    draft: &Draft,
) -> Result<Option<Line>, StorageError> {
    let struck = change(connection, "DELETE FROM told WHERE number = ?1", [number])?;
    if struck == 0 {
        return Ok(None);
    }
    lines::append(connection, draft).map(Some)
}

fn read(row: &Row<'_>) -> Result<Told, StorageError> {
    let damaged = || StorageError::Damaged("what a line will say");
    let actor = text(row, "actor")?;
    Ok(Told {
        number: row.get("number")?,
        event: Event {
            circumstance: Circumstance {
                at: Timestamp::from_unix_millis(row.get("at")?),
                actor: match row.get_ref("actor_kind")?.as_str().map_err(|_| damaged())? {
                    "person" => Actor::Person(actor),
                    "app" => Actor::App(actor),
                    "operator" => Actor::Operator(actor),
                    "service" => Actor::Service(actor),
                    _ => return Err(damaged()),
                },
                subject: text(row, "subject")?,
                reference: text(row, "reference")?,
            },
            action: row
                .get::<_, String>("action")?
                .parse()
                .map_err(|_| damaged())?,
            outcome: match row.get_ref("outcome")?.as_str().map_err(|_| damaged())? {
                "begun" => Outcome::Begun,
                "done" => Outcome::Done,
                "refused" => Outcome::Refused,
                "failed" => Outcome::Failed,
                _ => return Err(damaged()),
            },
        },
    })
}

fn text(row: &Row<'_>, column: &str) -> Result<Text, StorageError> {
    let text: String = row.get(column)?;
    text.parse()
        .map_err(|_| StorageError::Damaged("what a line will say"))
}
