//! Opens one envelope, as a service would.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

use std::{
    fmt::Display,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::{Parser, ValueEnum};
use secrecy::{ExposeSecret, SecretString};
use signet_contract::ids::{GrantId, ServiceId};
use signet_seal::{Device, Expected, Opened, SealingKey, VerifyingKey};
use signet_session::Format;
use zeroize::Zeroizing;

/// Open an envelope (a file ending .signet, or the JSON that a platform stores).
///
/// You say what you expect; nothing is taken from the envelope itself. If it does not open, there
/// is one message, whatever was wrong: the key, what you expect, the time, or the envelope.
///
/// Without --format it shows what is inside, but not the key. With it, it prints the session
/// string of that client and nothing else. Whoever has that string is signed in: pipe it to where
/// it is kept, and use it from one place at a time, or Telegram ends the session.
#[derive(Parser)]
#[command(verbatim_doc_comment)]
struct Arguments {
    /// The sealing key: a file made by keygen, readable by its owner alone
    #[arg(long)]
    key: PathBuf,
    /// The id of the service, as its card says
    #[arg(long)]
    service: ServiceId,
    /// Whose session it is, as the platform calls them; left out without a platform
    #[arg(long, default_value = "", requires = "platform")]
    user: String,
    /// The grant it was sealed for
    #[arg(long)]
    grant: GrantId,
    /// The platform's origin, such as https://atlas.example; left out without a platform
    #[arg(long, default_value = "", requires = "user")]
    platform: String,
    /// Which Telegram the session is for
    #[arg(long, default_value = "production")]
    environment: String,
    /// The device that sealed it, if you know its public key
    #[arg(long)]
    device: Option<VerifyingKey<Device>>,
    /// Print the session string of this client
    #[arg(long, value_enum)]
    format: Option<Client>,
    /// The envelope; - reads it from standard input
    envelope: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Client {
    Telethon,
    Gramjs,
    Pyrogram,
    Mtcute,
}

impl From<Client> for Format {
    fn from(client: Client) -> Self {
        match client {
            Client::Telethon => Self::Telethon,
            Client::Gramjs => Self::GramJs,
            Client::Pyrogram => Self::Pyrogram,
            Client::Mtcute => Self::Mtcute,
        }
    }
}

/// More than a key or an envelope takes.
const LARGEST: u64 = 64 * 1024;

fn main() -> ExitCode {
    match open(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("open: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn open(arguments: &Arguments) -> Result<(), String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let expected = Expected {
        environment: &arguments.environment,
        platform: &arguments.platform,
        service: arguments.service,
        user: &arguments.user,
        grant: arguments.grant,
        device: arguments.device,
        now: now
            .map_err(|_| "the clock is before 1970".to_owned())?
            .as_secs(),
    };
    let key = read_key(&arguments.key)?;
    let envelope = if arguments.envelope == Path::new("-") {
        read(io::stdin(), Path::new("standard input"))?
    } else {
        read(file(&arguments.envelope)?, &arguments.envelope)?
    };
    let opened = key
        .open(&envelope, &expected)
        .map_err(|error| error.to_string())?;
    match arguments.format {
        Some(client) => {
            let string = opened.session.write(client.into());
            // Exposed because it was asked for.
            println!(
                "{}",
                string.map_err(|error| error.to_string())?.expose_secret()
            );
        }
        None => show(&opened),
    }
    Ok(())
}

fn show(Opened { session, context }: &Opened) {
    let introduction = session.introduction();
    println!("data centre  {} at {}", session.dc_id(), session.address());
    println!("user         {}", session.user_id());
    println!("api_id       {}", session.api_id());
    println!("device       {}", introduction.device_model());
    println!("system       {}", introduction.system_version());
    println!("app          {}", introduction.app_version());
    println!("language     {}", introduction.language());
    println!("allowed      {}", context.scopes.join(" "));
    println!("sealed by    {}", context.device);
    println!("good until   {} (seconds since 1970)", context.expires_at);
}

fn read_key(path: &Path) -> Result<SealingKey, String> {
    let failed = |problem: &dyn Display| format!("{}: {problem}", path.display());
    let file = file(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file
            .metadata()
            .map_err(|error| failed(&error))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(failed(
                &"others can read this key; chmod 600 it, or make another",
            ));
        }
    }
    let bytes = read(file, path)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| failed(&error))?;
    let text = SecretString::from(text.trim_end());
    SealingKey::from_text(&text)
        .map_err(|error| failed(&format!("{error}; it begins with signet-sealing-key:")))
}

fn file(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// At most [`LARGEST`] bytes, in a buffer that never grows and is wiped.
fn read(from: impl Read, path: &Path) -> Result<Zeroizing<Vec<u8>>, String> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST as usize + 1));
    from.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!(
            "{}: larger than any key or envelope",
            path.display()
        ));
    }
    Ok(bytes)
}
