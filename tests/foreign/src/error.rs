//! Why a foreign library could not be asked.

use std::{
    io,
    path::PathBuf,
    process::{Command, ExitStatus, Output},
};

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("neither XDG_CACHE_HOME nor HOME is set: there is no place for the libraries")]
    NoCache,
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error(
        "`{program}` could not be started ({source}); the tests need python3 with venv, and node with npm"
    )]
    Start { program: String, source: io::Error },
    #[error("`{program}` ended with {status}: {said}")]
    Failed {
        program: String,
        status: ExitStatus,
        said: String,
    },
    #[error("`{program}` ended before it answered")]
    Silent { program: String },
    #[error("the script's answer is not JSON: {0}")]
    Answer(serde_json::Error),
}

impl Error {
    pub(crate) fn start(command: &Command, source: io::Error) -> Self {
        Self::Start {
            program: name(command),
            source,
        }
    }

    pub(crate) fn silent(command: &Command) -> Self {
        Self::Silent {
            program: name(command),
        }
    }

    pub(crate) fn failed(command: &Command, output: &Output) -> Self {
        Self::Failed {
            program: name(command),
            status: output.status,
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
