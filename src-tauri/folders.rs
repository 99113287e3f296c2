//! Where Signet keeps its things.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A folder of Signet's that cannot be made, closed to others or written to.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be used: {error}", path = .0.display(), error = .1)]
pub struct UnusableFolder(pub PathBuf, pub io::Error);

/// The data folder and what lies in it. Only its owner may look inside.
#[derive(Debug, Clone)]
pub struct Folders {
    data: PathBuf,
}

impl Folders {
    /// The chosen data folder, or the usual one of this system.
    pub fn new(chosen: Option<PathBuf>) -> Self {
        let data = chosen.unwrap_or_else(|| {
            dirs::data_dir()
                .unwrap_or_else(std::env::temp_dir)
                .join("signet")
        });
        Self { data }
    }

    /// Makes the folders and closes them to other users.
    pub fn prepare(&self) -> Result<(), UnusableFolder> {
        for folder in [self.data.clone(), self.logs()] {
            make_private(&folder).map_err(|error| UnusableFolder(folder, error))?;
        }
        Ok(())
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn logs(&self) -> PathBuf {
        self.data.join("logs")
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn folders_are_closed_to_others_even_if_they_were_open() {
        let place = tempfile::tempdir().unwrap();
        let folders = Folders::new(Some(place.path().join("a/b")));
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
        assert!(
            Folders::new(Some(place.path().join("data")))
                .prepare()
                .is_err()
        );
    }
}
