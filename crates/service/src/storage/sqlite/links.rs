//! Links in SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, params};
use signet_contract::{
    ids::{DeviceId, LinkId, ServiceId},
    platform::Moment,
};
use signet_trail::{Link, Outcome, Recorded};

use super::{
    Sqlite, about,
    columns::{body, id, read_body, read_id},
    devices, events, one, told,
};
use crate::{
    Refused,
    storage::{
        Decision, DeviceRecord, LinkKey, LinkRecord, LinkTelling, Links, Redeeming, StorageError,
    },
};

#[async_trait]
impl Links for Sqlite {
    async fn add_link(&self, link: LinkRecord, token: [u8; 32]) -> Result<(), StorageError> {
        self.write(move |connection| {
            connection.execute(
                "INSERT INTO links (id, token, service, expires_at, body)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    id(link.id),
                    token,
                    id(link.service),
                    link.expires_at.unix_millis(),
                    body(&link)?,
                ],
            )?;
            Ok(())
        })
        .await
    }

    async fn link(&self, key: LinkKey) -> Result<Option<LinkRecord>, StorageError> {
        self.read(move |connection| find(connection, key)).await
    }

    async fn decide_link(
        &self,
        key: LinkKey,
        now: Moment,
        decide: Decision,
        tell: LinkTelling,
    ) -> Result<Option<Result<LinkRecord, Refused>>, StorageError> {
        self.write(move |connection| {
            let Some(mut link) = find(connection, key)? else {
                return Ok(None);
            };
            let mut events = Vec::new();
            let decided = decide(&mut link, &mut events);
            save(connection, &link)?;
            events::add(connection, &events, now)?;
            let outcome = match &decided {
                Ok(()) => Outcome::Done,
                Err(_) => Outcome::Refused,
            };
            if let Some(event) = tell(&link, outcome) {
                told::keep(connection, &event)?;
            }
            Ok(Some(decided.map(|()| link)))
        })
        .await
    }

    async fn redeem(
        &self,
        line: Recorded<Link>,
        link: LinkId,
        device: DeviceRecord,
        decide: Redeeming,
    ) -> Result<Result<(LinkRecord, DeviceRecord), Refused>, StorageError> {
        about(&line, "link", link)?;
        self.write(move |connection| {
            let gone = StorageError::Damaged("a link that is gone");
            let mut link = find(connection, LinkKey::Id(link))?.ok_or(gone)?;
            connection.execute_batch("SAVEPOINT redeeming")?;
            let device = devices::enrol(connection, &device)?;
            let decided = decide(&mut link, &device);
            if decided.is_err() {
                connection.execute_batch("ROLLBACK TO redeeming")?;
            } else {
                save(connection, &link)?;
            }
            connection.execute_batch("RELEASE redeeming")?;
            Ok(decided.map(|()| (link, device)))
        })
        .await
    }

    async fn services_of(&self, device: DeviceId) -> Result<Vec<ServiceId>, StorageError> {
        self.read(move |connection| {
            let mut statement = connection
                .prepare_cached("SELECT DISTINCT service FROM links WHERE device = ?1")?;
            let rows = statement.query_and_then([id(device)], |row| read_id(row, "service"))?;
            rows.collect()
        })
        .await
    }

    async fn sweep_links(&self, before: Moment) -> Result<u64, StorageError> {
        self.write(move |connection| {
            let swept = connection.execute(
                "DELETE FROM links WHERE grant_id IS NULL AND expires_at < ?1",
                [before.unix_millis()],
            )?;
            Ok(swept as u64)
        })
        .await
    }
}

pub(super) fn find(
    connection: &Connection,
    key: LinkKey,
) -> Result<Option<LinkRecord>, StorageError> {
    let read = |row: &rusqlite::Row<'_>| read_body(row, "body");
    match key {
        LinkKey::Id(link) => one(
            connection,
            "SELECT body FROM links WHERE id = ?1",
            [id(link)],
            read,
        ),
        LinkKey::Token(token) => one(
            connection,
            "SELECT body FROM links WHERE token = ?1",
            [token],
            read,
        ),
        LinkKey::Grant(grant) => one(
            connection,
            "SELECT body FROM links WHERE grant_id = ?1",
            [id(grant)],
            read,
        ),
    }
}

pub(super) fn save(connection: &Connection, link: &LinkRecord) -> Result<(), StorageError> {
    let redemption = link.redemption();
    connection
        .prepare_cached("UPDATE links SET grant_id = ?2, device = ?3, body = ?4 WHERE id = ?1")?
        .execute(params![
            id(link.id),
            redemption.map(|redemption| id(redemption.grant)),
            redemption.map(|redemption| id(redemption.device)),
            body(link)?,
        ])?;
    Ok(())
}
