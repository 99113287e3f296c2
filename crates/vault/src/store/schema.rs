//! The schema and its steps. Each table's SQL lies beside its domain type.
//!
//! A list of embedded files and SQLite's own `user_version` are all there is: the number is part
//! of the file's header, changes in the same transaction as the tables, and is read without any
//! table. A migration crate would bring a table of its own and more code than this.

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// Says that a database is a vault of Signet: "SGNV".
const APPLICATION: i32 = 0x5347_4e56;

/// The files of each version, run in order. Never edited once released: a change is a new step.
pub(crate) type Steps = &'static [&'static [&'static str]];

pub(crate) const STEPS: Steps = &[&[
    include_str!("../keys/1.sql"),
    include_str!("../trail/1.sql"),
    include_str!("../account/1.sql"),
    include_str!("../home_session/1.sql"),
    include_str!("../pending_login/1.sql"),
    include_str!("../proxy/1.sql"),
    include_str!("../platform/1.sql"),
    include_str!("../service_card/1.sql"),
    include_str!("../grant/1.sql"),
    include_str!("../minted_session/1.sql"),
    include_str!("../mint_intent/1.sql"),
    include_str!("../outbox/1.sql"),
    include_str!("../revocation/1.sql"),
]];

/// The schema of a database, which is refused if it is newer, or none of ours.
pub(crate) fn version(connection: &Connection, steps: Steps) -> Result<u32, Error> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |r| r.get(0))?;
    if application != APPLICATION {
        return Err(Error::Damaged {
            what: "the database's header",
        });
    }
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = steps.len() as u32;
    if found > known {
        return Err(Error::NewerSchema { found, known });
    }
    Ok(found)
}

/// Runs the steps that are missing, all or none.
pub(crate) fn migrate(connection: &mut Connection, from: u32, steps: Steps) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for file in steps.iter().skip(from as usize).copied().flatten() {
        transaction.execute_batch(file)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", steps.len() as u32)?;
    transaction.commit()?;
    Ok(())
}
