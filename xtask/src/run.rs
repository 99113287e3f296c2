//! `run`: opens the app, or shows it where no display is.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use crate::{
    error::{Doing, Error},
    process::{self, Running},
    sandbox::{self, Local},
    surroundings,
    system::{self, packages::Need},
    ui::{self, Mode},
    workspace::Workspace,
};

#[derive(clap::Args)]
pub struct Options {
    /// Walk through every screen in a display of its own and leave screenshots
    #[arg(long)]
    headless: bool,

    /// Talk to the real Telegram instead of a local one; needs SIGNET_API_ID and SIGNET_API_HASH
    #[arg(long, conflicts_with = "headless")]
    production: bool,

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
    build(workspace, &["signet", "signet-sandbox"])?;
    drop(alone);
    let mut app = app(workspace.program("debug", "signet"));
    app.args(&options.arguments);
    if options.production {
        return process::run(&mut app);
    }
    beside_sandbox(&workspace.target().join("sandbox"), workspace, &mut app)
}

/// The app and a local Telegram, whose codes are printed until the app ends. What both keep lies in
/// one folder: neither is of use without the other.
fn beside_sandbox(folder: &Path, workspace: &Workspace, app: &mut Command) -> Result<(), Error> {
    fs::create_dir_all(folder).doing(|| format!("making {}", folder.display()))?;
    let state = folder.join("state.json").to_string_lossy().into_owned();
    let mut local = Local::start(workspace, &["--state".into(), state])?;
    let environment = folder.join("environment.toml");
    fs::write(&environment, local.environment())
        .doing(|| format!("writing {}", environment.display()))?;
    // Variables, so that what follows `--` has the last word.
    app.env("SIGNET_ENVIRONMENT", &environment)
        .env("SIGNET_DATA_DIR", folder.join("signet"));
    println!("\nSignet talks to a local Telegram. Sign in with one of these numbers:\n");
    local.introduce()?;
    let mut running = Running::start(app)?;
    loop {
        local.look()?;
        match running.ended()? {
            Some(status) => return process::demand(app, status, None),
            None => thread::sleep(sandbox::PULSE),
        }
    }
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
