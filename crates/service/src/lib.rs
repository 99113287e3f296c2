//! `signetd`, the platform service: link tokens, envelopes, leases and revocations.
//!
//! **Purpose.** Keeps envelopes it cannot open, hands them to the one service that can, and
//! makes an ending true everywhere at once.
//!
//! **Invariants.** Holds no service key. A revoked grant never comes back. Nothing sensitive but
//! revoking completes when it cannot be recorded: whatever does something sensitive takes the
//! [`Recorded`](signet_trail::Recorded) line that allows it. What was begun is done to its end, and
//! what is to be told of an ending is kept with it. No path, body or token is logged.
//!
//! **Not here.** No Telegram; storage is known only behind the repository traits.

pub mod access;
pub mod alerts;
pub mod api_key;
pub mod assertion;
pub mod at_rest;
pub mod audit;
pub mod backup;
pub mod caller;
pub mod clock;
pub mod config;
pub mod deed;
pub mod delivery;
pub mod ending;
mod error;
pub mod export;
pub mod folder;
mod housekeeping;
pub mod http;
pub mod journey;
pub mod kept_head;
pub mod keyring;
pub mod leasing;
pub mod ledger;
pub mod lifecycle;
pub mod limits;
mod link;
pub mod metrics;
mod minute;
pub mod news;
pub mod occupancy;
pub mod operators;
pub mod platform;
mod readiness;
pub mod reconciliation;
pub mod registration;
pub mod secret;
pub mod server;
mod session;
pub mod shutoff;
pub mod storage;
pub mod tls;
pub mod tokens;
pub mod under_way;
pub mod verification;
pub mod viewing;
pub mod webhooks;

pub use error::{Error, Refused};
pub use server::Server;
