//! A local Telegram on loopback, for development, tests and the demo.
//!
//! **Purpose.** The server side of MTProto 2.0, strict enough that client libraries nobody here
//! wrote sign in without noticing, with faults that can be scripted.
//!
//! **Invariants.** Listens on loopback only. Enforces what Telegram enforces and counts what a
//! client does wrong. Its RSA key is made at start.
//!
//! **Not here.** Nothing of the product depends on it.
