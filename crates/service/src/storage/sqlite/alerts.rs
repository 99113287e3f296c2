//! Alerts in SQLite.

use std::net::{IpAddr, Ipv6Addr};

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};
use signet_contract::{
    ids::{AlertId, OperatorId, ServiceId},
    platform::{Alert, Moment, WebhookEvent, WebhookMessage},
};

use super::{
    Sqlite, webhooks,
    words::{all, change, count, first, millis, moment, moment_maybe, read, read_maybe, word},
};
use crate::storage::{Alerts, Mark, Marked, NewAlert, Raised, StorageError};

const COLUMNS: &str = "id, kind, times, reference, session, service, raised_at, claimed_by,
    claimed_at, settled_by, settled_at";

#[async_trait]
impl Alerts for Sqlite {
    async fn raise(&self, alert: NewAlert) -> Result<Raised, StorageError> {
        self.write(move |connection| raise(connection, &alert))
            .await
    }

    async fn alerts(
        &self,
        settled: Option<bool>,
        before: Option<AlertId>,
        limit: u16,
    ) -> Result<Vec<Alert>, StorageError> {
        let before = before.map(|id| id.to_string());
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM alerts WHERE (?1 IS NULL OR id < ?1)
                 AND (?2 IS NULL OR (settled_at IS NOT NULL) = ?2) ORDER BY id DESC LIMIT ?3"
            );
            all(connection, &sql, params![before, settled, limit], to_alert)
        })
        .await
    }

    async fn mark_alert(
        &self,
        id: AlertId,
        mark: Mark,
        by: OperatorId,
        now: Moment,
    ) -> Result<Option<Marked>, StorageError> {
        self.write(move |connection| mark_alert(connection, id, mark, by, now))
            .await
    }

    async fn note_address(
        &self,
        service: ServiceId,
        address: IpAddr,
        now: Moment,
    ) -> Result<(u32, bool), StorageError> {
        self.write(move |connection| {
            let service = service.to_string();
            let known = first(
                connection,
                "SELECT count(*) AS n FROM service_addresses WHERE service = ?1",
                [&service],
                |row| count(row, "n"),
            )?;
            let new = change(
                connection,
                "INSERT INTO service_addresses (service, network, first_at) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
                params![service, network(address), millis(now)],
            )?;
            Ok((known.unwrap_or(0), new == 0))
        })
        .await
    }

    async fn open_alerts(&self) -> Result<u64, StorageError> {
        self.read(|connection| {
            let sql = "SELECT count(*) AS n FROM alerts WHERE settled_at IS NULL";
            Ok(first(connection, sql, [], |row| count(row, "n"))?.unwrap_or(0))
        })
        .await
    }

    async fn sweep_alerts(&self, settled_before: Moment) -> Result<u64, StorageError> {
        self.write(move |connection| {
            let sql = "DELETE FROM alerts WHERE settled_at < ?1";
            Ok(change(connection, sql, [millis(settled_before)])? as u64)
        })
        .await
    }
}

/// In the transaction of what it is about, where there is one.
pub(super) fn raise(connection: &Connection, alert: &NewAlert) -> Result<Raised, StorageError> {
    let kind = word(&alert.kind)?;
    let again = change(
        connection,
        "UPDATE alerts SET times = times + 1
         WHERE kind = ?1 AND about = ?2 AND settled_at IS NULL",
        params![kind, alert.about],
    )?;
    if again > 0 {
        return Ok(Raised::Again);
    }
    change(
        connection,
        "INSERT INTO alerts (id, kind, about, times, reference, session, service, raised_at)
         VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)",
        params![
            alert.id.to_string(),
            kind,
            alert.about,
            alert.reference.to_string(),
            alert.session.map(|id| id.to_string()),
            alert.service.map(|id| id.to_string()),
            millis(alert.at)
        ],
    )?;
    let message = WebhookMessage {
        timestamp: alert.at,
        event: WebhookEvent::Alert {
            alert_id: alert.id,
            kind: alert.kind,
            session_id: alert.session,
            service_id: alert.service,
            reference: alert.reference,
        },
    };
    webhooks::enqueue(connection, &message)?;
    Ok(Raised::New)
}

fn mark_alert(
    connection: &Connection,
    id: AlertId,
    mark: Mark,
    by: OperatorId,
    now: Moment,
) -> Result<Option<Marked>, StorageError> {
    let values = params![id.to_string(), by.to_string(), millis(now)];
    let changed = match mark {
        Mark::Claimed => change(
            connection,
            "UPDATE alerts SET claimed_by = ?2, claimed_at = coalesce(claimed_at, ?3)
             WHERE id = ?1 AND coalesce(claimed_by, ?2) = ?2",
            values,
        )?,
        // Whoever sees that it is done may say so, whoever claimed it.
        Mark::Settled => change(
            connection,
            "UPDATE alerts SET settled_by = coalesce(settled_by, ?2),
             settled_at = coalesce(settled_at, ?3) WHERE id = ?1",
            values,
        )?,
    };
    let sql = format!("SELECT {COLUMNS} FROM alerts WHERE id = ?1");
    let found = first(connection, &sql, [id.to_string()], to_alert)?;
    Ok(found.map(|alert| match changed {
        0 => Marked::ClaimedByOther,
        _ => Marked::Now(Box::new(alert)),
    }))
}

fn to_alert(row: &Row<'_>) -> Result<Alert, StorageError> {
    Ok(Alert {
        id: read(row, "id")?,
        kind: read(row, "kind")?,
        times: count(row, "times")?,
        reference: read(row, "reference")?,
        session_id: read_maybe(row, "session")?,
        service_id: read_maybe(row, "service")?,
        raised_at: moment(row, "raised_at")?,
        claimed_by: read_maybe(row, "claimed_by")?,
        claimed_at: moment_maybe(row, "claimed_at")?,
        settled_by: read_maybe(row, "settled_by")?,
        settled_at: moment_maybe(row, "settled_at")?,
    })
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}
