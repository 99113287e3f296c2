//! What `signetd` can be told to do.

mod serve;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use signet_service::{
    Error,
    config::{Config, Given},
};

/// The platform service of Signet. Without a command it serves.
///
/// Each setting is a flag, a SIGNETD_… variable or a key of the configuration file, in this
/// order.
#[derive(Parser)]
#[command(name = "signetd", version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// A configuration file (TOML; keys are the flags without dashes in front)
    #[arg(long, env = "SIGNETD_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    given: Given,
}

#[derive(Subcommand)]
enum Command {
    /// Make the data folder, its keys and the database, and end
    Init,
}

pub fn run() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let config = Config::load(arguments.given, arguments.config.as_deref())?;
    match arguments.command {
        None => serve::serve(config),
        Some(Command::Init) => serve::init(config),
    }
}
