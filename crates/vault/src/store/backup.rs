//! A copy of the vault from before a migration, without what a copy must not bring back.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::{
    Error, Folder, Store,
    folder::{BACKUP, private_file, sync},
    store::connection::{Access, connect, finish},
};

/// Their rows stay out: a minted session must not outlive its grant in a backup, and a sign-in
/// that went on meanwhile is worth nothing. They are never written to the copy, which is better
/// than deleting them there.
const LEFT_OUT: [&str; 2] = ["minted_session", "pending_login"];

/// Copies the database as this schema has it, durably, before it becomes another one.
pub(crate) fn make(folder: &Folder, schema: u32) -> Result<PathBuf, Error> {
    let path = folder.path().join(format!("{BACKUP}{schema}"));
    let unfinished = folder.path().join(format!("{BACKUP}{schema}-unfinished"));
    copy_whole(folder, &unfinished)?;
    fs::rename(&unfinished, &path)?;
    folder.sync()?;
    Ok(path)
}

/// Puts the latest backup in the vault's place and sets aside what was there. `false` if there is
/// none.
pub(crate) fn put_back(folder: &Folder) -> Result<bool, Error> {
    let mut backups = Vec::new();
    for entry in fs::read_dir(folder.path())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let schema = name.strip_prefix(BACKUP).and_then(|text| text.parse().ok());
        backups.extend(schema.map(|schema: u32| (schema, name)));
    }
    let Some((_, latest)) = backups.into_iter().max() else {
        return Ok(false);
    };
    folder.put_in_place(&latest)?;
    Ok(true)
}

impl Store {
    /// Copies the vault into a file of its own, as encrypted as it is and with what a backup
    /// leaves out. The file must not exist, and does not until it is whole. Blocks on the disk.
    pub fn back_up(folder: &Folder, file: &Path) -> Result<(), Error> {
        let name = file.file_name().ok_or(Error::ReadOnly)?;
        let parent = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        // SQLite follows no symbolic link, so the way there must not have any.
        let parent = fs::canonicalize(parent)?;
        let file = parent.join(name);
        if file.exists() {
            return Err(Error::VaultExists);
        }
        let mut unfinished = file.clone().into_os_string();
        unfinished.push("-unfinished");
        let unfinished = PathBuf::from(unfinished);
        let done = copy_whole(folder, &unfinished)
            .and_then(|()| Ok(fs::rename(&unfinished, &file)?))
            .and_then(|()| sync(&parent));
        if done.is_err() {
            remove(&unfinished)?;
            remove(&file)?;
        }
        done
    }
}

/// Makes a durable copy in a file that has no meaning yet; what was left there by a try that was
/// cut short goes.
fn copy_whole(folder: &Folder, unfinished: &Path) -> Result<(), Error> {
    remove(unfinished)?;
    private_file(unfinished)?;
    let copy = connect(folder, unfinished, Access::Copy)?;
    fill(&copy, folder)?;
    finish(copy)?;
    Ok(fs::File::open(unfinished)?.sync_all()?)
}

/// Deletes every backup: after the first good start on the new schema, and whenever something is
/// erased, since it must be gone from here too.
pub(crate) fn remove_all(folder: &Folder) -> Result<(), Error> {
    for entry in fs::read_dir(folder.path())? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(BACKUP) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn fill(copy: &Connection, folder: &Folder) -> Result<(), Error> {
    let database = folder.database();
    let source = database.to_str().ok_or(Error::ReadOnly)?;
    copy.execute("ATTACH ? AS source", [source])?;
    copy.execute_batch("BEGIN")?;
    let mut query = copy.prepare(
        "SELECT type = 'table', name, sql FROM source.sqlite_schema WHERE sql IS NOT NULL
         ORDER BY type <> 'table'",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (table, name, sql): (bool, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        copy.execute_batch(&sql)?;
        if table && !LEFT_OUT.contains(&name.as_str()) {
            copy.execute_batch(&format!(
                "INSERT INTO main.\"{name}\" SELECT * FROM source.\"{name}\""
            ))?;
        }
    }
    drop(rows);
    drop(query);
    for pragma in ["application_id", "user_version"] {
        let value: i32 =
            copy.query_row(&format!("PRAGMA source.{pragma}"), [], |row| row.get(0))?;
        copy.pragma_update(Some("main"), pragma, value)?;
    }
    copy.execute_batch("COMMIT; DETACH source")?;
    Ok(())
}

/// One that is not there is gone already.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
