//! Where Signet keeps its things.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use signet_telegram::Environment;

/// A folder of Signet's that cannot be made, closed to others or written to.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be used: {error}", path = .0.display(), error = .1)]
pub struct UnusableFolder(pub PathBuf, pub io::Error);

/// The system names no place for a person's data.
#[derive(Debug, thiserror::Error)]
#[error("there is no home folder to keep things in; name a folder with --data-dir")]
pub struct NoHome;

/// The data folder and what lies in it. Only its owner may look inside.
#[derive(Debug, Clone)]
pub struct Folders {
    data: PathBuf,
}

impl Folders {
    /// The chosen data folder, or the usual one of this system. A Telegram that is not the real
    /// one has a folder of its own.
    pub fn new(chosen: Option<PathBuf>, environment: &Environment) -> Result<Self, NoHome> {
        let usual = || {
            let name = if environment.is_production() {
                "signet".to_owned()
            } else {
                format!("signet-{}", environment.name())
            };
            Some(dirs::data_dir()?.join(name))
        };
        let data = chosen.or_else(usual).ok_or(NoHome)?;
        Ok(Self { data })
    }

    /// Makes the folders and closes them to other users.
    pub fn prepare(&self) -> Result<(), UnusableFolder> {
        if self.belongs_to_something_else() {
            let reason = io::Error::other("it holds other things; name an empty folder");
            return Err(UnusableFolder(self.data.clone(), reason));
        }
        for folder in [self.data.clone(), self.logs()] {
            make_private(&folder).map_err(|error| UnusableFolder(folder, error))?;
        }
        Ok(())
    }

    /// Closing a home or a shared folder to others would break what lives there.
    fn belongs_to_something_else(&self) -> bool {
        let is_empty = fs::read_dir(&self.data).map_or(true, |mut all| all.next().is_none());
        !is_empty && !self.logs().is_dir() && !self.settings().is_file()
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn logs(&self) -> PathBuf {
        self.data.join("logs")
    }

    pub fn vault(&self) -> PathBuf {
        self.data.join("vault")
    }

    pub fn settings(&self) -> PathBuf {
        self.data.join("settings.json")
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    // A folder that was there before may be open to others.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    // The profile folder that holds it is private already.
    fs::create_dir_all(folder)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn folders(data: PathBuf) -> Folders {
        Folders::new(Some(data), &Environment::production()).unwrap()
    }

    #[test]
    fn a_folder_that_holds_other_things_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("letter.txt"), "dear").unwrap();
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(folders(place.path().into()).prepare().is_err());
        let mode = fs::metadata(place.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o755);
    }

    #[test]
    fn another_telegram_has_a_folder_of_its_own() {
        let usual = |environment| Folders::new(None, &environment).unwrap().data;
        assert_ne!(usual(Environment::production()), usual(Environment::test()));
    }

    #[test]
    fn folders_are_closed_to_others_even_if_they_were_open() {
        let place = tempfile::tempdir().unwrap();
        let folders = folders(place.path().join("a/b"));
        fs::create_dir_all(folders.logs()).unwrap();
        folders.prepare().unwrap();
        for folder in [folders.data(), &folders.logs()] {
            let mode = fs::metadata(folder).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
        }
    }

    #[test]
    fn a_file_in_the_way_is_an_error() {
        let place = tempfile::NamedTempFile::new().unwrap();
        assert!(folders(place.path().join("data")).prepare().is_err());
    }
}
