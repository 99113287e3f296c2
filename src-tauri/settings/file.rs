//! `settings.json`: read strictly, written whole or not at all.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use signet_contract::ui::{AutoLock, Closing, Language, NotificationKind, SettingsSnapshot, Theme};

/// The settings file is far smaller; anything larger is not ours.
const LARGEST: u64 = 64 * 1024;

/// What the file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Kept {
    version: Version,
    pub theme: Theme,
    pub language: Language,
    pub closing: Closing,
    pub auto_lock: AutoLock,
    pub muted: BTreeSet<NotificationKind>,
    pub window: WindowSize,
}

impl Kept {
    /// What the person sees of it.
    pub fn shown(&self, set_aside: Option<String>) -> SettingsSnapshot {
        SettingsSnapshot {
            theme: self.theme,
            language: self.language,
            closing: self.closing,
            auto_lock: self.auto_lock,
            muted: self.muted.iter().copied().collect(),
            set_aside,
        }
    }
}

/// The form of the file. A newer one is set aside like any other that cannot be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
struct Version;

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(number: u32) -> Result<Self, String> {
        if number == 1 {
            Ok(Version)
        } else {
            Err(format!("version {number} is unknown"))
        }
    }
}

impl From<Version> for u32 {
    fn from(Version: Version) -> Self {
        1
    }
}

/// The window as the person left it, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WindowSize {
    pub width: u32,
    pub height: u32,
    pub maximized: bool,
}

impl WindowSize {
    pub const SMALLEST: (u32, u32) = (760, 560);
    const LARGEST: u32 = 16_384;

    /// The nearest size at which everything fits.
    pub fn within_bounds(self) -> Self {
        Self {
            width: self.width.clamp(Self::SMALLEST.0, Self::LARGEST),
            height: self.height.clamp(Self::SMALLEST.1, Self::LARGEST),
            ..self
        }
    }
}

impl Default for WindowSize {
    fn default() -> Self {
        Self {
            width: 980,
            height: 680,
            maximized: false,
        }
    }
}

/// Why the settings could not be written. The old file stands.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("no room on the disk for the settings")]
    DiskFull,
    #[error("the settings could not be written: {0}")]
    Io(io::Error),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{QuotaExceeded, StorageFull};
        if matches!(error.kind(), StorageFull | QuotaExceeded) {
            SaveError::DiskFull
        } else {
            SaveError::Io(error)
        }
    }
}

/// The file and its place.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Reads the settings. A file that cannot be read is set aside, never overwritten, and its
    /// new place is returned.
    pub fn load(&self) -> (Kept, Option<String>) {
        match read(&self.path) {
            Ok(kept) => (kept, None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Kept::default(), None),
            Err(error) => {
                tracing::warn!(%error, "the settings cannot be read");
                (Kept::default(), self.set_aside())
            }
        }
    }

    /// Writes the settings beside the old ones and puts them in their place in one step.
    pub async fn save(&self, kept: &Kept) -> Result<(), SaveError> {
        let (path, kept) = (self.path.clone(), kept.clone());
        tauri::async_runtime::spawn_blocking(move || write(&path, &kept))
            .await
            .map_err(|error| SaveError::Io(io::Error::other(error)))?
    }

    fn set_aside(&self) -> Option<String> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let place = self
            .path
            .with_extension(format!("damaged-{}.json", now.as_secs()));
        match fs::rename(&self.path, &place) {
            Ok(()) => Some(place.display().to_string()),
            Err(error) => {
                // The next save would replace it, but whoever can save can also rename.
                tracing::error!(%error, "the settings could not be set aside");
                None
            }
        }
    }
}

fn read(path: &Path) -> io::Result<Kept> {
    let mut text = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "larger than settings can be",
        ));
    }
    let kept: Kept = serde_json::from_slice(&text)?;
    Ok(Kept {
        window: kept.window.within_bounds(),
        ..kept
    })
}

fn write(path: &Path, kept: &Kept) -> Result<(), SaveError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut text = serde_json::to_vec_pretty(kept).map_err(io::Error::from)?;
    text.push(b'\n');
    // Made with mode 0600 beside the old file, so that the rename stays on one filesystem.
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(&text)?;
    new.as_file().sync_all()?;
    new.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)?;
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    // Windows keeps the rename without it and cannot open folders as files.
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file_with(text: &[u8]) -> (tempfile::TempDir, SettingsFile) {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("settings.json");
        fs::write(&path, text).unwrap();
        (place, SettingsFile::new(path))
    }

    #[test]
    fn missing_keys_take_their_defaults() {
        let (_place, file) = file_with(br#"{"version":1,"theme":"dark"}"#);
        let (kept, set_aside) = file.load();
        assert_eq!(
            kept,
            Kept {
                theme: Theme::Dark,
                ..Kept::default()
            }
        );
        assert_eq!(set_aside, None);
    }

    #[test]
    fn what_cannot_be_read_is_set_aside_with_every_byte() {
        let large = vec![b' '; 70_000];
        for text in [
            &b""[..],
            b"{",
            b"\xff\xfe",
            br#"{"version":2}"#,
            br#"{"theme":"sepia"}"#,
            br#"{"language":"xx"}"#,
            br#"{"unknown":1}"#,
            br#"{"window":{"width":-1,"height":2,"maximized":false}}"#,
            &large,
        ] {
            let (_place, file) = file_with(text);
            let (kept, set_aside) = file.load();
            assert_eq!(kept, Kept::default());
            assert_eq!(fs::read(set_aside.unwrap()).unwrap(), text);
            assert!(!file.path.exists());
        }
    }

    #[tokio::test]
    async fn saving_leaves_one_private_file() {
        let place = tempfile::tempdir().unwrap();
        let file = SettingsFile::new(place.path().join("settings.json"));
        let kept = Kept {
            theme: Theme::Light,
            ..Kept::default()
        };
        file.save(&kept).await.unwrap();
        file.save(&kept).await.unwrap();
        assert_eq!(file.load(), (kept, None));
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file.path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_full_disk_is_told_apart() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(SaveError::from(full), SaveError::DiskFull));
    }
}
