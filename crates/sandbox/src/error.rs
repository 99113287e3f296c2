//! Why a sandbox could not start.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    #[error("cannot listen on {address}: {source}")]
    Listen {
        address: SocketAddr,
        source: io::Error,
    },
    #[error("the sandbox needs at least one DC, with different ids from 1 to 9")]
    Dcs,
    #[error("the ports after {0} are too few for every DC")]
    Ports(SocketAddr),
    #[error("no prime for the RSA key: {0}")]
    Prime(String),
    #[error("cannot start threads: {0}")]
    Threads(io::Error),
    #[error("{0} is a number that an account already has")]
    PhoneTaken(String),
    #[error("the state file {path}: {source}")]
    State { path: PathBuf, source: io::Error },
    #[error("no account has the number {0}")]
    NoAccount(String),
    #[error("the sandbox has no DC {0}")]
    NoDc(u8),
}
