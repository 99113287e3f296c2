//! Files that a person asks for: whole or not there, for their eyes only, in place of nothing.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use signet_contract::ui::{Cause, WrittenFile};

use crate::folders::Folders;

/// Neither the folder for downloads nor the data folder took the file.
#[derive(Debug, thiserror::Error)]
#[error("no file could be written: {error}")]
pub struct NotWritten {
    folder: PathBuf,
    error: io::Error,
}

impl From<NotWritten> for Cause {
    fn from(not_written: NotWritten) -> Self {
        use io::ErrorKind::{QuotaExceeded, StorageFull};
        if matches!(not_written.error.kind(), StorageFull | QuotaExceeded) {
            Cause::DiskFull
        } else {
            Cause::FileNotWritten {
                folder: not_written.folder.display().to_string(),
            }
        }
    }
}

/// Writes `name-2026-11-20.extension` where the person looks for files, or else where Signet
/// keeps its things, and says where it is.
pub async fn write(
    folders: &Folders,
    name: &str,
    extension: &str,
    text: String,
) -> Result<WrittenFile, NotWritten> {
    let stem = format!("{name}-{}", date(SystemTime::now()));
    let (extension, data) = (extension.to_owned(), folders.data().to_owned());
    let last = data.clone();
    let written = tauri::async_runtime::spawn_blocking(move || {
        let places = dirs::download_dir().into_iter().chain([data]);
        write_in(places, &stem, &extension, text.as_bytes())
    });
    match written.await {
        Ok(written) => written,
        Err(error) => Err(NotWritten {
            folder: last,
            error: io::Error::other(error),
        }),
    }
}

fn write_in(
    places: impl Iterator<Item = PathBuf>,
    stem: &str,
    extension: &str,
    text: &[u8],
) -> Result<WrittenFile, NotWritten> {
    let mut failed = NotWritten {
        folder: PathBuf::new(),
        error: io::ErrorKind::NotFound.into(),
    };
    for folder in places {
        match write_new(&folder, stem, extension, text) {
            Ok(path) => {
                let path = path.display().to_string();
                return Ok(WrittenFile { path });
            }
            Err(error) => failed = NotWritten { folder, error },
        }
    }
    Err(failed)
}

/// More files of one day than this are no accident.
const MOST: u32 = 100;

fn write_new(folder: &Path, stem: &str, extension: &str, text: &[u8]) -> io::Result<PathBuf> {
    // Made with mode 0600 beside its place, so that nobody sees half of it.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    for number in 1..=MOST {
        let name = match number {
            1 => format!("{stem}.{extension}"),
            _ => format!("{stem}-{number}.{extension}"),
        };
        let path = folder.join(name);
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => file = taken.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The day in UTC, as `2026-11-20`.
fn date(at: SystemTime) -> String {
    let seconds = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let days = seconds / 86_400;
    // Counted from 0000-03-01, so that a leap day is the last of its year; eras are 400 years.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (
        year + era * 400,
        if month < 10 { month + 3 } else { month - 9 },
    );
    let year = if month <= 2 { year + 1 } else { year };
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use std::{fs, time::Duration};

    use super::*;

    #[test]
    fn a_day_is_named_as_the_calendar_does() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_735_689_599, "2024-12-31"),
            (1_795_132_800, "2026-11-20"),
        ] {
            assert_eq!(date(UNIX_EPOCH + Duration::from_secs(seconds)), day);
        }
    }

    #[test]
    fn a_file_takes_no_others_place_and_is_its_owners_alone() {
        let place = tempfile::tempdir().unwrap();
        let write = |text: &[u8]| write_new(place.path(), "signet-x", "txt", text).unwrap();
        let (one, two) = (write(b"one"), write(b"two"));
        assert!(one.ends_with("signet-x.txt") && two.ends_with("signet-x-2.txt"));
        assert_eq!(fs::read(&one).unwrap(), b"one");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&one).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn where_the_first_folder_takes_nothing_the_next_one_does() {
        let place = tempfile::tempdir().unwrap();
        let places = || [place.path().join("gone"), place.path().to_owned()].into_iter();
        let written = write_in(places(), "x", "txt", b"x").unwrap();
        assert_eq!(Path::new(&written.path), place.path().join("x.txt"));
        let nowhere = write_in(places().take(1), "x", "txt", b"x").unwrap_err();
        let folder = place.path().join("gone").display().to_string();
        assert_eq!(Cause::from(nowhere), Cause::FileNotWritten { folder });
    }
}
