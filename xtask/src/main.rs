//! Everything that is done to the project, one command each: `cargo xtask <command>`.
//!
//! Invariants: it builds on a machine with nothing but Rust; whatever it installs or removes it
//! names first; a failure ends with one line that says what to do; an interrupt ends every program
//! it started.
//!
//! It does not know how to publish or to sign a release.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

mod bench;
mod bundle;
mod doctor;
mod error;
mod generate;
mod group;
mod process;
mod run;
mod sandbox;
mod surroundings;
mod system;
mod test;
mod ui;
mod verdict;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use error::Error;
use workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Everything that is done to the project",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build the app and open it
    Run(run::Options),
    /// Run a local Telegram to sign in to by hand
    Sandbox(sandbox::Options),
    /// Everything that a change must pass
    Test(test::Options),
    /// Measure against the budgets
    Bench,
    /// Build the Debian package and weigh it
    Bundle(bundle::Options),
    /// Build ui/dist, which the app embeds
    Ui(ui::Options),
    /// Write the files that are made from the Rust types
    Generate(generate::Options),
    /// What is installed, what is missing, and how to get it
    Doctor,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match obey(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            process::wait_if_interrupted();
            if let Error::Ended {
                output: Some(output),
                ..
            } = &error
            {
                eprint!("{output}");
            }
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<(), Error> {
    process::end_everything_on_interrupt()?;
    let workspace = Workspace::find()?;
    match command {
        Command::Run(options) => run::run(&workspace, &options),
        Command::Sandbox(options) => sandbox::sandbox(&workspace, &options),
        Command::Test(options) => test::test(&workspace, &options),
        Command::Bench => bench::bench(&workspace),
        Command::Bundle(options) => bundle::bundle(&workspace, &options),
        Command::Ui(options) => ui::ui(&workspace, &options),
        Command::Generate(options) => generate::generate(&workspace, &options),
        Command::Doctor => doctor::doctor(&workspace),
    }
}
