//! The folder of one vault: whose it is, who may look into it, and that only one process does.

use std::{
    fmt,
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{Error, OsRandom, Random};

const DATABASE: &str = "vault.db";
const LOCK: &str = "vault.lock";
/// A backup on its way into the vault's place.
const RETURNING: &str = "vault.db-returning";
/// A copy from before a migration begins with this.
pub(crate) const BACKUP: &str = "vault.db.before-";
/// What SQLite writes beside a database.
const BESIDE: [&str; 2] = ["vault.db-wal", "vault.db-shm"];

/// How a vault is opened. Tests hand in other values; nobody else does.
#[derive(Clone)]
pub struct Options {
    /// Where salts, nonces and keys come from.
    pub random: Arc<dyn Random>,
    /// The SQLite filesystem; `None` for the system's own.
    pub vfs: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            random: Arc::new(OsRandom),
            vfs: None,
        }
    }
}

/// A vault's folder, claimed by this process until the last clone is dropped. It stays claimed
/// while the vault is locked, so that a second Signet does not slip in between.
#[derive(Clone)]
pub struct Folder(Arc<Claim>);

struct Claim {
    path: PathBuf,
    options: Options,
    /// Held, never read: the operating system gives it back when the process is gone.
    _lock: File,
}

impl Folder {
    /// Makes the folder if it is missing, closes it to others, and claims it. Blocks on the disk.
    pub fn claim(path: &Path, options: Options) -> Result<Self, Error> {
        make_private(path)?;
        let path = canonical(path)?;
        let lock = private_file(&path.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let folder = Self(Arc::new(Claim {
            path,
            options,
            _lock: lock,
        }));
        folder.finish_return()?;
        Ok(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether a vault is in it. A disk that does not say so is an error, never a no: a new vault
    /// would take the place of one that is only out of reach.
    pub fn has_vault(&self) -> Result<bool, Error> {
        is_there(&self.database())
    }

    /// Moves whatever is there of a vault, its backups included, into a folder of its own beside
    /// it, and says where. Nothing is deleted. For a vault that is damaged or whose key is gone for
    /// good; it must be closed.
    pub fn set_aside(&self) -> Result<Option<PathBuf>, Error> {
        let mut files = self.files()?;
        // A backup that stayed would be taken for one of the next vault, and deleted with those.
        for entry in fs::read_dir(self.path())? {
            let name = entry?.file_name();
            if name.to_string_lossy().starts_with(BACKUP) {
                files.push(name.into());
            }
        }
        self.move_aside(&files)
    }

    /// The database and what SQLite wrote beside it, so far as they are there.
    fn files(&self) -> Result<Vec<PathBuf>, Error> {
        let mut files = Vec::new();
        for name in [DATABASE].into_iter().chain(BESIDE) {
            if is_there(&self.path().join(name))? {
                files.push(name.into());
            }
        }
        Ok(files)
    }

    fn move_aside(&self, files: &[PathBuf]) -> Result<Option<PathBuf>, Error> {
        if files.is_empty() {
            return Ok(None);
        }
        let aside = self.unused_name()?;
        // The database goes first. Cut short here, what is left has no database, is never
        // opened, and is moved before a new vault is made.
        for name in files {
            fs::rename(self.path().join(name), aside.join(name))?;
        }
        // First where they are now: between the two they are at both places rather than at none.
        sync(&aside)?;
        self.sync()?;
        Ok(Some(aside))
    }

    /// Puts this file of the folder in the vault's place and sets aside what was there. From the
    /// first rename on it is finished by the next claim: a folder without a database would be
    /// taken for one that never had a vault.
    pub(crate) fn put_in_place(&self, name: &str) -> Result<(), Error> {
        fs::rename(self.path().join(name), self.path().join(RETURNING))?;
        self.sync()?;
        self.finish_return()
    }

    fn finish_return(&self) -> Result<(), Error> {
        let returning = self.path().join(RETURNING);
        if !is_there(&returning)? {
            return Ok(());
        }
        // Other backups stay: it is still their vault.
        self.move_aside(&self.files()?)?;
        fs::rename(returning, self.database())?;
        self.sync()
    }

    /// Gives a new vault that is whole its name, which no other file loses for it.
    pub(crate) fn put_new(&self, whole: &Path) -> Result<(), Error> {
        match fs::hard_link(whole, self.database()) {
            Ok(()) => fs::remove_file(whole)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Error::VaultExists);
            }
            // A filesystem on which a file has one name only.
            Err(_) if self.has_vault()? => return Err(Error::VaultExists),
            Err(_) => fs::rename(whole, self.database())?,
        }
        self.sync()
    }

    /// A new, empty folder `set-aside-1`, `-2`, …
    fn unused_name(&self) -> Result<PathBuf, Error> {
        let mut number = 1;
        loop {
            let path = self.path().join(format!("set-aside-{number}"));
            match fs::create_dir(&path) {
                Ok(()) => {
                    make_private(&path)?;
                    return Ok(path);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path().join(DATABASE)
    }

    /// Whether the last run left work that was not written back: it did not end properly.
    pub(crate) fn has_unfinished_log(&self) -> bool {
        fs::metadata(self.path().join(BESIDE[0])).is_ok_and(|log| log.len() > 0)
    }

    pub(crate) fn options(&self) -> &Options {
        &self.0.options
    }

    /// Makes renames in the folder durable.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        sync(self.path())
    }
}

/// Whether something has this name, be it a link that leads nowhere.
fn is_there(path: &Path) -> Result<bool, Error> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Makes new names in a folder durable. Windows does that by itself.
pub(crate) fn sync(folder: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Folder").field(&self.0.path).finish()
    }
}

/// An empty file that only its owner can read, or the one that is there.
pub(crate) fn private_file(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    close_to_others(path)?;
    Ok(file)
}

fn make_private(path: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    #[cfg(unix)]
    close_to_others(path)?;
    Ok(())
}

/// Takes away what others may do, and gives the owner nothing back that was taken from them. On
/// Windows the folder lies in the person's profile, which others cannot read.
#[cfg(unix)]
fn close_to_others(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700))?;
    }
    Ok(())
}

/// SQLite is told to follow no symbolic link, so the way to the folder must not have any.
fn canonical(path: &Path) -> Result<PathBuf, Error> {
    if cfg!(unix) {
        Ok(fs::canonicalize(path)?)
    } else {
        Ok(path.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::claim(&temporary.path().join("vault"), Options::default()).unwrap();
        (temporary, folder)
    }

    #[test]
    fn a_new_vault_takes_no_other_ones_place() {
        let (_kept, folder) = folder();
        let whole = folder.path().join("whole");
        fs::write(&whole, b"new").unwrap();
        fs::write(folder.database(), b"old").unwrap();
        assert!(matches!(folder.put_new(&whole), Err(Error::VaultExists)));
        assert_eq!(fs::read(folder.database()).unwrap(), b"old");
        fs::remove_file(folder.database()).unwrap();
        folder.put_new(&whole).unwrap();
        assert_eq!(fs::read(folder.database()).unwrap(), b"new");
        assert!(!whole.exists());
    }

    #[test]
    fn a_vault_is_set_aside_with_its_backups_and_returns_without() {
        let (_kept, folder) = folder();
        let backups = ["vault.db.before-1", "vault.db.before-2"];
        for name in backups.into_iter().chain([DATABASE]) {
            fs::write(folder.path().join(name), name).unwrap();
        }
        folder.put_in_place("vault.db.before-2").unwrap();
        assert_eq!(fs::read(folder.database()).unwrap(), b"vault.db.before-2");
        assert!(folder.path().join("vault.db.before-1").exists());
        let aside = folder.set_aside().unwrap().unwrap();
        assert!(aside.join("vault.db.before-1").exists());
        assert!(aside.join(DATABASE).exists());
        assert_eq!(folder.set_aside().unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_counts_as_a_vault() {
        let (_kept, folder) = folder();
        assert!(!folder.has_vault().unwrap());
        std::os::unix::fs::symlink("nowhere", folder.database()).unwrap();
        assert!(folder.has_vault().unwrap());
        let aside = folder.set_aside().unwrap().unwrap();
        assert!(!folder.has_vault().unwrap());
        assert!(fs::symlink_metadata(aside.join(DATABASE)).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn what_the_disk_does_not_tell_is_no_missing_vault() {
        let (_kept, folder) = folder();
        fs::write(folder.path().join("file"), b"").unwrap();
        let told = is_there(&folder.path().join("file/below"));
        assert!(matches!(told, Err(Error::Io(_))), "{told:?}");
    }
}
