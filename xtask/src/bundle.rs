//! `bundle`: builds the Debian package, weighs it, and with `--check` tries it on this machine.

mod installed;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    error::{Doing, Error},
    process,
    system::{self, packages::Need},
    ui::{self, Mode},
    workspace::{Workspace, remove_folder},
};

#[derive(clap::Args)]
pub struct Options {
    /// Also install it here, start it, remove it and look for what is left; root only
    #[arg(long)]
    check: bool,
}

const BINARY_BUDGET: u64 = 18_000_000;
const PACKAGE_BUDGET: u64 = 8_000_000;

pub fn bundle(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    if !cfg!(target_os = "linux") {
        return Err(Error::Unmet("a Debian package is built on Linux".into()));
    }
    if options.check && !system::is_root() {
        return Err(Error::Unmet(
            "`bundle --check` installs and removes a package: run it as root".into(),
        ));
    }
    let _alone = workspace.alone()?;
    system::ensure(if options.check {
        &[Need::Build, Need::Window, Need::Bundle]
    } else {
        &[Need::Build]
    })?;
    ui::build(workspace, Mode::Release)?;
    let folder = workspace.target().join("release/bundle/deb");
    // An older version's package must not be taken for the new one.
    remove_folder(&folder)?;
    let mut tauri = Command::new(workspace.ui().join("node_modules/.bin/tauri"));
    tauri.current_dir(workspace.root());
    // The UI is built already, and in the mode that ships.
    tauri.args([
        "build",
        "--bundles=deb",
        r#"--config={"build":{"beforeBuildCommand":null}}"#,
    ]);
    if let Some(commit) = workspace.commit() {
        tauri.env("SIGNET_COMMIT", commit);
    }
    process::run(&mut tauri)?;
    let package = the_package(&folder)?;
    let binary = weigh(
        "binary",
        &workspace.program("release", "signet"),
        BINARY_BUDGET,
    )?;
    let whole = weigh("package", &package, PACKAGE_BUDGET)?;
    if !(binary && whole) {
        return Err(Error::Unmet(
            "over its budget: see what the last change brought in with `cargo tree`".into(),
        ));
    }
    if options.check {
        installed::check(workspace, &package)?;
    }
    Ok(())
}

fn the_package(folder: &Path) -> Result<PathBuf, Error> {
    let entries = fs::read_dir(folder).doing(|| format!("reading {}", folder.display()))?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .ok_or_else(|| {
            Error::Unmet(format!(
                "the Tauri CLI left no package in {}",
                folder.display()
            ))
        })
}

/// True within the budget.
fn weigh(what: &str, path: &Path, budget: u64) -> Result<bool, Error> {
    let size = fs::metadata(path)
        .doing(|| format!("weighing {}", path.display()))?
        .len();
    let within = size <= budget;
    let verdict = if within { "within" } else { "OVER" };
    println!(
        "{what}: {} MB, {verdict} its {} MB: {}",
        megabytes(size),
        megabytes(budget),
        path.display()
    );
    Ok(within)
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{:02}", bytes / 1_000_000, bytes % 1_000_000 / 10_000)
}
