//! Attempts to sign in, by whoever was named, known or not.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use signet_contract::platform::Moment;

use super::words::{change, count, first, millis, moment_maybe};
use crate::{
    operators::attempts::{Attempts, FORGOTTEN},
    storage::StorageError,
};

/// Counts one, or says until when there are none.
pub(super) fn begin(
    connection: &Connection,
    email_key: &str,
    now: Moment,
) -> Result<Result<(), Moment>, StorageError> {
    let counted = match before(connection, email_key)?.begin(now) {
        Ok(counted) => counted,
        Err(until) => return Ok(Err(until)),
    };
    change(
        connection,
        "INSERT INTO attempts (who, failures, locked_until, last_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (who) DO UPDATE SET failures = ?2, locked_until = ?3, last_at = ?4",
        params![
            who(email_key),
            counted.failures,
            counted.locked_until.map(millis),
            millis(now)
        ],
    )?;
    Ok(Ok(()))
}

/// Until when a name's lock holds or held.
pub(super) fn locked_until(
    connection: &Connection,
    email_key: &str,
) -> Result<Option<Moment>, StorageError> {
    Ok(before(connection, email_key)?.locked_until)
}

/// After a success, or when somebody chose a new password.
pub(super) fn forget(connection: &Connection, email_key: &str) -> Result<(), StorageError> {
    let sql = "DELETE FROM attempts WHERE who = ?1";
    change(connection, sql, [who(email_key)])?;
    Ok(())
}

/// Forgets what nobody added to for long, the operators' like the strangers'.
pub(super) fn sweep(connection: &Connection, now: Moment) -> Result<usize, StorageError> {
    let sql = "DELETE FROM attempts WHERE last_at <= ?1";
    change(connection, sql, [millis(now.before(FORGOTTEN))])
}

fn before(connection: &Connection, email_key: &str) -> Result<Attempts, StorageError> {
    let sql = "SELECT failures, locked_until FROM attempts WHERE who = ?1";
    let found = first(connection, sql, [who(email_key)], |row| {
        Ok(Attempts {
            failures: count(row, "failures")?,
            locked_until: moment_maybe(row, "locked_until")?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

fn who(email_key: &str) -> [u8; 32] {
    Sha256::digest(email_key).into()
}
