//! Which tables there are, and how an older file becomes one of this version.

use rusqlite::{Connection, TransactionBehavior};

use crate::storage::StorageError;

/// Says that a file is signetd's: `Sgnt`.
const APPLICATION: i32 = 0x5367_6e74;

/// Each step brings a file one version on. Steps are added at the end and never changed once
/// they were released.
const STEPS: &[&str] = &[
    include_str!("lines.sql"),
    include_str!("access.sql"),
    include_str!("sessions.sql"),
    include_str!("operators.sql"),
    include_str!("webhooks.sql"),
    include_str!("alerts.sql"),
    include_str!("jobs.sql"),
    include_str!("standing.sql"),
    include_str!("told.sql"),
    include_str!("invitations.sql"),
    include_str!("attempts.sql"),
];

pub(super) fn migrate(connection: &mut Connection) -> Result<(), StorageError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version(&transaction)?;
    for step in &STEPS[version..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", STEPS.len())?;
    transaction.commit()?;
    Ok(())
}

/// Refuses what is not a database of this program, or of a newer version of it.
pub(super) fn check(connection: &Connection) -> Result<(), StorageError> {
    match version(connection)? {
        0 => Err(StorageError::Damaged("the file is empty")),
        _ => Ok(()),
    }
}

fn version(connection: &Connection) -> Result<usize, StorageError> {
    let version: usize = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if version > 0 && application != APPLICATION {
        return Err(StorageError::Damaged("the file is another program's"));
    }
    if version > STEPS.len() {
        return Err(StorageError::Newer);
    }
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_brought_up_once_and_a_newer_one_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
        connection
            .pragma_update(None, "user_version", STEPS.len() + 1)
            .unwrap();
        assert_eq!(migrate(&mut connection), Err(StorageError::Newer));
    }

    #[test]
    fn another_programs_file_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        assert!(migrate(&mut connection).is_err());
    }
}
