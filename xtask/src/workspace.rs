//! Where things are, and how cargo and npm are called.

use std::{
    env,
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

use crate::{
    error::{Doing, Error},
    process,
};

pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
    metadata: Value,
}

impl Workspace {
    /// Asked at run time, never at compile time: a build cache shared by two clones may hold the
    /// other one's xtask.
    pub fn find() -> Result<Self, Error> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .ok_or_else(|| Error::Unmet("start it as `cargo xtask`".into()))?;
        let root = manifest.parent().map(Path::to_owned).unwrap_or(manifest);
        let metadata =
            process::output(cargo(&root).args(["metadata", "--no-deps", "--format-version=1"]))?;
        let metadata: Value = serde_json::from_str(&metadata).unwrap_or_default();
        let target = metadata["target_directory"]
            .as_str()
            .map(PathBuf::from)
            .ok_or_else(|| {
                Error::Unmet("`cargo metadata` does not name the target directory".into())
            })?;
        Ok(Self {
            root,
            target,
            metadata,
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where cargo builds, which may be outside the clone.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The names of the integration tests, but for those of some packages.
    pub fn integration_tests_without(&self, left_out: &[&str]) -> Vec<&str> {
        let packages = self.metadata["packages"].as_array().into_iter().flatten();
        packages
            .filter(|other| !left_out.iter().any(|name| other["name"] == *name))
            .flat_map(|other| other["targets"].as_array().into_iter().flatten())
            .filter(|target| target["kind"] == json!(["test"]))
            .filter_map(|target| target["name"].as_str())
            .collect()
    }

    /// Held while something is built or tested: a release build and a development build at the same
    /// time would get each other's ui/dist.
    pub fn alone(&self) -> Result<File, Error> {
        let path = self.target.join(".xtask.lock");
        let locking = || format!("locking {}", path.display());
        fs::create_dir_all(&self.target).doing(locking)?;
        let file = File::create(&path).doing(locking)?;
        if file.try_lock().is_err() {
            println!("waiting for the other `cargo xtask` that is at work here");
            file.lock().doing(locking)?;
        }
        Ok(file)
    }

    /// A program that cargo has built.
    pub fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    pub fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// What a build that ships says it was made from; unknown in an unpacked archive.
    pub fn commit(&self) -> Option<String> {
        let mut git = Command::new("git");
        let commit =
            process::output(
                git.current_dir(&self.root)
                    .args(["rev-parse", "--short=12", "HEAD"]),
            )
            .ok()?;
        Some(commit.trim().to_owned())
    }

    pub fn npm(&self) -> Command {
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(self.ui()).env("NO_COLOR", "1");
        npm
    }
}

/// No failure if it is not there.
pub fn remove_folder(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        outcome => outcome.doing(|| format!("removing {}", folder.display())),
    }
}

fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    // What cargo tells xtask about xtask is not true of what xtask asks it to build, and would be
    // taken for a change.
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        }) {
            cargo.env_remove(name);
        }
    }
    cargo
}
