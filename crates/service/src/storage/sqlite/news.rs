//! Revocations in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, params};
use signet_contract::platform::Moment;
use uuid::Uuid;

use super::{
    Sqlite,
    columns::{id, moment, read_id},
};
use crate::{
    storage::{News, RevokedId, StorageError},
    tokens,
};

#[async_trait]
impl News for Sqlite {
    async fn tell(&self, revoked: Vec<RevokedId>) -> Result<(), StorageError> {
        self.write(move |connection| tell(connection, &revoked))
            .await
    }

    async fn since(&self, number: u64) -> Result<(Vec<RevokedId>, u64), StorageError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT number, id, until FROM revoked WHERE number > ?1 ORDER BY number",
            )?;
            let mut last = number;
            let rows = statement.query_and_then([number], |row| {
                last = row.get("number")?;
                Ok(RevokedId {
                    id: read_id(row, "id")?,
                    until: moment(row, "until")?,
                })
            })?;
            let rows = rows.collect::<Result<_, StorageError>>()?;
            Ok((rows, last))
        })
        .await
    }

    async fn sweep(&self, now: Moment) -> Result<(), StorageError> {
        self.write(move |connection| {
            connection.execute("DELETE FROM revoked WHERE until < ?1", [now.unix_millis()])?;
            Ok(())
        })
        .await
    }
}

/// What ends now takes its tokens with it, inside the transaction that ends it.
pub(super) fn revoke(
    connection: &Connection,
    ids: impl IntoIterator<Item = impl Into<Uuid>>,
    now: Moment,
) -> Result<(), StorageError> {
    let until = tokens::forgotten(now);
    let revoked = ids.into_iter().map(|id| RevokedId {
        id: id.into(),
        until,
    });
    tell(connection, &revoked.collect::<Vec<_>>())
}

fn tell(connection: &Connection, revoked: &[RevokedId]) -> Result<(), StorageError> {
    let mut statement =
        connection.prepare_cached("INSERT INTO revoked (id, until) VALUES (?1, ?2)")?;
    for one in revoked {
        statement.execute(params![id(one.id), one.until.unix_millis()])?;
    }
    Ok(())
}
