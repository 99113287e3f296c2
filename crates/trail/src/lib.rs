//! The trail: a keyed hash chain of what was done, pure.
//!
//! **Purpose.** Everything sensitive leaves a line before it happens: who, what, to what, when.
//! Each line carries an HMAC over itself and the line before it, so that a line that was edited,
//! cut out, moved or dropped from the end is found and named. The vault and the platform service
//! keep their trails in databases of their own; both implement [`TrailStore`].
//!
//! **Invariants.**
//! - Order of a sensitive action: line durable → head outside the database → action.
//!   [`Trail::record`] walks the first two steps and alone can make the [`Recorded`] that the
//!   third one takes by value, so that forgetting the line does not compile.
//! - An event has one encoding ([`Event`] documents it), and what does not follow it exactly is
//!   refused. Texts are short, printable and hold no unmasked phone number.
//! - The key is a secret of its own: wiped when dropped, never printed, copied or written here.
//!
//! **Not here.** No I/O, no clock, no random numbers, no runtime: the time comes in with each
//! event, the key from whoever keeps it. No dependency on the contract either: a chain needs a
//! reference only as text, and ids, URLs and JSON would come with it.
//!
//! **What it cannot do.** Whoever holds the key can write another chain. Lines dropped from the
//! end are noticed only where a head was kept outside the database. A line says that something
//! was about to be done; a later one says how it ended.

mod action;
mod chain;
mod error;
mod event;
mod layout;
mod text;
mod trail;
mod verify;

pub use action::{
    Action, Deliver, Export, Import, Lease, Link, Mint, Open, Prune, Restore, Reveal, Rotate, Seal,
    SignIn,
};
pub use chain::{Draft, Head, Line, TrailKey};
pub use error::Error;
pub use event::{Actor, Circumstance, Entry, Event, Outcome, Timestamp};
pub use text::{Code, Text};
pub use trail::{Recorded, Trail, TrailStore};
pub use verify::{Fault, Verified, Verifier};
