//! What can be set: default < file < `SIGNETD_*` < flag. Unknown keys and variables are refused.

mod database;
mod keys;
mod networks;
mod origin;
mod tls;

use std::{fs, path::Path};

pub use database::Database;
pub use keys::{Config, Given};
pub use networks::Networks;
pub use origin::{Origin, OriginChoice};
pub use tls::TlsFiles;

use crate::Error;

/// What every variable of the service begins with.
const PREFIX: &str = "SIGNETD_";

/// The variable that names the configuration file.
const FILE_VARIABLE: &str = "SIGNETD_CONFIG";

impl Config {
    /// Puts together what the command line and the environment gave with a file's content.
    pub fn load(given: Given, file: Option<&Path>) -> Result<Self, Error> {
        refuse_unknown_variables(
            std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()),
        )?;
        let below = match file {
            Some(path) => read(path)?,
            None => Given::default(),
        };
        let config = given.over(below).complete();
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Error> {
        let wrong = |text: &str| Err(Error::Configuration(text.to_owned()));
        if !(300..=900).contains(&self.lease_seconds) {
            return wrong("lease-seconds is from 300 to 900");
        }
        if self.confirm_tries == 0 || self.link_minutes == 0 || self.confirm_minutes == 0 {
            return wrong("a link needs time and tries");
        }
        if self.session_days == 0 {
            return wrong("session-days is at least 1");
        }
        if self.request_seconds == 0 || self.trail_seconds == 0 || self.handshake_seconds == 0 {
            return wrong("a deadline of 0 seconds lets nothing happen");
        }
        if self.limits().contains(&0) {
            return wrong("a limit of 0 lets nobody in");
        }
        self.check_listener()
    }
}

fn read(path: &Path) -> Result<Given, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })?;
    toml::from_str(&text)
        .map_err(|error| Error::Configuration(format!("{}: {error}", path.display())))
}

fn refuse_unknown_variables(names: impl Iterator<Item = String>) -> Result<(), Error> {
    for name in names.filter(|name| name.starts_with(PREFIX)) {
        if name != FILE_VARIABLE && !keys::VARIABLES.contains(&name.as_str()) {
            return Err(Error::Configuration(format!(
                "{name} is not a variable of signetd"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_comes_before_what_is_below() {
        let below: Given = toml::from_str("name = \"Below\"\nlink-minutes = 5").unwrap();
        let above = Given {
            link_minutes: Some(7),
            ..Given::default()
        };
        let config = above.over(below).complete();
        assert_eq!((config.name.as_str(), config.link_minutes), ("Below", 7));
        assert_eq!(config.confirm_minutes, 10);
    }

    #[test]
    fn an_unknown_key_or_variable_is_refused() {
        assert!(toml::from_str::<Given>("link_minutes = 5").is_err());
        assert!(toml::from_str::<Given>("colour = \"brass\"").is_err());
        let names = |name: &str| std::iter::once(name.to_owned());
        assert!(refuse_unknown_variables(names("SIGNETD_LISTEM")).is_err());
        assert!(refuse_unknown_variables(names("SIGNETD_LISTEN")).is_ok());
        assert!(refuse_unknown_variables(names("SIGNETD_CONFIG")).is_ok());
        assert!(refuse_unknown_variables(names("HOME")).is_ok());
    }

    #[test]
    fn values_that_let_nothing_happen_are_refused() {
        for text in [
            "lease-seconds = 20",
            "limit-preview = 0",
            "request-seconds = 0",
            "listen = \"0.0.0.0:0\"",
        ] {
            let given: Given = toml::from_str(text).unwrap();
            assert!(given.complete().check().is_err(), "{text}");
        }
        assert!(Given::default().complete().check().is_ok());
    }

    #[test]
    fn every_variable_is_spelled_like_its_key() {
        let command = <Given as clap::Args>::augment_args(clap::Command::new("signetd"));
        for argument in command.get_arguments() {
            let flag = argument
                .get_long()
                .unwrap()
                .to_uppercase()
                .replace('-', "_");
            let variable = argument.get_env().unwrap().to_str().unwrap();
            assert_eq!(variable, format!("SIGNETD_{flag}"));
            assert!(
                argument.get_help().is_some(),
                "{variable} is not documented"
            );
        }
    }
}
