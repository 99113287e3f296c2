//! How long is waited, and how often is tried.

use std::time::Duration;

use crate::Backoff;

/// The bounds of every call. The defaults suit a person who waits and a service that does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until a connection stands, TLS included.
    pub connect: Duration,
    /// Until the whole answer is there, in one try.
    pub answer: Duration,
    /// How often a call is tried in all, when trying again can help.
    pub tries: u32,
    /// The pauses between.
    pub backoff: Backoff,
    /// The longest pause that a platform may ask for; longer ones are left to the caller.
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(30),
            tries: 4,
            backoff: Backoff::default(),
            longest_pause: Duration::from_secs(30),
        }
    }
}
