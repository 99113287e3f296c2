//! The command line and the environment variables that stand in for it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Parser;
use signet_contract::Reference;
use signet_telegram::Environment;
use tracing::Level;

/// Keeps Telegram sign-ins safe and lets their owner decide who may use them.
#[derive(Debug, Parser)]
#[command(name = "signet", version, about)]
pub struct Arguments {
    /// Folder for everything Signet keeps
    #[arg(long, value_name = "FOLDER", env = "SIGNET_DATA_DIR", value_parser = folder)]
    pub data_dir: Option<PathBuf>,

    /// Which Telegram to talk to: production, test, or a file that describes another one
    #[arg(
        long,
        value_name = "FILE",
        env = "SIGNET_ENVIRONMENT",
        default_value = "production",
        value_parser = environment
    )]
    pub environment: Arc<Environment>,

    /// How much is written to the log: error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL", env = "SIGNET_LOG", default_value = "info")]
    pub log: Level,

    /// How often this start was tried before
    #[arg(long, value_name = "COUNT", hide = true, default_value_t = 0)]
    pub attempt: u8,

    /// A signet:// link to open
    #[arg(value_name = "URL")]
    pub url: Option<String>,

    /// Names the failure after which Signet started itself again
    #[arg(long, value_name = "REFERENCE", hide = true)]
    pub after_crash: Option<Reference>,
}

fn environment(text: &str) -> Result<Arc<Environment>, signet_telegram::Error> {
    let environment = match text {
        "production" => Environment::production(),
        "test" => Environment::test(),
        file => Environment::load(Path::new(file))?,
    };
    Ok(Arc::new(environment))
}

/// An empty or relative folder would land wherever Signet happens to be started.
fn folder(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() {
        return Err("an empty name is no folder".into());
    }
    std::path::absolute(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from([&["signet"], arguments].concat())
    }

    #[test]
    fn a_link_may_follow_the_flags() {
        let read = read(&["--data-dir", "/tmp/signet", "signet://link?p=x"]).unwrap();
        assert_eq!(read.data_dir, Some(PathBuf::from("/tmp/signet")));
        assert_eq!(read.url.as_deref(), Some("signet://link?p=x"));
        assert_eq!(read.log, Level::INFO);
        assert!(read.environment.is_production());
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for wrong in [
            &["--data-dir", ""][..],
            &["--environment", ""],
            &["--environment", "/no/such/file"],
            &["--log", "loud"],
            &["--unknown"],
            &["--after-crash", "7F3K"],
            &["one", "two"],
        ] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
