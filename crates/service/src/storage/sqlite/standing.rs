//! Making an older database agree with the ledger.

use async_trait::async_trait;
use rusqlite::{Connection, params};
use signet_contract::{
    ids::{DeviceId, OperatorId, ServiceId},
    platform::{Moment, Role},
};

use super::{
    Sqlite,
    columns::{body, read_body, read_id},
    operators::end_families,
    words::{all, change, first, read, word},
};
use crate::{
    ledger::Fact,
    registration,
    storage::{Applied, ServiceRecord, Standing, StorageError},
};

#[async_trait]
impl Standing for Sqlite {
    async fn standing(&self) -> Result<Applied, StorageError> {
        self.read(|connection| {
            let sql = "SELECT applied, copied FROM standing";
            let found = first(connection, sql, [], |row| {
                Ok(Applied {
                    lines: row.get("applied")?,
                    copied: row.get("copied")?,
                })
            })?;
            found.ok_or(StorageError::Damaged("no standing"))
        })
        .await
    }

    async fn agree(&self, facts: Vec<Fact>, lines: u64, now: Moment) -> Result<u64, StorageError> {
        self.write(move |connection| {
            let mut changed = 0;
            for fact in &facts {
                changed += u64::from(make_true(connection, fact, now)?);
            }
            let sql = "UPDATE standing SET applied = ?1, copied = 0";
            change(connection, sql, [lines])?;
            Ok(changed)
        })
        .await
    }

    async fn forget_single_uses(&self, _now: Moment) -> Result<(), StorageError> {
        self.write(|connection| {
            change(connection, "UPDATE families SET ended = 1", [])?;
            change(connection, "DELETE FROM invitations", [])?;
            Ok(())
        })
        .await
    }

    async fn facts(&self) -> Result<Vec<Fact>, StorageError> {
        self.read(|connection| {
            let mut facts = Vec::new();
            let sql = "SELECT id FROM devices WHERE disabled";
            facts.extend(all(connection, sql, [], |row| {
                Ok(Fact::DeviceDisabled(read_id::<DeviceId>(row, "id")?))
            })?);
            let sql = "SELECT id, role, disabled FROM operators WHERE active";
            facts.extend(all(connection, sql, [], |row| {
                let id = read::<OperatorId>(row, "id")?;
                let role = read::<Role>(row, "role")?;
                Ok(Fact::OperatorIs(id, role, row.get("disabled")?))
            })?);
            let sql = "SELECT body FROM services ORDER BY id";
            facts.extend(all(connection, sql, [], |row| {
                let service: ServiceRecord = read_body(row, "body")?;
                Ok(Fact::ServiceIs(service.id, service.disabled))
            })?);
            Ok(facts)
        })
        .await
    }
}

/// Whether anything had to be changed for it.
fn make_true(connection: &Connection, fact: &Fact, _now: Moment) -> Result<bool, StorageError> {
    let changed = match fact {
        Fact::GrantEnded(..) => 0,
        Fact::ApiKeyEnded(id) => change(
            connection,
            "DELETE FROM api_keys WHERE id = ?1",
            [id.to_string()],
        )?,
        Fact::DeviceDisabled(id) => change(
            connection,
            "UPDATE devices SET disabled = 1 WHERE id = ?1 AND NOT disabled",
            [id.to_string()],
        )?,
        Fact::ServiceIs(id, disabled) => describe(connection, *id, |service| {
            let differs = service.disabled != *disabled;
            service.disabled = *disabled;
            differs
        })?,
        // Nobody knows what the newer key was, and the old one may have leaked: the service
        // states its key again.
        Fact::SealingKeyRetired(id, key_id) => describe(connection, *id, |service| {
            let same = registration::sealing_key_id(service).is_ok_and(|used| used == *key_id);
            let differs = same && !service.disabled;
            service.disabled |= same;
            differs
        })?,
        Fact::OperatorIs(id, role, disabled) => {
            let changed = change(
                connection,
                "UPDATE operators SET role = ?2, disabled = ?3
                 WHERE id = ?1 AND (role <> ?2 OR disabled <> ?3)",
                params![id.to_string(), word(role)?, disabled],
            )?;
            if changed > 0 {
                end_families(connection, *id)?;
            }
            changed
        }
        Fact::WebhookRemoved(id) => change(
            connection,
            "DELETE FROM webhooks WHERE id = ?1",
            [id.to_string()],
        )?,
    };
    Ok(changed > 0)
}

fn describe(
    connection: &Connection,
    id: ServiceId,
    alter: impl Fn(&mut ServiceRecord) -> bool,
) -> Result<usize, StorageError> {
    let sql = "SELECT body FROM services WHERE id = ?1";
    let found = first(connection, sql, [id.to_string()], |row| {
        read_body::<ServiceRecord>(row, "body")
    })?;
    let Some(mut service) = found else {
        return Ok(0);
    };
    if !alter(&mut service) {
        return Ok(0);
    }
    let values = params![id.to_string(), body(&service)?];
    change(
        connection,
        "UPDATE services SET body = ?2 WHERE id = ?1",
        values,
    )
}
