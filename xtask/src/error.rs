//! What can go wrong, each with the way on.

use std::io;

use crate::verdict::line_that_matters;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{doing}: {source}")]
    Io { doing: String, source: io::Error },

    #[error("cannot start `{program}`: {source}; `cargo xtask doctor` says what to install")]
    Start { program: String, source: io::Error },

    /// What it printed, if that has not been seen yet, is shown before.
    #[error("`{command}` failed ({status}){}", output.as_deref().map(reason).unwrap_or_default())]
    Ended {
        command: String,
        status: String,
        output: Option<String>,
    },

    /// A file made from the sources no longer matches them.
    #[error("{path} is stale from line {line} on: run `cargo xtask generate` and commit it")]
    Stale { path: &'static str, line: usize },

    /// A step of the tests failed; the line is the one to read first.
    #[error("{step}: {line} (again: {again})")]
    Step {
        step: &'static str,
        line: String,
        again: String,
    },

    /// Something the person has to see to; the sentence says how.
    #[error("{0}")]
    Unmet(String),
}

fn reason(output: &str) -> String {
    format!(": {}", line_that_matters(output))
}

/// Says what was being done when the system refused.
pub trait Doing<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, Error>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, Error> {
        self.map_err(|source| Error::Io {
            doing: what(),
            source,
        })
    }
}
