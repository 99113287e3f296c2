//! Service cards and envelopes: who may receive a session, and the form in which it travels.
//!
//! **Purpose.** Verify a platform's signed description of a service ([`Card`]), seal a session to
//! that service's public key ([`Sealing`]), open it there ([`SealingKey::open`]), and show keys to
//! people as words ([`Fingerprint`]). `docs/envelope-format.md` says every byte of it.
//!
//! **Invariants.**
//! - A [`Card`] that exists was verified: the platform signed the bytes that were received, and
//!   the service's own identity key signed the sealing key. Only a card can be sealed to, and
//!   only after the line that records it is durable.
//! - An envelope opens for one environment, platform, service, user, grant and time, or not at
//!   all; everything it says of itself is bound into the encryption and signed by the device.
//!   What did not open does not say which part was wrong ([`Error::Closed`]).
//! - Keys have roles: what a device signs can never be taken for what a platform or a service
//!   signed. Secret keys are wiped when dropped, never printed, copied or serialised.
//! - Texts of a card are hostile: stripped, capped, and never markup.
//!
//! **Not here.** No network, no storage, no clock: the time comes in. Who may be trusted at first
//! sight is for the person to say; here a pin is followed, not chosen.

#![deny(missing_docs)]

mod card;
mod encoding;
mod envelope;
mod error;
mod fingerprint;
mod framing;
mod jws;
mod key_change;
mod sealing_key;
mod signing;
mod suite;
mod text;
#[cfg(test)]
mod vectors;

pub use card::{Card, CardChange, CardDraft, Signer};
pub use envelope::{Context, Envelope, Expected, Opened, Sealing};
pub use error::Error;
pub use fingerprint::Fingerprint;
pub use key_change::KeyChange;
pub use sealing_key::{KeyStatement, SealingKey};
pub use signing::{Device, Identity, Platform, Role, SigningKey, VerifyingKey};
pub use suite::Suite;
