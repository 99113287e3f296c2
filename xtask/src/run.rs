//! `run`: opens the app, or shows it where no display is.

use std::{path::PathBuf, process::Command};

use crate::{
    error::Error,
    process, surroundings,
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
    if surroundings::display().is_none() {
        return Err(Error::Unmet(
            "there is no display to open a window on; \
             `cargo xtask run --headless` needs none and leaves screenshots"
                .into(),
        ));
    }
    let alone = workspace.alone()?;
    system::ensure(&[Need::Build])?;
    ui::build(workspace, Mode::Development)?;
    build(workspace, &["signet"])?;
    drop(alone);
    let mut app = app(workspace.program("debug", "signet"));
    process::run(app.args(&options.arguments))
}

/// On a bus of its own where there is none.
fn app(program: PathBuf) -> Command {
    if surroundings::session_bus().is_some() || system::on_path("dbus-run-session").is_none() {
        return Command::new(program);
    }
    let mut bus = Command::new("dbus-run-session");
    bus.arg("--").arg(program);
    bus
}

fn tour(workspace: &Workspace) -> Result<(), Error> {
    let _alone = workspace.alone()?;
    system::ensure(&[Need::Build, Need::Window])?;
    ui::build(workspace, Mode::Development)?;
    build(workspace, &["signet", "tour"])?;
    // It names each picture as it takes it.
    process::run(Command::new(workspace.program("debug", "tour")).current_dir(workspace.root()))?;
    println!(
        "the pictures are in {}",
        workspace.target().join("tour").display()
    );
    Ok(())
}

/// The whole workspace is chosen, though only these are built: cargo unifies features over what is
/// chosen, so that the tests use the same build.
pub fn build(workspace: &Workspace, programs: &[&str]) -> Result<(), Error> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--workspace"]);
    for program in programs {
        cargo.args(["--bin", program]);
    }
    process::run(&mut cargo)
}
