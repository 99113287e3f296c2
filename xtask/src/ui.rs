//! `ui`: builds ui/dist, which the app embeds.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{Doing, Error},
    process,
    workspace::{Workspace, remove_folder},
};

#[derive(clap::Args)]
pub struct Options {
    /// As it ships, without the gallery of all screens
    #[arg(long)]
    release: bool,
}

impl Options {
    fn mode(&self) -> Mode {
        if self.release {
            Mode::Release
        } else {
            Mode::Development
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Development,
    Release,
}

impl Mode {
    pub fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Release => "release",
        }
    }

    fn script(self) -> &'static str {
        match self {
            Self::Development => "build:development",
            Self::Release => "build",
        }
    }
}

/// Inside dist, so that a build by hand, which empties dist, takes the name away with what it
/// named.
const MODE_FILE: &str = ".mode";

pub fn ui(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let _alone = workspace.alone()?;
    build(workspace, options.mode())
}

/// Always builds, since that takes a second, but leaves dist untouched when nothing in it would
/// change: cargo links the app anew whenever dist is newer.
pub fn build(workspace: &Workspace, mode: Mode) -> Result<(), Error> {
    install(workspace)?;
    let next = workspace.ui().join("node_modules/.dist-next");
    let dist = workspace.ui().join("dist");
    remove_folder(&next)?;
    process::quiet(
        workspace
            .npm()
            .args(["run", mode.script(), "--", "--emptyOutDir", "--outDir"])
            .arg(&next),
    )?;
    fs::write(next.join(MODE_FILE), format!("{}\n", mode.name()))
        .doing(|| "naming the mode of ui/dist".into())?;
    if dist.is_dir() && contents(&dist)? == contents(&next)? {
        remove_folder(&next)?;
        println!("ui/dist: {}, unchanged", mode.name());
        return Ok(());
    }
    remove_folder(&dist)?;
    fs::rename(&next, &dist).doing(|| "moving the new ui/dist into place".into())?;
    println!("ui/dist: {}, built", mode.name());
    Ok(())
}

/// The mode of what dist holds; None when it is missing or was built by hand.
pub fn mode_of_dist(workspace: &Workspace) -> Option<Mode> {
    let name = fs::read_to_string(workspace.ui().join("dist").join(MODE_FILE)).ok()?;
    [Mode::Development, Mode::Release]
        .into_iter()
        .find(|mode| mode.name() == name.trim())
}

/// npm leaves its own copy of the lock file behind once everything is in place.
pub fn installed(workspace: &Workspace) -> bool {
    let changed = |path: &str| {
        fs::metadata(workspace.ui().join(path))
            .and_then(|file| file.modified())
            .ok()
    };
    match (
        changed("node_modules/.package-lock.json"),
        changed("package-lock.json"),
    ) {
        (Some(done), Some(wanted)) => done >= wanted,
        (None, _) | (_, None) => false,
    }
}

fn install(workspace: &Workspace) -> Result<(), Error> {
    if installed(workspace) {
        return Ok(());
    }
    println!("npm ci: installing what ui/package-lock.json names");
    process::quiet(workspace.npm().args(["ci", "--no-audit", "--no-fund"]))
}

/// Every file with its bytes, by its path within the folder.
fn contents(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let reading = || format!("reading {}", next.display());
        for entry in fs::read_dir(&next).doing(reading)? {
            let path = entry.doing(reading)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).doing(reading)?;
                files.push((path.strip_prefix(folder).unwrap_or(&path).to_owned(), bytes));
            }
        }
    }
    files.sort();
    Ok(files)
}
