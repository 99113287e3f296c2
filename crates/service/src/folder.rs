//! The data folder, and the files in it that only its owner may read.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret, SecretString};

use crate::Error;

/// Everything that a group or others could do.
pub(crate) const OTHERS: u32 = 0o077;

/// A folder that nobody else can look into.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if it is missing. One that others can open is closed to them.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let problem = |source| Error::File {
            path: path.to_owned(),
            source,
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(problem)?;
        let mode = fs::metadata(path).map_err(problem)?.permissions().mode();
        if mode & OTHERS != 0 {
            fs::set_permissions(path, Permissions::from_mode(0o700)).map_err(problem)?;
        }
        Ok(Self(path.to_owned()))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The secret in this file; nothing if there is no such file. A file that others can read is
    /// refused: nobody knows who has.
    pub fn read(&self, name: &str) -> Result<Option<SecretString>, Error> {
        let path = self.0.join(name);
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::File { path, source }),
        };
        if metadata.permissions().mode() & OTHERS != 0 {
            let problem = "others could read this key; close it to them and think about who has";
            return Err(Error::KeyFile { path, problem });
        }
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text.into())),
            Err(source) => Err(Error::File { path, source }),
        }
    }

    /// Writes a new secret file whole or not at all, for its owner alone. One that is there is
    /// replaced, so that a crash leaves the old or the new one.
    pub fn write(&self, name: &str, secret: &SecretString) -> Result<(), Error> {
        let path = self.0.join(name);
        let beside = self.0.join(format!(".{name}.new"));
        let write = || -> std::io::Result<()> {
            let _ = fs::remove_file(&beside);
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&beside)?;
            // Exposed to the file that keeps it.
            file.write_all(secret.expose_secret().as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, &path)?;
            File::open(&self.0)?.sync_all()
        };
        write().map_err(|source| Error::File { path, source })
    }

    pub fn remove(&self, name: &str) -> Result<(), Error> {
        let path = self.0.join(name);
        match fs::remove_file(&path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(source) => Err(Error::File { path, source }),
        }
    }

    /// The names of all files, sorted.
    pub fn names(&self) -> Result<Vec<String>, Error> {
        let problem = |source| Error::File {
            path: self.0.clone(),
            source,
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(problem)? {
            names.extend(entry.map_err(problem)?.file_name().into_string());
        }
        names.sort_unstable();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_folder_and_its_files_are_for_their_owner_alone() {
        let above = tempfile::tempdir().unwrap();
        let folder = Folder::open(&above.path().join("a/b")).unwrap();
        folder.write("x.key", &"secret".to_owned().into()).unwrap();
        assert_eq!(mode(folder.path()), 0o700);
        assert_eq!(mode(&folder.path().join("x.key")), 0o600);
        let read = folder.read("x.key").unwrap().unwrap();
        assert_eq!(read.expose_secret(), "secret");
        assert_eq!(folder.names().unwrap(), ["x.key"]);
        assert!(folder.read("y.key").unwrap().is_none());
    }

    #[test]
    fn an_open_folder_is_closed_and_an_open_key_refused() {
        let above = tempfile::tempdir().unwrap();
        let path = above.path().join("open");
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
        let folder = Folder::open(&path).unwrap();
        assert_eq!(mode(&path), 0o700);
        folder.write("x.key", &"secret".to_owned().into()).unwrap();
        fs::set_permissions(path.join("x.key"), Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(folder.read("x.key"), Err(Error::KeyFile { .. })));
    }
}
