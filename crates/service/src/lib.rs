//! `signetd`, the platform service: link tokens, envelopes, leases and revocations.
//!
//! **Purpose.** Keeps envelopes it cannot open, hands them to the one service that can, and
//! makes an ending true everywhere at once.
//!
//! **Invariants.** Holds no service key. A revoked grant never comes back. Nothing sensitive but
//! revoking completes when it cannot be recorded.
//!
//! **Not here.** No Telegram; storage is known only behind the repository traits.

pub mod alerts;
pub mod at_rest;
pub mod export;
pub mod operators;
pub mod webhooks;
