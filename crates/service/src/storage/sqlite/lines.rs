//! The trail's lines in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter, types::Value};
use signet_trail::{Draft, Entry, Head, Line};

use super::{Sqlite, told};
use crate::storage::{LinePage, LineQuery, Lines, StorageError, StoredLine, Told};

#[async_trait]
impl Lines for Sqlite {
    async fn append(&self, draft: Draft) -> Result<Line, StorageError> {
        self.write(move |connection| append(connection, &draft))
            .await
    }

    async fn told(&self, limit: u16) -> Result<Vec<Told>, StorageError> {
        self.read(move |connection| told::oldest(connection, limit))
            .await
    }

    async fn append_told(&self, number: u64, draft: Draft) -> Result<Option<Line>, StorageError> {
        self.write(move |connection| told::write(connection, number, &draft))
            .await
    }

    async fn head(&self) -> Result<Option<Head>, StorageError> {
        self.read(head).await
    }

    async fn page(&self, query: LineQuery) -> Result<LinePage, StorageError> {
        self.read(move |connection| page(connection, &query)).await
    }

    async fn stored(&self, behind: u64, limit: u16) -> Result<Vec<StoredLine>, StorageError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT sequence, event, link FROM lines WHERE sequence > ?1
                 ORDER BY sequence LIMIT ?2",
            )?;
            let rows = statement.query_map(params![behind, limit], |row| {
                Ok(StoredLine {
                    sequence: row.get(0)?,
                    event: row.get(1)?,
                    link: row.get(2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}

/// Adds a line inside whatever transaction is under way.
pub(super) fn append(connection: &Connection, draft: &Draft) -> Result<Line, StorageError> {
    let line = draft.follow(head(connection)?.as_ref())?;
    let event = draft.event();
    connection
        .prepare_cached(
            "INSERT INTO lines (sequence, event, link, at, action, subject)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            line.head().sequence(),
            line.event(),
            line.head().link(),
            event.circumstance.at.unix_millis(),
            event.action.as_str(),
            event.circumstance.subject.as_str(),
        ])?;
    Ok(line)
}

fn head(connection: &Connection) -> Result<Option<Head>, StorageError> {
    let last: Option<(u64, Vec<u8>)> = connection
        .prepare_cached("SELECT sequence, link FROM lines ORDER BY sequence DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    last.map(|(sequence, link)| Head::from_parts(sequence, &link))
        .transpose()
        .map_err(StorageError::from)
}

/// The conditions are chosen by what is asked, so that SQLite picks an index that fits.
fn page(connection: &Connection, query: &LineQuery) -> Result<LinePage, StorageError> {
    let asked: [(&str, Option<Value>); 5] = [
        ("subject = ?", query.subject.clone().map(Value::from)),
        ("action = ?", query.action.clone().map(Value::from)),
        ("at > ?", query.after.map(number)),
        ("at < ?", query.before.map(number)),
        ("sequence < ?", query.below.map(number)),
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
    values.push(Value::from(i64::from(query.limit) + 1));
    let mut statement = connection.prepare_cached(&format!(
        "SELECT sequence, event FROM lines WHERE {conditions} ORDER BY sequence DESC LIMIT ?"
    ))?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok((row.get::<_, u64>(0)?, row.get::<_, Vec<u8>>(1)?))
    })?;
    let mut rows: Vec<_> = rows.collect::<Result<_, _>>()?;
    let more = rows.len() > usize::from(query.limit);
    rows.truncate(query.limit.into());
    let next = rows.last().filter(|_| more).map(|(sequence, _)| *sequence);
    let entries = rows
        .iter()
        .map(|(_, event)| Entry::read(event))
        .collect::<Result<_, _>>()?;
    Ok(LinePage { entries, next })
}

/// A number as a value; SQLite's are signed, and none of ours is that large.
fn number(number: u64) -> Value {
    Value::from(i64::try_from(number).unwrap_or(i64::MAX))
}
