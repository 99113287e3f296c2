//! Who has the data folder: any number that work on it, or one that puts another database there.

use std::{
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
};

use crate::{Error, folder::Folder};

const FILE: &str = "in-use.lock";

/// Held as long as the folder is used; the system lets go of it even after a crash.
#[derive(Debug)]
pub struct Occupied {
    _file: File,
}

impl Occupied {
    /// Together with others who work on the same data.
    pub fn shared(folder: &Folder) -> Result<Self, Error> {
        Self::locked(folder, File::try_lock_shared)
    }

    /// With nobody else.
    pub fn alone(folder: &Folder) -> Result<Self, Error> {
        Self::locked(folder, File::try_lock)
    }

    fn locked(folder: &Folder, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Self, Error> {
        let path = folder.path().join(FILE);
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).read(true).write(true);
        options.mode(0o600);
        let opened = options.open(&path);
        let file = opened.map_err(|source| Error::File {
            path: path.clone(),
            source,
        })?;
        match lock(&file) {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Occupied(folder.path().to_owned())),
            Err(TryLockError::Error(source)) => Err(Error::File { path, source }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_may_work_and_one_may_replace() {
        let above = tempfile::tempdir().unwrap();
        let folder = Folder::open(above.path()).unwrap();
        let one = Occupied::shared(&folder).unwrap();
        let two = Occupied::shared(&folder).unwrap();
        assert!(matches!(Occupied::alone(&folder), Err(Error::Occupied(_))));
        drop((one, two));
        let alone = Occupied::alone(&folder).unwrap();
        assert!(matches!(Occupied::shared(&folder), Err(Error::Occupied(_))));
        drop(alone);
        assert!(Occupied::shared(&folder).is_ok());
    }
}
