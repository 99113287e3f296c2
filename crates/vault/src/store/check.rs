//! Whether the database is whole.

use rusqlite::Connection;

use crate::Error;

/// SQLite's own check of every page and index, and that no row points nowhere.
pub(crate) fn all(sql: &Connection) -> Result<(), Error> {
    let verdict: String = sql.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Error::Damaged {
            what: "the database file",
        });
    }
    let mut query = sql.prepare("PRAGMA foreign_key_check")?;
    if query.exists([])? {
        return Err(Error::Damaged {
            what: "a reference between rows",
        });
    }
    Ok(())
}
