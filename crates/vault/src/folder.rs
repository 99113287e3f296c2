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
        Ok(Self(Arc::new(Claim {
            path,
            options,
            _lock: lock,
        })))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether a vault is in it.
    pub fn has_vault(&self) -> bool {
        self.database().exists()
    }

    /// Moves whatever is there of a vault into a folder of its own beside it, and says where.
    /// Nothing is deleted. For a vault that is damaged or whose key is gone for good; it must be
    /// closed.
    pub fn set_aside(&self) -> Result<Option<PathBuf>, Error> {
        let files: Vec<_> = [DATABASE]
            .iter()
            .chain(&BESIDE)
            .filter(|name| self.path().join(name).exists())
            .collect();
        if files.is_empty() {
            return Ok(None);
        }
        let aside = self.unused_name()?;
        // The database goes first. Cut short here, what is left has no database, is never
        // opened, and is moved before a new vault is made.
        for name in files {
            fs::rename(self.path().join(name), aside.join(name))?;
        }
        self.sync()?;
        Ok(Some(aside))
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
        #[cfg(unix)]
        File::open(self.path())?.sync_all()?;
        Ok(())
    }
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
