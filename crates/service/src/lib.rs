//! `signetd`, the platform service: link tokens, envelopes, leases and revocations.
//!
//! **Purpose.** Keeps envelopes it cannot open, hands them to the one service that can, and
//! makes an ending true everywhere at once.
//!
//! **Invariants.** Holds no service key. A revoked grant never comes back. Nothing sensitive but
//! revoking completes when it cannot be recorded: whatever does something sensitive takes the
//! [`Recorded`](signet_trail::Recorded) line that allows it. No path, body or token is logged.
//!
//! **Not here.** No Telegram; storage is known only behind the repository traits.

pub mod access;
pub mod api_key;
pub mod assertion;
pub mod audit;
pub mod caller;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod ending;
mod error;
pub mod folder;
pub mod http;
pub mod journey;
pub mod keyring;
pub mod leasing;
pub mod limits;
mod link;
pub mod metrics;
pub mod news;
pub mod platform;
pub mod registration;
pub mod secret;
pub mod server;
mod session;
pub mod storage;
pub mod tokens;
pub mod viewing;

pub use error::{Error, Refused};
pub use server::Server;
