//! Everything Signet says to Telegram. The only crate of the product that speaks MTProto.
//!
//! **Purpose.** Environments, the authorization-key handshake, login as a state machine, health,
//! devices, minting of separate sign-ins and their ending.
//!
//! **Invariants.** A code is never requested twice by itself. A wait that Telegram demands is
//! reported with its end, never slept through in silence. Every await has a timeout. An
//! authorization made here is either recorded by the caller's port or ended.
//!
//! **Not here.** No vault and no sealing: callers hand in the ports `SessionStore` and
//! `MintJournal`. No clock of its own in the state machines: they take `now`. No temporary keys
//! (PFS), no obfuscation, no HTTP.
//!
//! # Security guidelines of MTProto
//!
//! All checks they ask of a client are made. Key exchange: nonces, RSA fingerprint, the 2048-bit
//! safe prime (Telegram's own, or tested and remembered), generator, both public values within
//! 2^1984 of the ends, every hash. Messages: message key before anything else, key id, session id,
//! length, 12 to 1024 bytes of padding, odd message ids, none taken twice, none from more than 300
//! seconds ago or 30 ahead (the first message of a link sets the clock; sessions are new with each
//! connection, so nothing old can be said again). A message that fails ends its connection.
//! Password: group and public value as above, our own random exponent.
//!
//! Keys and what is encrypted with them are wiped; the big numbers of the key exchange and of the
//! password cannot be.

pub mod account;
pub mod chats;
mod client;
pub mod devices;
pub mod environment;
mod error;
mod handshake;
mod link;
pub mod login;
mod message;
pub mod mint;
mod random;
mod road;
mod shown;
mod srp;
mod standing;
mod wire;

pub use account::Account;
pub use client::Client;
pub use devices::{Device, DeviceHash, Devices, Ended};
pub use environment::Environment;
pub use error::{Error, Migrant, Refusal};
pub use link::{Closed, Link, Updates};
pub use road::{Proxy, Road};
pub use standing::{Health, Standing};
