//! Talking to a platform, as a person's device or as one of its services.
//!
//! **Purpose.** Feature `device` ([`Visit`], [`EnrolledDevice`]): find a platform and pin its
//! key, look at a link, redeem or refuse it, deliver an envelope, end it. Feature `consumer`
//! ([`Consumer`], [`LeasedSession`]): take a lease, fetch and open the session, keep the lease,
//! report, give it back. Only features decide what is there; none changes what something does.
//!
//! **Invariants.**
//! - https only, but for a loopback address in a custom environment. A device in production talks
//!   to no private address, whatever a name resolves to. Redirects are not followed, answers are
//!   bounded, every call has a timeout.
//! - Only failures that trying again can mend are tried again ([`Error::is_passing`]), with
//!   exponential backoff and full jitter, and not at all while the [`Breaker`] is open.
//! - A lease is counted on a clock that does not stop in sleep, from before it was asked for, and
//!   its session is withheld 60 s before it ends. In one process nobody holds a session twice.
//! - A card, a receipt or a key change that is not signed as it must be is an error, never a
//!   warning.
//!
//! **Not here.** No state on disk, no Telegram, no words for people.

#![deny(missing_docs)]

mod address;
mod answer;
mod backoff;
mod breaker;
mod call;
mod caller;
mod category;
mod clock;
#[cfg(feature = "consumer")]
mod consumer;
#[cfg(feature = "device")]
mod device;
mod error;
mod http;
mod patience;
mod resolver;
mod tokens;

#[cfg(not(any(feature = "consumer", feature = "device")))]
compile_error!("choose a side: feature `device` or `consumer`");

pub use address::{PlatformAddress, Reach};
pub use backoff::{Backoff, Jitter};
pub use breaker::Breaker;
pub use clock::{Clock, SystemClock};
#[cfg(feature = "consumer")]
pub use consumer::{Consumer, ConsumerSettings, Ended, Holding, LeasedSession, Next, Wish};
#[cfg(feature = "device")]
pub use device::{Delivery, EnrolledDevice, Request, Visit};
pub use error::{Error, Refusal, Unreached};
pub use patience::Patience;
pub use signet_contract::platform::Category;
