//! How ids, moments and bodies stand in columns.

use std::{fmt::Display, str::FromStr};

use rusqlite::Row;
use serde::{Serialize, de::DeserializeOwned};
use signet_contract::platform::Moment;

use crate::storage::StorageError;

/// An id's text.
pub fn id(id: impl Display) -> String {
    id.to_string()
}

pub fn read_id<T: FromStr>(row: &Row<'_>, column: &str) -> Result<T, StorageError> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| StorageError::Damaged("an id"))
}

pub fn moment(row: &Row<'_>, column: &str) -> Result<Moment, StorageError> {
    Ok(Moment::from_unix_millis(row.get(column)?))
}

pub fn maybe_moment(row: &Row<'_>, column: &str) -> Result<Option<Moment>, StorageError> {
    let millis: Option<u64> = row.get(column)?;
    Ok(millis.map(Moment::from_unix_millis))
}

pub fn hash(row: &Row<'_>, column: &str) -> Result<[u8; 32], StorageError> {
    let bytes: Vec<u8> = row.get(column)?;
    bytes
        .try_into()
        .map_err(|_| StorageError::Damaged("a hash"))
}

pub fn body<T: Serialize>(value: &T) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|_| StorageError::Damaged("a body to write"))
}

pub fn read_body<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, StorageError> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|_| StorageError::Damaged("a body"))
}
