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

pub mod audit;
pub mod clock;
pub mod config;
mod error;
pub mod folder;
pub mod http;
pub mod metrics;
pub mod platform;
pub mod secret;
pub mod server;
pub mod storage;

pub use error::{Error, Refused};
pub use server::Server;
