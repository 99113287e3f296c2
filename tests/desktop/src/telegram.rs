//! A local Telegram behind the window, and the people on it.

mod phone;

use std::{fs, path::PathBuf, time::Duration};

use serde_json::Value;
use signet_sandbox::{Config, NewAccount, Rules, Sandbox};
use signet_telegram::{Environment, Road};
use signet_test_telegram::{Relay, Socks};
use tempfile::TempDir;
use tokio::runtime::{self, Runtime};

pub use phone::Phone;

use crate::{
    Options, Trouble,
    trouble::sure,
    wait::{PATIENCE, wait_for},
};

/// Whoever is not told otherwise lives here; only this centre stands behind the [line](Telegram::line).
const HOME: u8 = 2;

/// How a local Telegram begins.
pub struct Terms {
    pub accounts: Vec<NewAccount>,
    pub rules: Rules,
    /// Where clients are told to begin.
    pub home_dc: u8,
    /// How long the app waits for an answer.
    pub patience: Duration,
    /// A secret of the build that a test wants to find again.
    pub api_hash: Option<String>,
    /// Whether the keys of those who are signed in can be [read](Telegram::keys).
    pub tells_keys: bool,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            accounts: vec![ada()],
            rules: Rules {
                // A window that is looked at takes its time, and tests sign in often.
                codes_per_day: 1000,
                ..Rules::default()
            },
            home_dc: HOME,
            patience: Duration::from_secs(10),
            api_hash: None,
            tells_keys: false,
        }
    }
}

/// Somebody to sign in as.
pub const NUMBER: &str = "9996620001";

/// Their code; the sandbox always sends the same.
pub const CODE: &str = "22222";

/// The password of those who have one.
pub const PASSWORD: &str = signet_test_telegram::PASSWORD;

/// Whose number that is.
pub fn ada() -> NewAccount {
    NewAccount {
        phone: NUMBER.to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Marlow".to_owned(),
        username: Some("adamarlow".to_owned()),
        portrait: Some(signet_sandbox::Portrait::Dawn),
        ..NewAccount::default()
    }
}

/// The same person, careful.
pub fn ada_with_password() -> NewAccount {
    NewAccount {
        password: Some(PASSWORD.to_owned()),
        hint: Some("as always".to_owned()),
        ..ada()
    }
}

/// Ends, with everybody on it, when dropped.
pub struct Telegram {
    // In this order: connections end before what they lead to.
    line: Relay,
    sandbox: Sandbox,
    runtime: Runtime,
    folder: TempDir,
}

impl Telegram {
    #[track_caller]
    pub fn start(terms: Terms) -> Self {
        sure(Self::begin(terms))
    }

    /// With these people and nothing unusual.
    #[track_caller]
    pub fn of(accounts: Vec<NewAccount>) -> Self {
        Self::start(Terms {
            accounts,
            ..Terms::default()
        })
    }

    fn begin(terms: Terms) -> Result<Self, Trouble> {
        let usual = Config::default();
        let folder = tempfile::tempdir().map_err(Trouble::io("making a folder for Telegram"))?;
        let sandbox = Sandbox::start(Config {
            accounts: terms.accounts,
            rules: terms.rules,
            home_dc: terms.home_dc,
            api_hash: terms.api_hash.unwrap_or(usual.api_hash),
            state: terms.tells_keys.then(|| folder.path().join(STATE)),
            ..Config::default()
        })
        .map_err(|error| Trouble::Telegram(error.to_string()))?;
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(Trouble::io("making a runtime for phones"))?;
        let line = runtime
            .block_on(Relay::before(&sandbox, HOME))
            .map_err(Trouble::io("listening before the sandbox"))?;
        let patience = terms.patience.as_millis();
        let environment = line.environment(&sandbox);
        let environment = format!("{environment}rpc_timeout_ms = {patience}\n");
        fs::write(folder.path().join(FILE), environment)
            .map_err(Trouble::io("writing the environment"))?;
        Ok(Self {
            line,
            sandbox,
            runtime,
            folder,
        })
    }

    /// A desktop whose Signet talks to this Telegram.
    pub fn desktop(&self) -> Options {
        let file = self.environment_file().to_string_lossy().into_owned();
        Options {
            arguments: vec!["--environment".into(), file],
            ..Options::default()
        }
    }

    /// What `--environment` names.
    pub fn environment_file(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }

    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// The only way to the home centre, to be cut and shut.
    pub fn line(&self) -> &Relay {
        &self.line
    }

    /// A proxy to come through.
    #[track_caller]
    pub fn proxy(&self, password: Option<&'static str>) -> Socks {
        let started = self.runtime.block_on(Socks::start(password));
        sure(started.map_err(Trouble::io("starting a proxy")))
    }

    /// The latest code that was sent to this number.
    #[track_caller]
    pub fn code(&self, number: &str) -> String {
        self.arrived("a code", || self.sandbox.last_code(number))
    }

    /// The latest that was sent to an e-mail address of this person.
    #[track_caller]
    pub fn email_code(&self, number: &str) -> String {
        self.arrived("an e-mail code", || self.sandbox.last_email_code(number))
    }

    #[track_caller]
    fn arrived(
        &self,
        what: &str,
        look: impl Fn() -> Result<Option<String>, signet_sandbox::SandboxError>,
    ) -> String {
        let what = format!("{what} to arrive");
        sure(wait_for(&what, PATIENCE, || {
            look().map_err(|error| Trouble::Telegram(error.to_string()))
        }))
    }

    /// Who is signed in to this account, the oldest first.
    #[track_caller]
    pub fn devices(&self, number: &str) -> Vec<String> {
        let devices = self.sandbox.devices(number);
        sure(devices.map_err(|error| Trouble::Telegram(error.to_string())))
    }

    /// The keys of all clients, as the server keeps them.
    #[track_caller]
    pub fn keys(&self) -> Vec<Vec<u8>> {
        let path = self.folder.path().join(STATE);
        let text = fs::read_to_string(&path).map_err(Trouble::io("reading the keys"));
        let state: Value = serde_json::from_str(&sure(text)).unwrap_or_default();
        let keys = state["keys"].as_array().into_iter().flatten();
        keys.filter_map(|key| bytes(key["secret"].as_str()?))
            .collect()
    }

    /// How often clients asked this.
    pub fn asked(&self, method: &str) -> u64 {
        let asked = self.sandbox.asked();
        asked.get(method).copied().unwrap_or_default()
    }

    /// Waits for something here.
    #[track_caller]
    pub fn eventually(&self, what: &str, happens: impl Fn(&Self) -> bool) {
        sure(wait_for(what, PATIENCE, || Ok(happens(self).then_some(()))));
    }

    /// Nobody did what Telegram would not have allowed, and no key was used from two places.
    #[track_caller]
    pub fn assert_unbroken(&self) {
        assert_eq!(self.sandbox.violations(), []);
        assert_eq!(self.sandbox.duplicated(), 0);
    }

    /// The way that does not lead over the line.
    fn road(&self) -> Result<Road, Trouble> {
        let environment = Environment::custom(self.sandbox.environment())
            .map_err(|error| Trouble::Telegram(error.to_string()))?;
        Ok(Road::new(environment.into(), None))
    }
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let pairs = (0..hexadecimal.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(hexadecimal.get(at..at + 2)?, 16).ok())
        .collect()
}

const FILE: &str = "telegram.toml";
const STATE: &str = "telegram.json";
