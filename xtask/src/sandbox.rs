//! `sandbox`: a local Telegram to sign in to by hand.

mod codes;
mod control;

use std::{
    io::{self, BufRead, BufReader},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use codes::Codes;
use control::Control;
use serde_json::Value;

use crate::{
    error::{Doing, Error},
    process::Running,
    run,
    workspace::Workspace,
};

#[derive(clap::Args)]
pub struct Options {
    /// What follows `--` goes to the sandbox
    #[arg(last = true)]
    arguments: Vec<String>,
}

const PULSE: Duration = Duration::from_millis(500);

/// Runs until it is interrupted.
pub fn sandbox(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let alone = workspace.alone()?;
    run::build(workspace, &["signet-sandbox"])?;
    drop(alone);
    let mut command = Command::new(workspace.program("debug", "signet-sandbox"));
    command.args(&options.arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut program = Running::start(&mut command)?;
    let control = ready(&mut program)?;
    introduce(&accounts(&control)?, &control);
    let mut codes = Codes::default();
    loop {
        if let Some(status) = program.ended()? {
            return Err(Error::Unmet(format!(
                "the sandbox ended by itself ({status})"
            )));
        }
        for line in codes.new_in(&accounts(&control)?) {
            println!("{line}");
        }
        thread::sleep(PULSE);
    }
}

/// Waits for the first line, which is JSON; what else the sandbox was asked to print passes through.
fn ready(program: &mut Running) -> Result<Control, Error> {
    let mut line = String::new();
    if let Some(stdout) = program.stdout() {
        let mut stdout = BufReader::new(stdout);
        stdout
            .read_line(&mut line)
            .doing(|| "waiting for the sandbox".into())?;
        thread::spawn(move || io::copy(&mut stdout, &mut io::stdout()));
    }
    let ready: Value = serde_json::from_str(&line).unwrap_or_default();
    Control::of(&ready).ok_or_else(|| match line.trim() {
        "" => Error::Unmet("the sandbox did not start".into()),
        other => Error::Unmet(format!("the sandbox's ready line is not one: {other}")),
    })
}

fn accounts(control: &Control) -> Result<Value, Error> {
    control
        .accounts()
        .doing(|| "asking the sandbox for its codes".into())
}

fn introduce(accounts: &Value, control: &Control) {
    println!("\nA local Telegram, ended by Ctrl-C. Sign in with one of these numbers:\n");
    for account in accounts.as_array().into_iter().flatten() {
        let text = |key: &str| account[key].as_str().unwrap_or_default();
        let password = match account["hasPassword"].as_bool() {
            Some(true) => ", with a password",
            Some(false) | None => "",
        };
        println!("    +{}  {}{password}", text("phone"), text("name"));
    }
    println!(
        "\nEach number's codes come here, the same one only once, and to {}\n",
        control.page()
    );
}
