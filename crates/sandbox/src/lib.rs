//! A local Telegram on loopback, for development, tests and the demo.
//!
//! **Purpose.** The server side of MTProto 2.0, strict enough that client libraries nobody here
//! wrote sign in without noticing, with faults that can be scripted.
//!
//! **Invariants.** Listens on loopback only. Enforces what Telegram enforces (a key live from two
//! addresses dies; sign-ins younger than a day end no others; codes, tokens and floods have their
//! times) and counts what a client does wrong. Its RSA key is made at start, or kept with its
//! state. Faults change what a method does, never what is checked. What clients leave behind is
//! bounded: idle keys, used codes and old history are forgotten. `README.md` names, for every rule
//! and every fault, the test that shows it bite.
//!
//! **Here.** Abridged, intermediate, padded, full and obfuscated transports; the key exchange;
//! containers, gzip, acknowledgements, salts, states, pings; layers 198, 225, 229 and 230; sign-in
//! by code, e-mail code, password, QR and a kept token; e-mail setup and reset; recovery of a
//! password; several DCs; devices; private dialogs and their history; profile photos; control by
//! handle and HTTP; a file that keeps accounts and keys over a restart.
//!
//! **Not here.** Nothing of the product depends on it. No temporary keys (PFS), quick
//! acknowledgements or HTTP transport; no groups, channels, sending, signing up, changing a password
//! while signed in; no layers but those four.
//!
//! **What it cannot know.** Which methods a frozen account keeps; Telegram's real limits and their
//! times; whether an accepted token without a scan is tolerated, and whether it signs in before it
//! is asked for again (here it does); how soon an ended authorization is noticed elsewhere (here at
//! once).

mod clock;
mod config;
mod connection;
mod control;
mod environment;
mod error;
mod faults;
mod handshake;
mod hexadecimal;
mod hub;
mod listener;
mod messages;
mod prime;
mod random;
mod rpc;
mod rsa_key;
mod sandbox;
mod srp;
mod state;
mod transport;
mod violation;
mod world;

pub use clock::Clock;
pub use config::{Config, Rules};
pub use error::SandboxError;
pub use faults::Fault;
pub use sandbox::{Control, Sandbox};
pub use violation::{Rule, Violation};
pub use world::Counts;
pub use world::accounts::{CodeWay, NewAccount, Standing};
pub use world::portraits::Portrait;
