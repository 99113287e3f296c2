//! Talking to a platform, as a person's device or as one of its services.
//!
//! **Purpose.** Feature `device`: enrol, deliver, revoke. Feature `consumer`: lease, open,
//! report, give back.
//!
//! **Invariants.** Only failures that trying again can mend are tried again. A lease is given up
//! before it ends. Every call has a timeout.
//!
//! **Not here.** No state on disk, no Telegram.

#![deny(missing_docs)]
