//! Everything that can go wrong, for those who start the service and for those who call it.

use std::{net::SocketAddr, path::PathBuf};

use signet_contract::platform::{ErrorCode, ErrorDetails};

use crate::storage::StorageError;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A key that is unknown or has a value that cannot be.
    #[error("configuration: {0}")]
    Configuration(String),
    #[error("{path}: {source}")]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    /// A key file that others can read, or that is none.
    #[error("{path}: {problem}")]
    KeyFile {
        path: PathBuf,
        problem: &'static str,
    },
    /// A certificate that cannot be served.
    #[error("{path}: {problem}")]
    Certificate {
        path: PathBuf,
        problem: &'static str,
    },
    /// Nobody knows what this line said was ended; docs/operations.md tells what to do.
    #[error("{path}: line {line} is damaged")]
    Ledger { path: PathBuf, line: usize },
    #[error("{0} is in use by a signetd; stop it first")]
    Occupied(PathBuf),
    #[error("listening on {address}: {source}")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
    },
    #[error("storage: {0}")]
    Storage(#[from] StorageError),
    #[error("the trail cannot be written: {0}")]
    TrailUnwritten(String),
    #[error("the operating system gives no random numbers")]
    Random,
    /// Something of our own that should always be possible to write was not.
    #[error("{0} cannot be written")]
    Unwritable(&'static str),
    #[error("{0}")]
    Refused(Refused),
}

/// A request that was understood and not granted. Said to the caller as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub code: ErrorCode,
    pub message: &'static str,
    pub details: Option<Box<ErrorDetails>>,
    /// Seconds.
    pub retry_after: Option<u64>,
}

impl Refused {
    pub fn new(code: ErrorCode, message: &'static str) -> Self {
        Self {
            code,
            message,
            details: None,
            retry_after: None,
        }
    }

    /// The request's field of this name cannot be what it is.
    pub fn field(field: &str, message: &'static str) -> Self {
        Self::new(ErrorCode::ValidationFailed, message).with(ErrorDetails {
            field: Some(field.to_owned()),
            ..ErrorDetails::default()
        })
    }

    pub fn with(self, details: ErrorDetails) -> Self {
        Self {
            details: Some(Box::new(details)),
            ..self
        }
    }

    pub fn retry_after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message)
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}
