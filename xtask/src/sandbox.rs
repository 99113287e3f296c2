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

/// Between two looks for new codes.
pub const PULSE: Duration = Duration::from_millis(500);

/// Runs until it is interrupted.
pub fn sandbox(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let alone = workspace.alone()?;
    run::build(workspace, &["signet-sandbox"])?;
    drop(alone);
    let mut local = Local::start(workspace, &options.arguments)?;
    println!("\nA local Telegram, ended by Ctrl-C. Sign in with one of these numbers:\n");
    local.introduce()?;
    loop {
        local.look()?;
        thread::sleep(PULSE);
    }
}

/// A local Telegram that ends when this is dropped.
pub struct Local {
    program: Running,
    control: Control,
    environment: String,
    codes: Codes,
}

impl Local {
    /// Starts what was built, and waits until it is ready.
    pub fn start(workspace: &Workspace, arguments: &[String]) -> Result<Self, Error> {
        let mut command = Command::new(workspace.program("debug", "signet-sandbox"));
        command.args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut program = Running::start(&mut command)?;
        let ready = ready(&mut program)?;
        let said = |ready: &Value| Error::Unmet(format!("the sandbox's ready line says {ready}"));
        let control = Control::of(&ready).ok_or_else(|| said(&ready))?;
        let environment = ready["environment"].as_str().ok_or_else(|| said(&ready))?;
        Ok(Self {
            environment: environment.to_owned(),
            program,
            control,
            codes: Codes::default(),
        })
    }

    /// With which clients find it.
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// Prints the numbers to sign in with, and where codes come.
    pub fn introduce(&self) -> Result<(), Error> {
        introduce(&accounts(&self.control)?, &self.control);
        Ok(())
    }

    /// Prints the codes that have come since the last look.
    pub fn look(&mut self) -> Result<(), Error> {
        if let Some(status) = self.program.ended()? {
            return Err(Error::Unmet(format!(
                "the sandbox ended by itself ({status})"
            )));
        }
        for line in self.codes.new_in(&accounts(&self.control)?) {
            println!("{line}");
        }
        Ok(())
    }
}

/// Waits for the first line, which is JSON; what else the sandbox was asked to print passes through.
fn ready(program: &mut Running) -> Result<Value, Error> {
    let mut line = String::new();
    if let Some(stdout) = program.stdout() {
        let mut stdout = BufReader::new(stdout);
        stdout
            .read_line(&mut line)
            .doing(|| "waiting for the sandbox".into())?;
        thread::spawn(move || io::copy(&mut stdout, &mut io::stdout()));
    }
    serde_json::from_str(&line).map_err(|_| match line.trim() {
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
