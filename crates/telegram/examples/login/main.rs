//! A sign-in in the terminal, a second sign-in made from it, and both at work.
//!
//! ```text
//! cargo run -p signet-telegram --example login -- --environment FILE
//! ```
//!
//! `signet-sandbox --print-environment` writes such a file. Answers are asked for one a line, so
//! they can come through a pipe; in a terminal the password is not shown. Everything is held in
//! memory and nothing is written to disk.

#![expect(clippy::print_stdout, reason = "it talks to a person")]
#![expect(clippy::print_stderr, reason = "it talks to a person")]

mod answers;
mod pages;
mod sign_in;
mod store;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

use clap::{Parser, ValueEnum};
use secrecy::{ExposeSecret, SecretString};
use signet_session::Format;
use signet_telegram::devices::{home_introduction, minted_introduction};
use signet_telegram::mint::{Minted, Minter, Minting, Refused};
use signet_telegram::{Client, Environment, Error, Road};

use crate::answers::Answers;
use crate::sign_in::Stopped;

/// Signs in to Telegram, makes a second sign-in from the first, and shows that both work.
///
/// Asks for what it needs, one answer a line: phone number, code, and the password if there is
/// one (once for each sign-in). Instead of a code, /resend asks for another way, /new for a new
/// code, /phone for another number, /qr for a QR code; instead of a password, /forgot sends a code
/// to the recovery e-mail.
///
/// Exit codes: 0 all done, 1 it did not work, 2 wrong arguments, 3 the answers ended too early.
#[derive(Parser)]
#[command(name = "login")]
struct Arguments {
    /// The environment file that says which Telegram is meant.
    #[arg(long, value_name = "FILE")]
    environment: PathBuf,
    /// Sign in by a QR code, drawn here.
    #[arg(long)]
    qr: bool,
    /// In the end, end both sign-ins. Without it they stay in the device list.
    #[arg(long)]
    logout: bool,
    /// Print the second session for this client library. Refused for the real Telegram. Whoever
    /// has it has the account.
    #[arg(long, value_name = "LIBRARY", conflicts_with = "logout")]
    export: Option<Library>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Library {
    Telethon,
    Gramjs,
    Pyrogram,
    Mtcute,
}

impl From<Library> for Format {
    fn from(library: Library) -> Self {
        match library {
            Library::Telethon => Self::Telethon,
            Library::Gramjs => Self::GramJs,
            Library::Pyrogram => Self::Pyrogram,
            Library::Mtcute => Self::Mtcute,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => {
            eprintln!("login: {stopped}");
            match stopped {
                Stopped::NoAnswer => ExitCode::from(3),
                Stopped::Why(_) | Stopped::Telegram(_) | Stopped::Session(_) => ExitCode::FAILURE,
            }
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Stopped> {
    let environment = Environment::load(&arguments.environment)?;
    if arguments.export.is_some() && is_real(&environment) {
        let why = "sessions of the real Telegram are not exported";
        return Err(Stopped::Why(why.to_owned()));
    }
    println!("This is the Telegram named {:?}.", environment.name());
    let road = Road::new(Arc::new(environment), None);
    let mut answers = Answers::new();
    let session = sign_in::sign_in(&road, here()?, arguments.qr, &mut answers).await?;
    let home = Arc::new(Client::from_session(&road, session).await?);
    pages::account(&home.account().await?);
    pages::devices("Signed in are:", &home.devices().await?);

    let minted = mint(&home, &mut answers).await?;
    if let Some(library) = arguments.export {
        let string = minted.session.write(library.into());
        println!("\nThe second session, to be used by one client at a time:");
        // Exposed to be printed: that is what was asked for.
        println!("{}", string.map_err(Stopped::Session)?.expose_secret());
        return Ok(());
    }
    let second = Client::from_session(&road, minted.session).await?;
    second.check().await?;
    home.check().await?;
    println!("\nBoth sign-ins work.");
    pages::devices("Signed in are:", &home.devices().await?);
    if arguments.logout {
        second.log_out().await?;
        pages::devices("Without the second:", &home.devices().await?);
        home.log_out().await?;
        println!("\nBoth are signed out.");
    } else {
        println!("\nBoth stay signed in. End them in Telegram, under Settings > Devices.");
    }
    Ok(())
}

fn here() -> Result<signet_session::Introduction, Error> {
    home_introduction("Signet example", std::env::consts::OS, VERSION, "en")
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A sign-in of its own, let in by the first.
async fn mint(home: &Arc<Client>, answers: &mut Answers) -> Result<Minted, Stopped> {
    println!("\nMaking a second sign-in from the first.");
    let minter = Minter {
        home: Arc::clone(home),
        journal: Arc::new(store::Forgetful),
        introduction: minted_introduction("Example", std::env::consts::OS, VERSION, "en")?,
    };
    let mut waiting = match minter.by_token(SystemTime::now()).await? {
        Minting::Done(minted) => return Ok(minted),
        Minting::PasswordNeeded(waiting) => waiting,
    };
    println!("It needs the password too; the first one kept nothing.");
    loop {
        let Some(password) = answers.secret("Password").await else {
            waiting.cancel(SystemTime::now()).await?;
            return Err(Stopped::NoAnswer);
        };
        match waiting.submit(&password, SystemTime::now()).await {
            Ok(minted) => return Ok(minted),
            Err(Refused { error, again }) => {
                println!("{error}");
                waiting = *again.ok_or(error)?;
            }
        }
    }
}

/// By its name, or by its keys: a file can describe the real one too.
fn is_real(environment: &Environment) -> bool {
    let real = Environment::production();
    let known = |key: &signet_telegram::environment::ServerKey| real.key(key.fingerprint());
    environment.is_production() || environment.keys().iter().any(|key| known(key).is_some())
}

impl Answers {
    /// A line that is not a secret longer than it must be.
    async fn line(&mut self, question: &str) -> Option<SecretString> {
        self.ask(question, false).await
    }

    async fn secret(&mut self, question: &str) -> Option<SecretString> {
        self.ask(question, true).await
    }
}
