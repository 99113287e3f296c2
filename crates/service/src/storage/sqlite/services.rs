//! Services in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};
use signet_contract::{
    ids::{ApiKeyId, ServiceId},
    platform::Moment,
};
use signet_trail::Event;

use super::{
    Sqlite,
    columns::{body, hash, id, maybe_moment, moment, read_body, read_id},
    news, one, told,
};
use crate::storage::{ApiKeyRecord, CardRecord, LIVE_KEYS, ServiceRecord, Services, StorageError};

#[async_trait]
impl Services for Sqlite {
    async fn register(
        &self,
        service: ServiceRecord,
        key: ApiKeyRecord,
        told: Event,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| {
            let added = connection.execute(
                "INSERT INTO services (id, body) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                params![id(service.id), body(&service)?],
            )?;
            if added == 1 {
                add_key(connection, service.id, &key)?;
                told::keep(connection, &told)?;
            }
            Ok(added == 1)
        })
        .await
    }

    async fn service(&self, service: ServiceId) -> Result<Option<ServiceRecord>, StorageError> {
        self.read(move |connection| find(connection, service)).await
    }

    async fn services(&self) -> Result<Vec<ServiceRecord>, StorageError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT body FROM services ORDER BY id")?;
            let rows = statement.query_and_then([], |row| read_body(row, "body"))?;
            rows.collect()
        })
        .await
    }

    async fn describe(
        &self,
        before: ServiceRecord,
        after: ServiceRecord,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| {
            if find(connection, before.id)?.as_ref() != Some(&before) {
                return Ok(false);
            }
            let after = ServiceRecord {
                id: before.id,
                identity_key: before.identity_key,
                created_at: before.created_at,
                ..after
            };
            save(connection, &after)?;
            Ok(true)
        })
        .await
    }

    async fn disable_service(
        &self,
        service: ServiceId,
        told: Event,
        now: Moment,
    ) -> Result<Option<ServiceRecord>, StorageError> {
        self.write(move |connection| {
            let Some(mut service) = find(connection, service)? else {
                return Ok(None);
            };
            service.disabled = true;
            save(connection, &service)?;
            news::revoke(connection, [service.id], now)?;
            told::keep(connection, &told)?;
            Ok(Some(service))
        })
        .await
    }

    async fn api_keys(&self, service: ServiceId) -> Result<Vec<ApiKeyRecord>, StorageError> {
        self.read(move |connection| keys(connection, service)).await
    }

    async fn add_api_key(
        &self,
        service: ServiceId,
        key: ApiKeyRecord,
        told: Event,
        now: Moment,
    ) -> Result<Vec<ApiKeyId>, StorageError> {
        self.write(move |connection| {
            add_key(connection, service, &key)?;
            let ended = keys(connection, service)?.into_iter().skip(LIVE_KEYS);
            let ended: Vec<_> = ended.map(|key| key.id).collect();
            for key in &ended {
                connection.execute("DELETE FROM api_keys WHERE id = ?1", [id(key)])?;
            }
            news::revoke(connection, ended.clone(), now)?;
            told::keep(connection, &told)?;
            Ok(ended)
        })
        .await
    }

    async fn end_api_key(
        &self,
        service: ServiceId,
        key: ApiKeyId,
        told: Event,
        now: Moment,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| {
            let ended = connection.execute(
                "DELETE FROM api_keys WHERE id = ?1 AND service = ?2",
                params![id(key), id(service)],
            )?;
            if ended == 1 {
                news::revoke(connection, [key], now)?;
                told::keep(connection, &told)?;
            }
            Ok(ended == 1)
        })
        .await
    }

    async fn api_key_used(&self, key: ApiKeyId, at: Moment) -> Result<(), StorageError> {
        self.write(move |connection| {
            connection.execute(
                "UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1",
                params![id(key), at.unix_millis()],
            )?;
            Ok(())
        })
        .await
    }

    async fn keep_card(&self, service: ServiceId, card: CardRecord) -> Result<(), StorageError> {
        self.write(move |connection| {
            connection.execute(
                "INSERT INTO cards (hash, service, key_id, card, issued_at, ends_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                params![
                    card.hash,
                    id(service),
                    card.key_id,
                    card.card,
                    card.issued_at.unix_millis(),
                    card.ends_at.unix_millis(),
                ],
            )?;
            Ok(())
        })
        .await
    }

    async fn newest_card(&self, service: ServiceId) -> Result<Option<CardRecord>, StorageError> {
        self.read(move |connection| {
            one(
                connection,
                "SELECT * FROM cards WHERE service = ?1 ORDER BY issued_at DESC, rowid DESC LIMIT 1",
                [id(service)],
                read_card,
            )
        })
        .await
    }

    async fn card(
        &self,
        service: ServiceId,
        hash: [u8; 32],
    ) -> Result<Option<CardRecord>, StorageError> {
        self.read(move |connection| {
            one(
                connection,
                "SELECT * FROM cards WHERE hash = ?1 AND service = ?2",
                params![hash, id(service)],
                read_card,
            )
        })
        .await
    }
}

pub(super) fn find(
    connection: &Connection,
    service: ServiceId,
) -> Result<Option<ServiceRecord>, StorageError> {
    one(
        connection,
        "SELECT body FROM services WHERE id = ?1",
        [id(service)],
        |row| read_body(row, "body"),
    )
}

pub(super) fn save(connection: &Connection, service: &ServiceRecord) -> Result<(), StorageError> {
    connection.execute(
        "UPDATE services SET body = ?2 WHERE id = ?1",
        params![id(service.id), body(service)?],
    )?;
    Ok(())
}

fn add_key(
    connection: &Connection,
    service: ServiceId,
    key: &ApiKeyRecord,
) -> Result<(), StorageError> {
    connection.execute(
        "INSERT INTO api_keys (id, service, prefix, hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id(key.id),
            id(service),
            key.prefix,
            key.hash,
            key.created_at.unix_millis(),
        ],
    )?;
    Ok(())
}

fn keys(connection: &Connection, service: ServiceId) -> Result<Vec<ApiKeyRecord>, StorageError> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM api_keys WHERE service = ?1 ORDER BY id DESC")?;
    let rows = statement.query_and_then([id(service)], |row| {
        Ok(ApiKeyRecord {
            id: read_id(row, "id")?,
            prefix: row.get("prefix")?,
            hash: hash(row, "hash")?,
            created_at: moment(row, "created_at")?,
            last_used_at: maybe_moment(row, "last_used_at")?,
        })
    })?;
    rows.collect()
}

fn read_card(row: &Row<'_>) -> Result<CardRecord, StorageError> {
    Ok(CardRecord {
        hash: hash(row, "hash")?,
        key_id: row.get("key_id")?,
        card: row.get("card")?,
        issued_at: moment(row, "issued_at")?,
        ends_at: moment(row, "ends_at")?,
    })
}
