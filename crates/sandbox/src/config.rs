//! What a sandbox is started with.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::clock::Clock;
use crate::random;
use crate::world::accounts::NewAccount;

/// [`Config::default`] is a whole Telegram on free ports without accounts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the first DC listens; the others follow on the next ports, or each on a free one when
    /// the port is 0.
    pub listen: SocketAddr,
    pub dcs: Vec<u8>,
    /// Named in the environment as the DC to begin with.
    pub home_dc: u8,
    pub api_id: i32,
    pub api_hash: String,
    /// Where control is served over HTTP; the handle works without.
    pub control: Option<SocketAddr>,
    /// Made unless the state has them already.
    pub accounts: Vec<NewAccount>,
    /// A file that keeps accounts and keys over a restart. `api_hash` is then the file's.
    pub state: Option<PathBuf>,
    pub rules: Rules,
    pub clock: Clock,
}

/// The limits that Telegram keeps to itself or changes; here they are known.
#[derive(Clone, Debug)]
pub struct Rules {
    pub code_seconds: i64,
    /// Wrong codes until the code is dead.
    pub code_attempts: u32,
    /// After which `auth.resendCode` makes sense; told, not enforced.
    pub resend_seconds: i32,
    pub codes_per_day: usize,
    /// Wrong passwords until the account waits.
    pub password_attempts: usize,
    pub password_wait_seconds: i64,
    pub token_seconds: i64,
    /// Until a login e-mail that nobody can read may be done without.
    pub email_reset_seconds: i32,
    /// Younger authorizations may not end others.
    pub fresh_session_seconds: i64,
    /// Keys kept that nobody is signed in with and no connection uses; older ones are unknown.
    pub idle_keys: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            dcs: vec![1, 2, 3],
            home_dc: 2,
            api_id: 4242,
            api_hash: random::hex::<16>(),
            control: None,
            accounts: Vec::new(),
            state: None,
            rules: Rules::default(),
            clock: Clock::default(),
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            code_seconds: 300,
            code_attempts: 5,
            resend_seconds: 60,
            codes_per_day: 5,
            password_attempts: 5,
            password_wait_seconds: 60,
            token_seconds: 30,
            email_reset_seconds: 7 * 86_400,
            fresh_session_seconds: 86_400,
            idle_keys: 256,
        }
    }
}
