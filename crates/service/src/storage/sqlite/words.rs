//! How the contract's values stand in columns: in the words that they have on the wire.

use rusqlite::{Connection, Params, Row};
use serde::{Serialize, de::DeserializeOwned};
use signet_contract::platform::Moment;

use crate::storage::StorageError;

/// An enum, id or checked text as one word.
pub(super) fn word(value: &impl Serialize) -> Result<String, StorageError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(_) | Err(_) => Err(StorageError::Damaged("a value that is no word")),
    }
}

/// The value that a word stands for.
pub(super) fn from_word<T: DeserializeOwned>(word: String) -> Result<T, StorageError> {
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|_| StorageError::Damaged("a word that stands for nothing"))
}

/// The value in this column.
pub(super) fn read<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, StorageError> {
    from_word(row.get(column)?)
}

/// The value in this column, if there is one.
pub(super) fn read_maybe<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &str,
) -> Result<Option<T>, StorageError> {
    row.get::<_, Option<String>>(column)?
        .map(from_word)
        .transpose()
}

/// Milliseconds, which stay far below what SQLite counts.
pub(super) fn millis(moment: Moment) -> i64 {
    i64::try_from(moment.unix_millis()).unwrap_or(i64::MAX)
}

/// The moment in this column.
pub(super) fn moment(row: &Row<'_>, column: &str) -> Result<Moment, StorageError> {
    Ok(from_millis(row.get(column)?))
}

/// The moment in this column, if there is one.
pub(super) fn moment_maybe(row: &Row<'_>, column: &str) -> Result<Option<Moment>, StorageError> {
    Ok(row.get::<_, Option<i64>>(column)?.map(from_millis))
}

fn from_millis(millis: i64) -> Moment {
    Moment::from_unix_millis(u64::try_from(millis).unwrap_or(0))
}

/// A count, which is never negative.
pub(super) fn count<T: TryFrom<i64>>(row: &Row<'_>, column: &str) -> Result<T, StorageError> {
    T::try_from(row.get(column)?).map_err(|_| StorageError::Damaged("a count that is none"))
}

/// All rows, each read as the reader says.
pub(super) fn all<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    read: impl Fn(&Row<'_>) -> Result<T, StorageError>,
) -> Result<Vec<T>, StorageError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The first row, if there is one.
pub(super) fn first<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    read: impl Fn(&Row<'_>) -> Result<T, StorageError>,
) -> Result<Option<T>, StorageError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    rows.next()?.map(read).transpose()
}

/// Runs one statement; how many rows it changed.
pub(super) fn change(
    connection: &Connection,
    sql: &str,
    values: impl Params,
) -> Result<usize, StorageError> {
    Ok(connection.prepare_cached(sql)?.execute(values)?)
}
