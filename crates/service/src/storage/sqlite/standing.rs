//! Making an older database agree with the ledger.

use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, params};
use signet_contract::{
    ids::{DeviceId, LeaseId, OperatorId, ServiceId, WebhookId},
    platform::{Ending, Moment, Role},
};

use super::{
    Sqlite,
    columns::{id, read_body, read_id},
    invitations, news,
    operators::end_families,
    services, sessions,
    words::{all, change, first, millis, read, word},
};
use crate::{
    ledger::{Fact, Hash, hash},
    registration,
    storage::{Applied, ServiceRecord, Standing, StorageError},
};

/// Longer than any lease that may have been given before.
const LONGEST_LEASE: Duration = Duration::from_secs(15 * 60);

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

    async fn try_writing(&self) -> Result<(), StorageError> {
        self.write(|connection| {
            change(connection, "UPDATE standing SET applied = applied", [])?;
            Ok(())
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

    async fn forget_single_uses(&self, now: Moment) -> Result<(), StorageError> {
        self.write(move |connection| {
            change(connection, "UPDATE families SET ended = 1", [])?;
            change(connection, "DELETE FROM invitations", [])?;
            let undelivered = "DELETE FROM links WHERE grant_id IS NULL
                 OR grant_id NOT IN (SELECT grant_id FROM sessions)";
            change(connection, undelivered, [])?;
            hold_sessions(connection, now)
        })
        .await
    }

    async fn facts(&self) -> Result<Vec<Fact>, StorageError> {
        self.read(|connection| {
            let mut facts = ended_grants(connection)?;
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
            let sql = "SELECT id, password FROM operators WHERE password <> ''";
            facts.extend(all(connection, sql, [], |row| {
                let password: String = row.get("password")?;
                Ok(Fact::OperatorEntersBy(read(row, "id")?, hash(password)))
            })?);
            let sql = "SELECT id, secret FROM webhooks WHERE secret <> x''";
            facts.extend(all(connection, sql, [], |row| {
                let secret: Vec<u8> = row.get("secret")?;
                Ok(Fact::WebhookSecretIs(read(row, "id")?, hash(secret)))
            })?);
            let sql = "SELECT body FROM services ORDER BY id";
            for service in all(connection, sql, [], |row| {
                read_body::<ServiceRecord>(row, "body")
            })? {
                let key = registration::sealing_key(&service);
                let key = key.map_err(|_| StorageError::Damaged("a sealing key"))?;
                facts.push(Fact::ServiceIs(service.id, service.disabled));
                facts.push(Fact::ServiceAllows(
                    service.id,
                    registration::allowances(&service),
                ));
                facts.push(Fact::SealingKeyIs(service.id, key));
            }
            Ok(facts)
        })
        .await
    }
}

/// Whether anything had to be changed for it.
fn make_true(connection: &Connection, fact: &Fact, now: Moment) -> Result<bool, StorageError> {
    let changed = match fact {
        Fact::GrantEnded(grant, reason) => match sessions::of_grant(connection, *grant)? {
            Some(session) => {
                let ended = sessions::end(connection, session, *reason, now)?;
                usize::from(ended.is_some())
            }
            // Delivered and ended since: what is left of it must not be delivered again.
            None => change(
                connection,
                "DELETE FROM links WHERE grant_id = ?1",
                [id(*grant)],
            )?,
        },
        Fact::ApiKeyEnded(id) => {
            let sql = "DELETE FROM api_keys WHERE id = ?1";
            let ended = change(connection, sql, [id.to_string()])?;
            news::revoke(connection, (ended > 0).then_some(*id), now)?;
            ended
        }
        Fact::DeviceDisabled(id) => {
            let sql = "UPDATE devices SET disabled = 1 WHERE id = ?1 AND NOT disabled";
            let disabled = change(connection, sql, [id.to_string()])?;
            news::revoke(connection, (disabled > 0).then_some(*id), now)?;
            disabled
        }
        Fact::ServiceIs(id, disabled) => {
            let changed = describe(connection, *id, |service| {
                let differs = service.disabled != *disabled;
                service.disabled = *disabled;
                differs
            })?;
            let shut = changed > 0 && *disabled;
            news::revoke(connection, shut.then_some(*id), now)?;
            changed
        }
        Fact::ServiceAllows(id, allowances) => describe(connection, *id, |service| {
            let differs = registration::allowances(service) != *allowances;
            service.allowed_addresses = allowances.addresses.clone();
            service.redirect_uris = allowances.redirects.clone();
            service.scopes = allowances.scopes.clone();
            differs
        })?,
        // Nobody knows what the newer key was, and the one that is here may have leaked: the
        // service states its key again.
        Fact::SealingKeyIs(id, key) => describe(connection, *id, |service| {
            let older = registration::sealing_key(service).is_ok_and(|used| used != *key);
            let differs = older && !service.disabled;
            service.disabled |= older;
            differs
        })?,
        Fact::OperatorEntersBy(id, by) => forget_password(connection, *id, by, now)?,
        Fact::OperatorIs(id, role, disabled) => {
            let changed = change(
                connection,
                "UPDATE operators SET role = ?2, disabled = ?3
                 WHERE id = ?1 AND (role <> ?2 OR disabled <> ?3)",
                params![id.to_string(), word(role)?, disabled],
            )?;
            if changed > 0 {
                let ended = end_families(connection, *id)?;
                news::revoke(connection, ended, now)?;
                invitations::take_back(connection, *id)?;
            }
            changed
        }
        Fact::WebhookRemoved(id) => change(
            connection,
            "DELETE FROM webhooks WHERE id = ?1",
            [id.to_string()],
        )?,
        Fact::WebhookSecretIs(id, secret) => forget_secret(connection, *id, secret)?,
    };
    Ok(changed > 0)
}

/// Takes away a password that was replaced: its operator is invited again.
fn forget_password(
    connection: &Connection,
    id: OperatorId,
    by: &Hash,
    now: Moment,
) -> Result<usize, StorageError> {
    let sql = "SELECT password FROM operators WHERE id = ?1 AND password <> ''";
    let known: Option<String> = first(connection, sql, [id.to_string()], |row| {
        Ok(row.get("password")?)
    })?;
    if known.is_none_or(|password| hash(password) == *by) {
        return Ok(0);
    }
    let ended = end_families(connection, id)?;
    news::revoke(connection, ended, now)?;
    let sql = "UPDATE operators SET password = '' WHERE id = ?1";
    change(connection, sql, [id.to_string()])
}

/// Takes away a secret that was replaced: messages wait until there is a new one.
fn forget_secret(
    connection: &Connection,
    id: WebhookId,
    secret: &Hash,
) -> Result<usize, StorageError> {
    let sql = "SELECT secret FROM webhooks WHERE id = ?1 AND secret <> x''";
    let known: Option<Vec<u8>> = first(connection, sql, [id.to_string()], |row| {
        Ok(row.get("secret")?)
    })?;
    if known.is_none_or(|known| hash(known) == *secret) {
        return Ok(0);
    }
    let sql = "UPDATE webhooks SET secret = x'', old_secret = NULL, old_until = NULL WHERE id = ?1";
    change(connection, sql, [id.to_string()])
}

/// Nobody knows who held a lease when the database was put back, so nobody gets one until every
/// lease of before is over. And nobody knows when a session was used last.
fn hold_sessions(connection: &Connection, now: Moment) -> Result<(), StorageError> {
    let sql = "SELECT id FROM sessions WHERE state = 'live'";
    for session in all(connection, sql, [], |row| Ok(row.get::<_, String>("id")?))? {
        change(
            connection,
            "INSERT INTO leases (session, id, instance, taken_at, ends_at)
             VALUES (?1, ?2, 'before-restore', ?3, ?4)
             ON CONFLICT (session) DO UPDATE
             SET id = ?2, instance = 'before-restore', taken_at = ?3, ends_at = ?4",
            params![
                session,
                id(LeaseId::now()),
                millis(now),
                millis(now.after(LONGEST_LEASE))
            ],
        )?;
    }
    let sql = "UPDATE sessions SET last_used_at = ?1 WHERE state = 'live'";
    change(connection, sql, [millis(now)])?;
    Ok(())
}

fn ended_grants(connection: &Connection) -> Result<Vec<Fact>, StorageError> {
    let sql = "SELECT body, last_used_at FROM sessions WHERE state <> 'live'";
    all(connection, sql, [], |row| {
        let session = sessions::read(row)?;
        let reason = session.ending.unwrap_or(Ending::Requested);
        Ok(Fact::GrantEnded(session.grant, reason))
    })
}

fn describe(
    connection: &Connection,
    id: ServiceId,
    alter: impl Fn(&mut ServiceRecord) -> bool,
) -> Result<usize, StorageError> {
    let Some(mut service) = services::find(connection, id)? else {
        return Ok(0);
    };
    if !alter(&mut service) {
        return Ok(0);
    }
    services::save(connection, &service)?;
    Ok(1)
}
