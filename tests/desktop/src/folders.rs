//! A fresh home for one desktop.

use std::{
    fs::{self, DirBuilder, File},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::Stdio,
};

use tempfile::TempDir;

use crate::Trouble;

pub(crate) struct Folders {
    root: TempDir,
}

impl Folders {
    pub(crate) fn new() -> Result<Self, Trouble> {
        let root = tempfile::Builder::new()
            .prefix("signet-desktop-")
            .tempdir()
            .map_err(Trouble::io("making a folder for the test"))?;
        for name in ["home", "data", "run", "config", "cache", "share"] {
            DirBuilder::new()
                .mode(0o700)
                .create(root.path().join(name))
                .map_err(Trouble::io(format!("making the folder {name}")))?;
        }
        Ok(Self { root })
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// What `--data-dir` names.
    pub(crate) fn data(&self) -> PathBuf {
        self.root().join("data")
    }

    pub(crate) fn run(&self) -> PathBuf {
        self.root().join("run")
    }

    /// Where everything that the programs print is kept.
    pub(crate) fn log(&self, program: &str) -> PathBuf {
        self.root().join(format!("{program}.log"))
    }

    pub(crate) fn output(&self, program: &str) -> Result<Stdio, Trouble> {
        File::options()
            .create(true)
            .append(true)
            .open(self.log(program))
            .map(Stdio::from)
            .map_err(Trouble::io(format!("opening the log of {program}")))
    }

    /// Every log there is: of the programs and of Signet itself.
    pub(crate) fn logs(&self) -> Vec<PathBuf> {
        [self.root().to_path_buf(), self.data().join("logs")]
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
            .filter(|path| path.is_file())
            .collect()
    }

    /// The variables a program of this desktop sees, besides the display's and the bus's.
    pub(crate) fn variables(&self) -> Vec<(&'static str, PathBuf)> {
        [
            ("HOME", "home"),
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "share"),
        ]
        .map(|(variable, folder)| (variable, self.root().join(folder)))
        .to_vec()
    }
}
