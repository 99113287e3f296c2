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
//! `MintJournal`. No clock of its own in the state machines: they take `now`.

pub mod environment;
mod error;

pub use environment::Environment;
pub use error::Error;
