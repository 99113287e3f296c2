//! Registering services from the command line, on the machine that holds the data.

use std::{fs, io::Read, path::PathBuf};

use clap::Subcommand;
use serde::Serialize;
use signet_contract::{ids::ServiceId, platform::NewService};
use signet_service::{Error, audit::Deed, platform::Platform, registration};
use signet_trail::{Actor, Text};

#[derive(Subcommand)]
pub enum ServiceCommand {
    /// Register a service and print its API key
    Add {
        /// A file with what POST /services takes, or - for standard input
        file: PathBuf,
    },
    /// Make another API key and print it; with two already, the older one ends
    RotateKey { service: ServiceId },
    /// Print all services
    List,
}

impl ServiceCommand {
    /// Does it and returns what to print.
    pub async fn run(self, platform: &Platform) -> Result<String, Error> {
        match self {
            Self::Add { file } => {
                let new: NewService = serde_json::from_str(&read(file)?)
                    .map_err(|error| Error::Configuration(format!("the service: {error}")))?;
                let deed = deed(new.id);
                print(&registration::register(platform, new, deed).await?)
            }
            Self::RotateKey { service } => {
                print(&registration::rotate_api_key(platform, service, deed(service)).await?)
            }
            Self::List => {
                let mut shown = Vec::new();
                for record in platform.storage.services.services().await? {
                    let keys = platform.storage.services.api_keys(record.id).await?;
                    shown.push(registration::shown(record, &keys)?);
                }
                print(&shown)
            }
        }
    }
}

/// Whoever may run commands on this machine is told apart from operators.
fn deed(service: ServiceId) -> Deed {
    let text = |text: String| text.parse::<Text>().unwrap_or_default();
    Deed {
        actor: Actor::App(text("command-line".to_owned())),
        subject: text(format!("service:{service}")),
        reference: None,
    }
}

fn read(file: PathBuf) -> Result<String, Error> {
    let mut text = String::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(&file)
    };
    read.map_err(|source| Error::File { path: file, source })
}

fn print(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string_pretty(value).map_err(|_| Error::Unwritable("the answer"))
}
