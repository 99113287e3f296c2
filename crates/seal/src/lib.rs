//! Service cards and envelopes: who may receive a session, and the form in which it travels.
//!
//! **Purpose.** Verify a platform's signed description of a service, seal a session to that
//! service's public key, open it there, and show key fingerprints as words.
//!
//! **Invariants.** An envelope opens for one service, user, grant and time, or not at all. What
//! failed to open does not say which part was wrong. A card that has not been verified cannot be
//! sealed to.
//!
//! **Not here.** No network, no storage.

#![deny(missing_docs)]
