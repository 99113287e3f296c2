//! Storage in one SQLite file.
//!
//! One thread writes and commits what waits together; readers have connections of their own and
//! see what was committed. Other processes (the `signetd` commands) may write in between.

mod alerts;
mod attempts;
mod columns;
pub mod copy;
mod devices;
mod events;
mod invitations;
mod jobs;
mod leases;
mod lines;
mod links;
mod news;
mod operators;
mod readers;
mod schema;
mod services;
mod sessions;
mod standing;
mod told;
mod webhooks;
mod words;
mod writer;

use std::{path::Path, sync::Arc};

use rusqlite::{Connection, OpenFlags, Params, Row};
use signet_trail::{Action, Recorded};

use self::{readers::Readers, writer::Writer};
use super::{Storage, StorageError};

/// How long another process's transaction is waited for.
const BUSY: std::time::Duration = std::time::Duration::from_secs(5);

/// The database: all that is kept.
pub struct Sqlite {
    writer: Writer,
    readers: Readers,
}

impl Sqlite {
    /// Opens the file, makes it if it is missing, and brings it up to this version.
    pub fn open(path: &Path) -> Result<Arc<Self>, StorageError> {
        let mut connection = connect(path)?;
        schema::migrate(&mut connection)?;
        Ok(Arc::new(Self {
            writer: Writer::start(connection)?,
            readers: Readers::new(path, connect_to_read)?,
        }))
    }

    /// All of it, as the rest of the service knows it.
    pub fn storage(self: &Arc<Self>) -> Storage {
        Storage {
            lines: Arc::clone(self) as _,
            services: Arc::clone(self) as _,
            devices: Arc::clone(self) as _,
            links: Arc::clone(self) as _,
            sessions: Arc::clone(self) as _,
            leases: Arc::clone(self) as _,
            news: Arc::clone(self) as _,
            operators: Arc::clone(self) as _,
            webhooks: Arc::clone(self) as _,
            alerts: Arc::clone(self) as _,
            jobs: Arc::clone(self) as _,
            standing: Arc::clone(self) as _,
        }
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        self.writer.write(work).await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        self.readers.read(work).await
    }
}

fn connect(path: &Path) -> Result<Connection, StorageError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // What was deleted is overwritten: an envelope that is gone is gone.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn connect_to_read(path: &Path) -> Result<Connection, StorageError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Refuses to do with a line what it is not about.
fn about<A: Action>(
    line: &Recorded<A>,
    kind: &str,
    id: impl std::fmt::Display,
) -> Result<(), StorageError> {
    if line.subject().as_str() == format!("{kind}:{id}") {
        Ok(())
    } else {
        Err(StorageError::Damaged("a line about something else"))
    }
}

/// The one row that a query finds, if it finds one.
fn one<T>(
    connection: &Connection,
    query: &str,
    parameters: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T, StorageError>,
) -> Result<Option<T>, StorageError> {
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(read).transpose()
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}
