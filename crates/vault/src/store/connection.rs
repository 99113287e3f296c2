//! How a database is opened: everything SQLite must be told, in one place.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{Error, Folder};

/// How long work waits for another connection of this process; nobody else has one.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long emptying the log waits for readers. It is tried again later, and others want to write.
const SHORT_PATIENCE: Duration = Duration::from_millis(250);

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everything.
    Write,
    /// Read, beside the writer.
    Read,
    /// Read a file that nothing may be changed in.
    Look,
    /// Fill a new file that nobody else knows, in one piece.
    Copy,
}

/// Opens a file that exists. Symbolic links are not followed.
pub(crate) fn connect(folder: &Folder, file: &Path, access: Access) -> Result<Connection, Error> {
    let mode = match access {
        Access::Write | Access::Read | Access::Copy => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Look => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = match &folder.options().vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs.as_str())?,
        None => Connection::open_with_flags(file, flags)?,
    };
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // What the file itself says must not run anything, and a page is looked at before it is used.
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    match access {
        // The last two flush the drive's own cache on macOS, and do nothing elsewhere.
        Access::Write => connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA secure_delete = ON;
             PRAGMA foreign_keys = ON;
             PRAGMA fullfsync = ON;
             PRAGMA checkpoint_fullfsync = ON;",
        )?,
        Access::Read => connection.pragma_update(None, "query_only", true)?,
        Access::Look => {}
        // It is thrown away if it is not finished, and its keys point at each other in any order.
        Access::Copy => connection.execute_batch(
            "PRAGMA journal_mode = OFF;
             PRAGMA synchronous = FULL;
             PRAGMA fullfsync = ON;
             PRAGMA foreign_keys = OFF;",
        )?,
    }
    Ok(connection)
}

/// Writes everything back into the database and leaves an empty log: what was deleted is then
/// nowhere in it. `false` if a reader was in the way.
pub(crate) fn truncate_log(connection: &Connection) -> Result<bool, Error> {
    connection.busy_timeout(SHORT_PATIENCE)?;
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, i64>(0)
    });
    connection.busy_timeout(PATIENCE)?;
    Ok(busy? == 0)
}
