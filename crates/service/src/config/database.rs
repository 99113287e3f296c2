//! Where data is kept.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::Deserialize;

/// Which database. A `postgres://` URL is refused until there is one behind it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Database {
    /// `signetd.db` in the data folder.
    InDataDir,
    File(PathBuf),
}

impl Database {
    pub fn path(&self, data_dir: &Path) -> PathBuf {
        match self {
            Self::InDataDir => data_dir.join("signetd.db"),
            Self::File(path) => path.clone(),
        }
    }
}

impl FromStr for Database {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "" => Err("a path, or data-dir"),
            "data-dir" => Ok(Self::InDataDir),
            url if url.contains("://") => Err("this version keeps data in SQLite only"),
            path => Ok(Self::File(path.into())),
        }
    }
}

impl TryFrom<String> for Database {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
