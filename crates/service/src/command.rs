//! What `signetd` can be told to do.

mod operator;
mod serve;
mod service;

use std::{io::Write, path::PathBuf};

use clap::{Parser, Subcommand};
use signet_service::{
    Error, backup,
    clock::Clock,
    config::{Config, Given, OriginChoice},
    folder::Folder,
    http,
    keyring::Keyring,
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
    /// Services that use this platform
    Service {
        #[command(subcommand)]
        command: service::ServiceCommand,
    },
    /// Support staff
    Operator {
        #[command(subcommand)]
        command: operator::OperatorCommand,
    },
    /// Copy the database to a new file, while it is in use or not; the keys are not in it
    Backup { file: PathBuf },
    /// Put a copy in the database's place; what ended since stays ended
    Restore { file: PathBuf },
    /// Change the key that signs cards and receipts; a running signetd must be started again
    RotatePlatformKey,
    /// Print the interface as OpenAPI
    Openapi,
}

pub fn run() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let config = Config::load(arguments.given, arguments.config.as_deref())?;
    match arguments.command {
        None => serve::serve(config),
        Some(Command::Init) => serve::on_data(config, async |_| Ok(())),
        Some(Command::Service { command }) => {
            serve::on_data(config, async |platform| say(&command.run(platform).await?))
        }
        Some(Command::Operator { command }) => {
            serve::on_data(config, async |platform| say(&command.run(platform).await?))
        }
        Some(Command::Backup { file }) => backup::back_up(&config, &file),
        Some(Command::Restore { file }) => {
            match backup::restore(&config, &file, Clock::default().now())? {
                Some(before) => say(&format!("what was there is kept in {}", before.display())),
                None => Ok(()),
            }
        }
        Some(Command::Openapi) => say(http::document()?.trim_end()),
        Some(Command::RotatePlatformKey) => {
            let OriginChoice::Fixed(origin) = &config.origin else {
                let text = "the key is changed for an origin: set it";
                return Err(Error::Configuration(text.to_owned()));
            };
            let folder = Folder::open(&config.data_dir)?;
            Keyring::change_platform_key(&folder, origin.as_str())
        }
    }
}

fn say(text: &str) -> Result<(), Error> {
    writeln!(std::io::stdout(), "{text}").map_err(|_| Error::Unwritable("the answer"))
}
