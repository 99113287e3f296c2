//! What can go wrong between a test and the window.

use std::{io, path::PathBuf, time::Duration};

use fantoccini::error::{CmdError, NewSessionError};

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("{} is not built: run cargo xtask test", .0.display())]
    NotBuilt(PathBuf),
    #[error("{doing}: {source}")]
    Io { doing: String, source: io::Error },
    #[error("{program} ended before it was ready; see {}", log.display())]
    Ended { program: String, log: PathBuf },
    #[error("waited {} ms for {what}", .within.as_millis())]
    Late { what: String, within: Duration },
    #[error("WebKitWebDriver opened no window: {0}")]
    NoWindow(#[from] NewSessionError),
    #[error("the window did not obey: {0}")]
    Window(#[from] CmdError),
    #[error("the display did not obey: {0}")]
    Display(String),
    #[error("the local Telegram did not obey: {0}")]
    Telegram(String),
    #[error("{0}")]
    Unexpected(String),
}

impl Trouble {
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

/// A test has no better answer to trouble than to fail with its sentence.
#[track_caller]
pub(crate) fn sure<T>(result: Result<T, Trouble>) -> T {
    match result {
        Ok(value) => value,
        Err(trouble) => panic!("{trouble}"),
    }
}
