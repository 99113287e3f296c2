//! Makes a service's keys and the card that it signs itself.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

use std::{
    fmt::Display,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::{Parser, ValueEnum};
use secrecy::{ExposeSecret, SecretString};
use signet_contract::{
    ids::ServiceId,
    platform::{NewService, Octets},
};
use signet_seal::{
    Card, CardDraft, Fingerprint, Identity, Role, SealingKey, Signer, SigningKey, Suite,
};
use zeroize::Zeroizing;

/// Make the keys of a service that people let use their Telegram account.
///
/// Writes four files, and never over one that exists:
///
///   identity.key         stays for the life of the service; signs its sealing keys
///   sealing.key          opens envelopes; the service reads it
///   service.signet-card  public: for people without a platform
///   registration.json    public: for a platform, as in `signetd service add registration.json`
///
/// Keep identity.key away from the machines that run the service. With it, --identity and
/// --service make a new sealing key for the same service, in another folder.
#[derive(Parser)]
#[command(verbatim_doc_comment)]
struct Arguments {
    /// What the service calls itself, up to 60 characters
    #[arg(long)]
    name: String,
    /// What it will do, in one sentence of up to 200 characters
    #[arg(long)]
    purpose: String,
    /// Whom to ask about it
    #[arg(long, default_value = "")]
    contact: String,
    /// What it will use, such as messages:read; may be repeated
    #[arg(long = "scope")]
    scopes: Vec<String>,
    /// Where a platform's links may lead back to, by https; may be repeated
    #[arg(long = "redirect")]
    redirects: Vec<String>,
    /// How many days card and sealing key are good for
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u64).range(1..=732))]
    days: u64,
    /// X-Wing, unless the service's library cannot do it
    #[arg(long, value_enum, default_value_t = Encapsulation::Xwing)]
    suite: Encapsulation,
    /// The identity key of a service that has one already
    #[arg(long, requires = "service")]
    identity: Option<PathBuf>,
    /// The id of a service that has one already
    #[arg(long)]
    service: Option<ServiceId>,
    /// Where the files are written
    #[arg(long, default_value = ".")]
    folder: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Encapsulation {
    Xwing,
    X25519,
}

impl From<Encapsulation> for Suite {
    fn from(encapsulation: Encapsulation) -> Self {
        match encapsulation {
            Encapsulation::Xwing => Self::XWing,
            Encapsulation::X25519 => Self::X25519,
        }
    }
}

fn main() -> ExitCode {
    match make(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("keygen: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn make(arguments: &Arguments) -> Result<(), String> {
    let said = |error: signet_seal::Error| error.to_string();
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now
        .map_err(|_| "the clock is before 1970".to_owned())?
        .as_secs();
    let until = now + arguments.days * 24 * 60 * 60;
    let service = arguments.service.unwrap_or_else(ServiceId::now);
    let (identity, is_new) = match &arguments.identity {
        Some(file) => (read_identity(file)?, false),
        None => (SigningKey::<Identity>::random().map_err(said)?, true),
    };
    // Named by its first second: later keys sort later.
    let sealing = SealingKey::random(arguments.suite.into(), &format!("k{now}")).map_err(said)?;
    let draft = CardDraft {
        platform: String::new(),
        service_id: service,
        name: arguments.name.clone(),
        purpose: arguments.purpose.clone(),
        contact: arguments.contact.clone(),
        scopes: arguments.scopes.clone(),
        redirect_uris: Vec::new(),
        identity_key: identity.verifying_key(),
        key: sealing.stated_by(&identity, service, until),
        not_before: now,
        not_after: until,
    };
    let token = draft.sign_by_service(&identity).map_err(said)?;
    let card = Card::read(&token, Signer::Service, now).map_err(said)?;
    let registration = registration(arguments, &draft)?;

    let path = |name: &str| arguments.folder.join(name);
    let mut files = vec![
        (path("sealing.key"), sealing.to_text(), true),
        (
            path("service.signet-card"),
            SecretString::from(token),
            false,
        ),
        (
            path("registration.json"),
            SecretString::from(registration),
            false,
        ),
    ];
    if is_new {
        files.insert(0, (path("identity.key"), identity.to_text(), true));
    }
    // Looked at before anything is written, so that a second run leaves no half.
    if let Some((taken, ..)) = files.iter().find(|(path, ..)| path.exists()) {
        return Err(format!("{} exists; nothing was written", taken.display()));
    }
    for (path, text, secret) in &files {
        // Exposed to be written where only the owner reads.
        write(path, text.expose_secret(), *secret)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{}", path.display());
    }
    println!("service      {service}");
    println!("name         {}", card.name());
    println!("suite        {}", card.suite().name());
    println!("fingerprint  {}", Fingerprint::of(card.identity_key()));
    println!();
    println!("People without a platform compare these six words before they allow anything:");
    println!("show them where nobody but the service can write.");
    Ok(())
}

/// What a platform is told to register the service.
fn registration(arguments: &Arguments, draft: &CardDraft) -> Result<String, String> {
    let wrong = |field: &str, error: &dyn Display| format!("{field}: {error}");
    let scopes = arguments.scopes.iter().map(|scope| scope.parse());
    let json = |error: serde_json::Error| error.to_string();
    let new = NewService {
        id: draft.service_id,
        name: draft
            .name
            .parse()
            .map_err(|error| wrong("--name", &error))?,
        purpose: draft
            .purpose
            .parse()
            .map_err(|error| wrong("--purpose", &error))?,
        scopes: scopes
            .collect::<Result<_, _>>()
            .map_err(|error| wrong("--scope", &error))?,
        redirect_uris: arguments.redirects.clone(),
        contact: draft.contact.clone(),
        identity_key: Octets(*draft.identity_key.as_bytes()),
        sealing_key: serde_json::to_string(&draft.key).map_err(json)?,
        allowed_addresses: Vec::new(),
    };
    serde_json::to_string_pretty(&new).map_err(json)
}

fn read_identity(file: &Path) -> Result<SigningKey<Identity>, String> {
    let failed = |problem: &dyn Display| format!("{}: {problem}", file.display());
    let text = Zeroizing::new(fs::read_to_string(file).map_err(|error| failed(&error))?);
    let text = SecretString::from(text.trim_end());
    SigningKey::from_text(&text).map_err(|error| {
        failed(&format!(
            "{error}; it begins with signet-{}-key:",
            Identity::NAME
        ))
    })
}

/// A new file; a secret one for its owner alone. (Windows has no such mode: there a file inherits
/// who may read its folder.)
fn write(path: &Path, text: &str, secret: bool) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}
