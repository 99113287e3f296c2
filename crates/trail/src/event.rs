//! What a line says.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::{Code, Error, Text, layout};

/// A moment, in milliseconds since 1970 UTC. It comes from the caller: the trail has no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The moment so many milliseconds after the start of 1970.
    pub const fn from_unix_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start of 1970.
    pub const fn unix_millis(self) -> u64 {
        self.0
    }
}

/// A clock before 1970 is written as 1970: a wrong clock must not stop the trail.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Self(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }
}

/// Who did it. The text is an id, never a name; it may be empty where there is only one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The owner of the account, at this computer.
    Person(Text),
    /// The program itself: a timer, a policy, a retry.
    App(Text),
    /// A member of support staff.
    Operator(Text),
    /// A consumer registered at a platform.
    Service(Text),
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is about to be done; all lines that allow an action say this.
    Begun,
    /// It was done.
    Done,
    /// It was not allowed.
    Refused,
    /// It was tried and did not work.
    Failed,
}

/// What surrounds a sensitive action; the action and its outcome are added by
/// [`Trail::record`](crate::Trail::record).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstance {
    /// When, as the caller's clock has it. Never trusted for order: the sequence number is.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// To what: an id with its kind, such as `grant:0198…`.
    pub subject: Text,
    /// The reference that people were shown for it; empty if none was.
    pub reference: Text,
}

/// One line's content, but for its place in the chain.
///
/// Its bytes, all integers big-endian:
///
/// ```text
/// event  = version (u8, 1) | sequence (u64) | milliseconds since 1970 (u64)
///        | actor kind (u8: 1 person, 2 app, 3 operator, 4 service) | actor id (text)
///        | action (text) | subject (text)
///        | outcome (u8: 1 begun, 2 done, 3 refused, 4 failed)
///        | reference (text)
/// text   = length in bytes (u16) | UTF-8
/// ```
///
/// and its link in the chain:
///
/// ```text
/// link n = HMAC-SHA256(key, label | link n-1 (32 bytes) | length of event (u32) | event)
/// label  = length (u16) | "signet/trail/v1"
/// ```
///
/// where sequence numbers start at 1, count up by 1 and stay below 2^63, and link 0 is 32 zero
/// bytes. The key belongs to one trail, so that lines of two trails cannot be mixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, who, to what.
    pub circumstance: Circumstance,
    /// What.
    pub action: Code,
    /// How it went.
    pub outcome: Outcome,
}

/// An event and its place in the chain, as read back for people to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1.
    pub sequence: u64,
    /// What it says.
    pub event: Event,
}

impl Entry {
    /// Reads the bytes of one stored event. Says nothing about whether they are genuine: only
    /// the chain does ([`Verifier`](crate::Verifier)).
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        layout::read(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_1970_does_not_stop_the_trail() {
        let before = UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(Timestamp::from(before).unix_millis(), 0);
        let after = UNIX_EPOCH + Duration::from_millis(1_500);
        assert_eq!(Timestamp::from(after).unix_millis(), 1_500);
    }
}
