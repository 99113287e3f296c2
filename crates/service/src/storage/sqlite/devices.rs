//! Devices in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};
use signet_contract::{ids::DeviceId, platform::Moment};
use signet_trail::Event;

use super::{
    Sqlite,
    columns::{body, id, maybe_moment, read_body},
    news, one, told,
};
use crate::storage::{DeviceRecord, Devices, StorageError};

#[async_trait]
impl Devices for Sqlite {
    async fn device(&self, device: DeviceId) -> Result<Option<DeviceRecord>, StorageError> {
        self.read(move |connection| find(connection, device)).await
    }

    async fn devices(
        &self,
        before: Option<DeviceId>,
        limit: u16,
    ) -> Result<Vec<DeviceRecord>, StorageError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT * FROM devices WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2",
            )?;
            let rows = statement.query_and_then(params![before.map(id), limit], read)?;
            rows.collect()
        })
        .await
    }

    async fn disable_device(
        &self,
        device: DeviceId,
        told: Event,
        now: Moment,
    ) -> Result<Option<DeviceRecord>, StorageError> {
        self.write(move |connection| {
            let changed = connection.execute(
                "UPDATE devices SET disabled = 1 WHERE id = ?1",
                [id(device)],
            )?;
            if changed == 1 {
                news::revoke(connection, [device], now)?;
                told::keep(connection, &told)?;
            }
            find(connection, device)
        })
        .await
    }

    async fn take_assertion(
        &self,
        device: DeviceId,
        jti: String,
        until: Moment,
        now: Moment,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| {
            connection
                .prepare_cached("DELETE FROM assertions WHERE until < ?1")?
                .execute([now.unix_millis()])?;
            let seen = connection
                .prepare_cached(
                    "UPDATE devices SET last_seen_at = ?2 WHERE id = ?1 AND disabled = 0",
                )?
                .execute(params![id(device), now.unix_millis()])?;
            let taken = connection
                .prepare_cached(
                    "INSERT INTO assertions (device, jti, until) VALUES (?1, ?2, ?3)
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![id(device), jti, until.unix_millis()])?;
            Ok(seen == 1 && taken == 1)
        })
        .await
    }
}

/// The device of this key; a new one is enrolled by this record, inside the transaction of
/// whatever made it known. A device that was disabled stays so.
pub(super) fn enrol(
    connection: &Connection,
    record: &DeviceRecord,
) -> Result<DeviceRecord, StorageError> {
    connection.execute(
        "INSERT INTO devices (id, key, disabled, body) VALUES (?1, ?2, 0, ?3)
         ON CONFLICT (key) DO NOTHING",
        params![id(record.id), record.key.0, body(record)?],
    )?;
    one(
        connection,
        "SELECT * FROM devices WHERE key = ?1",
        [record.key.0],
        read,
    )?
    .ok_or(StorageError::Damaged("a device"))
}

pub(super) fn find(
    connection: &Connection,
    device: DeviceId,
) -> Result<Option<DeviceRecord>, StorageError> {
    one(
        connection,
        "SELECT * FROM devices WHERE id = ?1",
        [id(device)],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<DeviceRecord, StorageError> {
    Ok(DeviceRecord {
        disabled: row.get("disabled")?,
        last_seen_at: maybe_moment(row, "last_seen_at")?,
        ..read_body(row, "body")?
    })
}
