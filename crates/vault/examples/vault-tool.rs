//! Looks after a vault from a terminal: whether it is whole, what its trail says, a backup of
//! it, and its recovery kit when the keychain lost the key. Prints no secret and takes none as
//! an argument, where other processes could read it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

use std::{
    fs,
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use clap::{Parser, Subcommand, ValueEnum};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use signet_trail::{Actor, Entry, Error as TrailError, Outcome};
use signet_vault::{
    Error, Filter, Folder, HeadKeeper, Header, Keeper, MasterKey, NoHeadOutside, Options,
    RecoveryKey, Store, TrailAtStart,
    keychain::{Entry as KeychainEntry, Keychain, KeychainError, KeychainHeads, NativeKeychain},
    memory,
    opening::{Opener, Restored},
};
use zeroize::Zeroizing;

/// Looks after a vault of Signet. Close Signet first: only one program can have it open.
#[derive(Parser)]
#[command(
    name = "vault-tool",
    version,
    after_help = "Exit codes: 0 all is well; 1 the vault is not whole; 2 wrong usage; 3 it could not be done."
)]
struct Arguments {
    /// The vault's folder: `vault` in the data folder that Signet shows under Settings, About
    #[arg(long, value_name = "FOLDER")]
    vault: PathBuf,

    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Reads everything and says whether it is whole: file, rows, trail and its head
    Check,
    /// Prints what was done; names and numbers are masked in it
    Trail {
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Opens the vault with a recovery kit, whose words are read from standard input, and gives
    /// its key back to the keychain
    Restore,
    /// Copies the vault, as encrypted as it is, into a file that must not exist. Sign-ins for
    /// services stay out: they must not outlive what allowed them
    Backup {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line each
    Text,
    /// One JSON object a line
    Json,
}

/// Why it ended otherwise than well.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("the vault is not whole")]
    NotWhole,
    #[error(transparent)]
    Vault(#[from] Error),
    #[error("{0}")]
    Undone(String),
}

impl From<KeychainError> for Trouble {
    fn from(error: KeychainError) -> Self {
        Error::from(error).into()
    }
}

fn main() -> ExitCode {
    let Arguments { vault, task } = Arguments::parse();
    match done(&vault, task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("vault-tool: {trouble}");
            ExitCode::from(match trouble {
                Trouble::NotWhole | Trouble::Vault(Error::Damaged { .. } | Error::KitAltered) => 1,
                Trouble::Vault(_) | Trouble::Undone(_) => 3,
            })
        }
    }
}

/// A master key will be in memory: nothing is begun where that cannot be closed.
fn done(vault: &Path, task: Task) -> Result<(), Trouble> {
    memory::close().map_err(Error::from)?;
    match task {
        Task::Check => check(vault),
        Task::Trail { format } => trail(vault, format),
        Task::Restore => restore(vault),
        Task::Backup { file } => backup(vault, &file),
    }
}

fn check(path: &Path) -> Result<(), Trouble> {
    let looked = Looked::at(path)?;
    let unreadable = wait(looked.store.examine())??;
    for row in &unreadable {
        println!("rows: {} {} does not open", row.table, row.row);
    }
    println!("file: whole");
    println!("rows: {} unreadable", unreadable.len());
    let verified = wait(looked.store.activity().verify())?;
    let whole = match verified {
        Ok(verified) => {
            println!("trail: whole, {} lines", verified.lines);
            true
        }
        Err(Error::Trail(TrailError::Broken(faults))) => {
            for fault in &faults {
                println!("trail: {fault}");
            }
            false
        }
        Err(error) => return Err(error.into()),
    };
    let head = match looked.store.trail_at_start() {
        TrailAtStart::Fits => {
            println!("head: fits");
            true
        }
        TrailAtStart::NoHead => {
            println!("head: none outside: lines cut off the end would not show");
            true
        }
        TrailAtStart::Behind(fault) => {
            println!("head: does not fit: {fault}");
            false
        }
    };
    let well = unreadable.is_empty() && whole && head;
    well.then_some(()).ok_or(Trouble::NotWhole)
}

fn trail(path: &Path, format: Format) -> Result<(), Trouble> {
    let looked = Looked::at(path)?;
    let activity = looked.store.activity();
    let mut before = None;
    loop {
        let page = wait(activity.page(before, 200, Filter::default()))??;
        for entry in &page.entries {
            match format {
                Format::Text => println!("{}", line(entry)),
                Format::Json => println!("{}", object(entry)),
            }
        }
        for sequence in page.unreadable {
            eprintln!("vault-tool: line {sequence} cannot be read");
        }
        before = page.next;
        if before.is_none() {
            return Ok(());
        }
    }
}

fn restore(path: &Path) -> Result<(), Trouble> {
    let header = header(&Folder::claim(existing(path)?, Options::default())?)?;
    let mut words = Zeroizing::new(String::new());
    let read = io::stdin().take(4096).read_to_string(&mut words);
    read.map_err(|_| Trouble::Undone("standard input is no text".into()))?;
    let kit = RecoveryKey::parse(&words.as_str().into()).map_err(Error::from)?;
    let keychain = Arc::new(NativeKeychain::new());
    let opener = Opener::new(path, &header.environment, Options::default(), keychain);
    match wait(opener.restore(kit, SystemTime::now().into()))?? {
        Restored::Kept(opened) => {
            wait(opened.store.close())?;
            println!("the key is in the keychain again");
            Ok(())
        }
        Restored::Unkept(opened, error) => {
            wait(opened.store.close())?;
            Err(Trouble::Undone(format!(
                "the kit fits, but {error}; open Signet and use the kit there to set a passphrase"
            )))
        }
    }
}

fn backup(path: &Path, file: &Path) -> Result<(), Trouble> {
    let folder = Folder::claim(existing(path)?, Options::default())?;
    header(&folder)?;
    if file.exists() {
        return Err(Trouble::Undone(format!(
            "{} is there already",
            file.display()
        )));
    }
    Store::back_up(&folder, file)?;
    println!("{}", file.display());
    Ok(())
}

/// A vault that is only looked at: a copy of its files is opened, so that nothing that opening
/// does can touch the vault itself.
struct Looked {
    store: Store,
    // In this order: the copy goes last.
    _copy: tempfile::TempDir,
}

impl Looked {
    fn at(path: &Path) -> Result<Self, Trouble> {
        let folder = Folder::claim(existing(path)?, Options::default())?;
        let header = header(&folder)?;
        let key = key(&header)?;
        let copy = tempfile::tempdir().map_err(Error::from)?;
        for name in ["vault.db", "vault.db-wal"] {
            match fs::copy(folder.path().join(name), copy.path().join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::from(error).into());
                }
                _ => {}
            }
        }
        let head = match header.keeper() {
            Keeper::Keychain => {
                KeychainHeads::new(Arc::new(NativeKeychain::new()), header.vault).kept()?
            }
            Keeper::Passphrase => None,
        };
        let heads = Arc::new(Seen(head));
        let store = Store::open(&Folder::claim(copy.path(), Options::default())?, key, heads)?;
        Ok(Self { store, _copy: copy })
    }
}

/// A head that was looked at, and is not replaced.
struct Seen(Option<signet_trail::Head>);

impl HeadKeeper for Seen {
    fn kept(&self) -> Result<Option<signet_trail::Head>, Error> {
        Ok(self.0)
    }

    fn keep(&self, head: &signet_trail::Head) -> Result<(), Error> {
        NoHeadOutside.keep(head)
    }
}

fn existing(path: &Path) -> Result<&Path, Trouble> {
    if path.join("vault.db").is_file() {
        Ok(path)
    } else {
        Err(Error::NoVault.into())
    }
}

fn header(folder: &Folder) -> Result<Header, Trouble> {
    Ok(Store::inspect(folder)?.ok_or(Error::NoVault)?)
}

/// From the keychain, or made of the passphrase on the first line of standard input.
fn key(header: &Header) -> Result<MasterKey, Trouble> {
    if header.keeper() == Keeper::Passphrase {
        eprintln!("vault-tool: the passphrase is read from standard input");
        let mut line = Zeroizing::new(String::new());
        io::stdin()
            .lock()
            .take(4096)
            .read_line(&mut line)
            .map_err(|_| Trouble::Undone("standard input is no text".into()))?;
        let passphrase = SecretString::from(line.trim_end_matches(['\r', '\n']));
        return Ok(header.unlock(&passphrase)?);
    }
    let kept = NativeKeychain::new().read(&KeychainEntry::key(header.vault))?;
    // Exposed to be copied to where it stays.
    let bytes: &[u8; 32] = kept
        .expose_secret()
        .try_into()
        .map_err(|_| KeychainError::Unreadable)?;
    let mut key = Box::new([0; 32]);
    key.copy_from_slice(bytes);
    Ok(MasterKey::new(SecretBox::new(key)))
}

fn line(entry: &Entry) -> String {
    let circumstance = &entry.event.circumstance;
    format!(
        "{} {} {} {} {} {} {}",
        entry.sequence,
        circumstance.at.unix_millis(),
        actor(&circumstance.actor),
        entry.event.action,
        outcome(entry.event.outcome),
        or_dash(circumstance.subject.as_str()),
        or_dash(circumstance.reference.as_str()),
    )
}

fn object(entry: &Entry) -> serde_json::Value {
    let circumstance = &entry.event.circumstance;
    serde_json::json!({
        "sequence": entry.sequence,
        "at": circumstance.at.unix_millis(),
        "actor": actor(&circumstance.actor),
        "action": entry.event.action.as_str(),
        "outcome": outcome(entry.event.outcome),
        "subject": circumstance.subject.as_str(),
        "reference": circumstance.reference.as_str(),
    })
}

fn actor(actor: &Actor) -> String {
    let (kind, id) = match actor {
        Actor::Person(id) => ("person", id),
        Actor::App(id) => ("app", id),
        Actor::Operator(id) => ("operator", id),
        Actor::Service(id) => ("service", id),
    };
    if id.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}:{id}")
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Begun => "begun",
        Outcome::Done => "done",
        Outcome::Refused => "refused",
        Outcome::Failed => "failed",
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

fn wait<T>(work: impl Future<Output = T>) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| Trouble::Undone(error.to_string()))?;
    Ok(runtime.block_on(work))
}
