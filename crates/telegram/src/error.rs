//! What can go wrong between Signet and Telegram.

mod category;
mod refusal;

use std::{io, time::SystemTime};

pub use refusal::{Migrant, Refusal};

use crate::environment::Problem;

/// Why something did not work. No variant holds a secret, a person or a text of the server's.
///
/// `method` is the TL name of what was asked, such as `auth.sendCode`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// An environment file that does not say clearly which Telegram is meant.
    #[error("{}{problem}", place(*line))]
    Environment {
        /// The line of the file, from 1, if the problem has one.
        line: Option<usize>,
        /// What is wrong there.
        problem: Problem,
    },
    /// A proxy address that is not `socks5://host:port` or `socks5://user:password@host:port`.
    #[error("the proxy must be written as socks5://host:port, with user:password@ if it asks")]
    ProxyAddress,
    /// This build has no api_id and nobody entered one.
    #[error("there is no api_id to speak to Telegram with")]
    NoApi,
    /// Names that leave nothing to introduce a client with.
    #[error("there is no name to introduce this client with")]
    Introduction,
    /// A session of another Telegram than the one it is used with.
    #[error("this session belongs to another Telegram")]
    ForeignSession,
    /// The environment has no such data centre.
    #[error("data centre {dc} is not known")]
    UnknownDc {
        /// Its number.
        dc: u8,
    },
    /// No connection could be made. Nothing was asked.
    #[error("data centre {dc} cannot be reached: {kind}")]
    Unreachable {
        /// Which.
        dc: u8,
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// The proxy could not be reached or refused. Nothing was asked.
    #[error("the proxy does not let us through to data centre {dc}")]
    Proxy {
        /// On the way to which.
        dc: u8,
    },
    /// No answer in time. It may have been done.
    #[error("{method} was not answered in time")]
    TimedOut {
        /// What was asked.
        method: &'static str,
    },
    /// The connection broke after the question was sent. It may have been done.
    #[error("the connection broke before {method} was answered")]
    Dropped {
        /// What was asked.
        method: &'static str,
    },
    /// The link was closed before there was an answer.
    #[error("the link was closed before {method} was answered")]
    Closed {
        /// What was asked.
        method: &'static str,
    },
    /// Transport error -404: the server does not know our key.
    #[error("the server does not know this key any more")]
    KeyUnknown,
    /// Transport error -429: too many connections.
    #[error("the server takes no further connections for now")]
    TooManyConnections,
    /// Transport error -444: the server is another data centre than it should be.
    #[error("this address serves another data centre")]
    WrongDc,
    /// A transport error Telegram does not document.
    #[error("the server ended the connection with {0}")]
    Transport(i32),
    /// The answer is not what the interface says. It was done.
    #[error("the answer to {method} cannot be read")]
    Garbage {
        /// What was asked.
        method: &'static str,
    },
    /// The answer can be read, and makes no sense here.
    #[error("the answer to {method} is not one that was to be expected")]
    Unexpected {
        /// What was asked.
        method: &'static str,
    },
    /// The journal of a mint could not be written; nothing further was done.
    #[error("the journal could not be written")]
    Journal,
    /// What came in breaks MTProto's rules; the connection was given up.
    #[error("the server broke the protocol: {0}")]
    Protocol(&'static str),
    /// No key could be agreed on.
    #[error("no key could be agreed on: {0}")]
    Handshake(&'static str),
    /// The server has none of the environment's RSA keys.
    #[error("the server identifies itself with an unknown RSA key")]
    UnknownServerKey,
    /// The password's parameters are wrong or of a kind we do not know.
    #[error("the password cannot be checked: {0}")]
    Password(&'static str),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandom,
    /// What was kept of a sign-in is damaged, of another version, or of another Telegram.
    #[error("this is no sign-in that could go on here")]
    PendingLogin,
    /// Our own fault while the question was on its way; the connection was made anew.
    #[error("something failed inside Signet while {method} was asked")]
    Panicked {
        /// What was asked.
        method: &'static str,
    },
    /// Telegram answered with an error.
    #[error("{method} was refused: {refusal}")]
    Refused {
        /// What was asked.
        method: &'static str,
        /// What it answered.
        refusal: Refusal,
    },
}

impl Error {
    /// What an RPC error means. Nothing but its name and the number in it is kept.
    pub fn from_rpc(method: &'static str, code: i32, name: &str) -> Self {
        Self::Refused {
            method,
            refusal: Refusal::read(code, name),
        }
    }

    /// What Telegram answered, if it answered with an error.
    pub fn refusal(&self) -> Option<&Refusal> {
        if let Self::Refused { refusal, .. } = self {
            Some(refusal)
        } else {
            None
        }
    }

    /// When asking again makes sense, if Telegram said so.
    pub fn retry_at(&self, now: SystemTime) -> Option<SystemTime> {
        match self.refusal() {
            Some(Refusal::FloodWait(wait) | Refusal::ConfirmWait(wait)) => now.checked_add(*wait),
            Some(_) | None => None,
        }
    }

    /// Whether what was asked may have been done although there is no answer.
    pub fn may_be_done(&self) -> bool {
        matches!(
            self,
            Self::TimedOut { .. }
                | Self::Dropped { .. }
                | Self::Closed { .. }
                | Self::Garbage { .. }
                | Self::Panicked { .. }
                | Self::Protocol(_)
        )
    }
}

fn place(line: Option<usize>) -> String {
    line.map_or_else(
        || "the environment file ".to_owned(),
        |line| format!("the environment file, line {line}: "),
    )
}
