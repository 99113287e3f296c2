//! Everything Signet says to Telegram. The only crate of the product that speaks MTProto.
//!
//! **Purpose.** [`Environment`]s and the [`Road`] to them; a [`Link`] under one key; signing in; a
//! [`Client`] for a session, with its account card, [`Devices`], [`Standing`] and chats;
//! [`mint`]ing separate sign-ins and ending them.
//!
//! **Invariants.** Nothing that may have been done is asked again by itself, a code least of all.
//! A wait that Telegram demands is reported with its end, never slept through. Every answer is
//! waited for a limited time. Whoever holds a session is its only user: a key leaves a [`Link`]
//! only as [`Closed`], when its connection is down. An authorization made here is recorded by the
//! caller's port before it can exist, and finished or ended from what is recorded. A key is never
//! replaced: a server that does not know it any more is told of as [`Error::KeyUnknown`]. No body,
//! key, code, password, token or number is logged.
//!
//! **Not here.** No vault and no sealing: callers hand in the ports, [`login::SessionStore`]
//! and [`mint::MintJournal`]. State machines have no clock, they take `now`; only links go by the
//! system's. No temporary keys (PFS), obfuscated transports or HTTP; no gap filling of updates.
//!
//! # How a link speaks
//!
//! TCP or SOCKS5, IPv4 or IPv6, intermediate transport. A task holds the connection, makes it when
//! somebody asks, and keeps it up from then on (exponential backoff, full jitter). Its first
//! request carries the introduction; the key exchange continues as the first connection under the
//! new key. So signing in takes no round trip more than the protocol asks for. A panic in the task
//! ends a connection, not the link.
//!
//! # Security guidelines of MTProto
//!
//! All checks they ask of a client are made. Key exchange: nonces, RSA fingerprint, the 2048-bit
//! safe prime (Telegram's own, or tested and remembered), generator, both public values more than
//! 2^1984 from the ends, every hash. Messages: message key before anything else, key id, session
//! id, length, 12 to 1024 bytes of padding, odd message ids, none taken twice, none from more than
//! 300 seconds ago or 30 ahead (the first message of a link sets the clock; sessions are new with
//! each connection, so nothing old can be said again). A message that fails ends its connection.
//! Password: group and public value as above, our own random exponent.
//!
//! # Limits
//!
//! Keys, requests and decrypted messages are wiped. The big numbers of the key exchange and of the
//! password are not, nor are the fields of most TL types, since their crates offer no way. TL is
//! read by recursion: a server that is trusted with its key can exhaust the stack by nesting.

pub mod account;
pub mod chats;
mod client;
pub mod devices;
pub mod environment;
mod error;
mod future_token;
mod handshake;
pub mod import;
mod link;
pub mod login;
mod message;
pub mod mint;
mod phone;
mod random;
mod road;
mod shown;
mod sign_in;
mod srp;
mod standing;
mod wiped;
mod wire;

pub use account::Account;
pub use client::Client;
pub use devices::{Device, DeviceHash, Devices, Ended};
pub use environment::Environment;
pub use error::{Error, Migrant, Refusal};
pub use future_token::FutureToken;
pub use link::{Closed, Link, Updates};
pub use phone::{MaskedPhone, Phone};
pub use road::{Proxy, Road};
pub use shown::shown;
pub use standing::{Health, Standing};
