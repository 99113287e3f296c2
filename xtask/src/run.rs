//! `run`: opens the app, or shows it where no display is.

use std::{fs, process::Command};

use crate::{
    doctor,
    error::{Doing, Error},
    process,
    system::{self, packages::Need},
    ui::{self, Mode},
    workspace::Workspace,
};

#[derive(clap::Args)]
pub struct Options {
    /// Walk through every screen in a display of its own and leave screenshots
    #[arg(long)]
    headless: bool,

    /// What follows `--` goes to the app
    #[arg(last = true)]
    arguments: Vec<String>,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    if options.headless {
        return tour(workspace);
    }
    if doctor::display().is_none() {
        return Err(Error::Unmet(
            "there is no display to open a window on; `cargo xtask run --headless` needs none and leaves screenshots".into(),
        ));
    }
    system::ensure(&[Need::Build])?;
    ui::build(workspace, Mode::Development)?;
    build(workspace, &["signet"])?;
    process::run(Command::new(workspace.program("debug", "signet")).args(&options.arguments))
}

fn tour(workspace: &Workspace) -> Result<(), Error> {
    system::ensure(&[Need::Build, Need::Window])?;
    ui::build(workspace, Mode::Development)?;
    build(workspace, &["signet", "tour"])?;
    process::run(Command::new(workspace.program("debug", "tour")).current_dir(workspace.root()))?;
    let folder = workspace.target().join("tour");
    let reading = || format!("reading {}", folder.display());
    let mut pictures = Vec::new();
    for entry in fs::read_dir(&folder).doing(reading)? {
        pictures.push(
            entry
                .doing(reading)?
                .file_name()
                .to_string_lossy()
                .into_owned(),
        );
    }
    pictures.sort();
    println!("{}:", folder.display());
    for picture in pictures {
        println!("    {picture}");
    }
    Ok(())
}

/// The whole workspace is chosen, though only these are built: cargo unifies features over what is chosen, so that the
/// tests use the same build.
fn build(workspace: &Workspace, programs: &[&str]) -> Result<(), Error> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--workspace"]);
    for program in programs {
        cargo.args(["--bin", program]);
    }
    process::run(&mut cargo)
}
