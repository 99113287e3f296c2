//! Which Telegram we talk to: the real one, its test servers, or one described in a file.

mod api;
mod data_centre;
mod file;
mod known;
mod problem;
mod rules;
mod section;
mod server_key;

use std::path::Path;

pub use api::ApiCredentials;
pub use data_centre::DataCentre;
pub use problem::Problem;
pub use rules::Rules;
pub use server_key::ServerKey;

use crate::Error;

/// One Telegram: its servers, their keys and the ids this build uses there.
///
/// An environment other than production is always named in the title bar, is never chosen by a
/// link and never meets a production platform; whoever needs that asks
/// [`is_production`](Self::is_production).
#[derive(Debug)]
pub struct Environment {
    name: String,
    kind: Kind,
    test: bool,
    api: Option<ApiCredentials>,
    home_dc: u8,
    data_centres: Vec<DataCentre>,
    keys: Vec<ServerKey>,
    rules: Rules,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Production,
    Test,
    Custom,
}

impl Environment {
    /// Telegram itself.
    pub fn production() -> Self {
        Self {
            name: known::PRODUCTION.to_owned(),
            kind: Kind::Production,
            test: false,
            api: ApiCredentials::built_in(),
            home_dc: known::HOME_DC,
            data_centres: known::production(),
            keys: vec![known::production_key()],
            rules: Rules::TELEGRAM,
        }
    }

    /// Telegram's own test servers.
    pub fn test() -> Self {
        Self {
            name: known::TEST.to_owned(),
            kind: Kind::Test,
            test: true,
            api: ApiCredentials::built_in(),
            home_dc: known::HOME_DC,
            data_centres: known::test(),
            keys: vec![known::test_key()],
            rules: Rules::TELEGRAM,
        }
    }

    /// The one that this file describes. Reads at most 64 KiB of it.
    ///
    /// Blocks on the file; call it before there is anything to block.
    pub fn load(path: &Path) -> Result<Self, Error> {
        file::load(path)
    }

    /// The one that this text describes, in TOML.
    ///
    /// ```toml
    /// name = "local"           # 1 to 32 letters, digits, spaces, dots and dashes
    /// test = false             # whether its sessions carry the test flag
    /// api_id = 4242
    /// api_hash = "…"           # 1 to 64 letters and digits
    /// home_dc = 2              # where a sign-in begins; one of those below
    /// [[dc]]                   # 1 to 16
    /// id = 2                   # 1 to 255
    /// address = "127.0.0.1:4430"
    /// [[key]]                  # 1 to 8, RSA of 2048 bits in PKCS#1
    /// pem = "-----BEGIN RSA PUBLIC KEY-----\n…\n-----END RSA PUBLIC KEY-----\n"
    /// [rules]                  # may be left out, whole or in part
    /// fresh_session_seconds = 86400
    /// code_seconds = 300
    /// rpc_timeout_ms = 15000
    /// ```
    ///
    /// Everything but `[rules]` is needed, api_id and api_hash included: the ones of this build
    /// belong to Telegram and are never shown to another server.
    pub fn custom(text: &str) -> Result<Self, Error> {
        file::read(text)
    }

    /// The same environment with ids that a person entered, for a build without any.
    #[must_use]
    pub fn with_api(mut self, api: ApiCredentials) -> Self {
        self.api = Some(api);
        self
    }

    /// Its name, as the title bar shows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether this is Telegram itself.
    pub fn is_production(&self) -> bool {
        self.kind == Kind::Production
    }

    /// Whether a file described it. Only then may a platform be plain http on loopback.
    pub fn is_custom(&self) -> bool {
        self.kind == Kind::Custom
    }

    /// Whether sessions made here carry the test flag.
    pub fn is_test(&self) -> bool {
        self.test
    }

    /// The ids this build uses; `None` until a person entered their own, if the build has none.
    pub fn api(&self) -> Option<&ApiCredentials> {
        self.api.as_ref()
    }

    /// Where a sign-in begins.
    pub fn home_dc(&self) -> u8 {
        self.home_dc
    }

    /// All known data centres, each id once.
    pub fn data_centres(&self) -> &[DataCentre] {
        &self.data_centres
    }

    /// The data centre with this id.
    pub fn data_centre(&self, id: u8) -> Option<&DataCentre> {
        self.data_centres.iter().find(|dc| dc.id() == id)
    }

    /// The servers' public keys.
    pub fn keys(&self) -> &[ServerKey] {
        &self.keys
    }

    /// The public key that a server calls by this fingerprint.
    pub fn key(&self, fingerprint: i64) -> Option<&ServerKey> {
        self.keys
            .iter()
            .find(|key| key.fingerprint() == fingerprint)
    }

    /// The times Telegram keeps to there.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_production_is_production() {
        assert!(Environment::production().is_production());
        assert!(!Environment::test().is_production());
        assert!(Environment::test().is_test());
        assert!(!Environment::test().is_custom());
    }

    #[test]
    fn home_is_always_among_the_data_centres() {
        for environment in [Environment::production(), Environment::test()] {
            assert!(environment.data_centre(environment.home_dc()).is_some());
        }
    }

    #[test]
    fn keys_are_found_by_fingerprint() {
        let environment = Environment::production();
        let key = &environment.keys()[0];
        assert_eq!(environment.key(key.fingerprint()), Some(key));
        assert_eq!(environment.key(0), None);
    }
}
