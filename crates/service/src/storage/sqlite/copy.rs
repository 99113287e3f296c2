//! Copies of the database: made while it is in use, checked, and put back.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use signet_trail::{TrailKey, Verifier};

use super::schema;
use crate::{Error, storage::StorageError};

/// What SQLite keeps beside a database; a leftover of another one would damage it.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Writes a copy as it is at one moment, for its owner alone, whole or not at all. It knows that
/// it is a copy: whoever serves it later reconciles first.
pub fn back_up(database: &Path, to: &Path) -> Result<(), Error> {
    let new = beside(to, ".new");
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { path, source }
    };
    if to.exists() {
        return Err(at(to)(io::ErrorKind::AlreadyExists.into()));
    }
    let _ = fs::remove_file(&new);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)
        .map_err(at(&new))?;
    copy(database, &new)?;
    File::open(&new)
        .and_then(|file| file.sync_all())
        .map_err(at(&new))?;
    fs::rename(&new, to).map_err(at(to))?;
    sync_folder(to).map_err(at(to))
}

fn copy(database: &Path, to: &Path) -> Result<(), StorageError> {
    let source = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut target = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // In one step, so that it is the state of one moment; writers go on meanwhile.
    Backup::new(&source, &mut target)?.step(-1)?;
    schema::check(&target)?;
    target.pragma_update(None, "journal_mode", "delete")?;
    target.execute("UPDATE standing SET copied = 1", [])?;
    intact(&target)
}

/// Refuses what is not a whole database of this program and version, or an older one, and what
/// other keys wrote: its trail is checked from the first line to the last.
pub fn check(copy: &Path, key: &TrailKey) -> Result<(), StorageError> {
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    schema::check(&connection)?;
    intact(&connection)?;
    let mut verifier = Verifier::new(key, None, None);
    let mut statement = connection.prepare("SELECT event, link FROM lines ORDER BY sequence")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (event, link): (Vec<u8>, Vec<u8>) = (row.get("event")?, row.get("link")?);
        verifier.line(&event, &link);
    }
    verifier.finish()?;
    Ok(())
}

fn intact(connection: &Connection) -> Result<(), StorageError> {
    let verdict: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StorageError::Damaged("the file fails SQLite's own check"))
    }
}

/// Puts a copy in the database's place. What was there is set aside whole, as `aside` ends its
/// name, and returned; nobody may have it open.
pub fn put_back(copy: &Path, database: &Path, aside: &str) -> Result<Option<PathBuf>, Error> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { path, source }
    };
    let new = beside(database, ".new");
    fs::copy(copy, &new).map_err(at(copy))?;
    fs::set_permissions(&new, Permissions::from_mode(0o600)).map_err(at(&new))?;
    mark(&new)?;
    File::open(&new)
        .and_then(|file| file.sync_all())
        .map_err(at(&new))?;
    let old = beside(database, aside);
    let mut set_aside = None;
    if database.exists() {
        // First what stands beside it: a crash in between leaves a database without its last
        // transactions in place, never one with another's.
        for suffix in BESIDE {
            rename(&beside(database, suffix), &beside(&old, suffix)).map_err(at(database))?;
        }
        rename(database, &old).map_err(at(database))?;
        set_aside = Some(old);
    }
    fs::rename(&new, database).map_err(at(database))?;
    sync_folder(database).map_err(at(database))?;
    Ok(set_aside)
}

/// A copy that somebody made by hand is one too.
fn mark(copy: &Path) -> Result<(), StorageError> {
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    connection.execute("UPDATE standing SET copied = 1", [])?;
    Ok(())
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if folder != Path::new("") => File::open(folder)?.sync_all(),
        Some(_) | None => File::open(".")?.sync_all(),
    }
}
