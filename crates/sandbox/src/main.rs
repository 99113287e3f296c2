//! `signet-sandbox`: a local Telegram as a program of its own.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;
use signet_sandbox::{Config, NewAccount, Portrait, Sandbox, SandboxError};

/// A local Telegram for development, tests and the demo.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where the first DC listens; the others follow on the next ports. Port 0 takes free ones.
    #[arg(long, default_value = "127.0.0.1:4430")]
    listen: SocketAddr,
    /// Where control is served over HTTP.
    #[arg(long, default_value = "127.0.0.1:0")]
    control: SocketAddr,
    /// A file that keeps accounts and sign-ins over a restart; made when it is missing.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Print the environment file for clients after the ready line.
    #[arg(long)]
    print_environment: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let sandbox = match start(&arguments) {
        Ok(sandbox) => sandbox,
        Err(error) => return fail(&error),
    };
    if let Err(error) = announce(&sandbox, arguments.print_environment) {
        return fail(&error);
    }
    // Serving goes on in the sandbox's own threads until the process is ended.
    loop {
        std::thread::park();
    }
}

fn start(arguments: &Arguments) -> Result<Sandbox, SandboxError> {
    Sandbox::start(Config {
        listen: arguments.listen,
        control: Some(arguments.control),
        accounts: lively(),
        state: arguments.state.clone(),
        ..Config::default()
    })
}

/// Somebody to sign in as at once; the second has a password, the third lives on another DC.
fn lively() -> Vec<NewAccount> {
    let person = |phone: &str, first_name: &str, last_name: &str| NewAccount {
        phone: phone.to_owned(),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        lively: true,
        ..NewAccount::default()
    };
    vec![
        NewAccount {
            portrait: Some(Portrait::Dawn),
            ..person("9996620001", "Ada", "Marlow")
        },
        NewAccount {
            portrait: Some(Portrait::Lake),
            password: Some("correct horse".to_owned()),
            hint: Some("a battery staple".to_owned()),
            ..person("9996620002", "Bruno", "Keller")
        },
        person("9996610003", "Chioma", "Adeyemi"),
    ]
}

fn announce(sandbox: &Sandbox, environment: bool) -> std::io::Result<()> {
    let dcs = sandbox.dcs().into_iter();
    let dcs: Vec<_> = dcs
        .map(|(id, address)| json!({ "id": id, "address": address }))
        .collect();
    let control = sandbox.control();
    let control =
        control.map(|c| json!({ "address": c.address, "token": c.token, "page": c.page() }));
    let phones: Vec<_> = lively().into_iter().map(|account| account.phone).collect();
    let ready = json!({
        "ready": true,
        "dcs": dcs,
        "control": control,
        "phones": phones,
        "environment": sandbox.environment(),
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{ready}")?;
    if environment {
        write!(out, "{}", sandbox.environment())?;
    }
    out.flush()
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    // Nobody can be told when this fails too.
    let _ = writeln!(std::io::stderr(), "signet-sandbox: {error}");
    ExitCode::FAILURE
}
