//! What time it is for the server, and the message ids that say it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A server's message may say that it is from so long ago, or from so far ahead.
const PAST: i64 = 300;
const FUTURE: i64 = 30;

/// Our time by the system; a clock before 1970 is one at 1970.
pub(crate) fn since_epoch() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// How far the server's clock is ahead of ours, in seconds, once it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Clock(Option<i64>);

impl Clock {
    /// Learns it from a second of the server's.
    pub(crate) fn set(&mut self, server_seconds: i64, now: Duration) {
        self.0 = Some(server_seconds - seconds(now));
    }

    #[cfg(test)]
    pub(crate) fn ahead(self) -> Option<i64> {
        self.0
    }

    /// An id of this moment: seconds in the upper half, their fraction below, no low bits.
    pub(super) fn message_id(self, now: Duration) -> i64 {
        let at = seconds(now).wrapping_add(self.0.unwrap_or_default());
        let fraction = (i64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
        (at << 32) | (fraction & !3)
    }

    /// Whether a message of the server's is of about now. The first one sets the clock; that it
    /// is not an old one said again is known by its session, which is new with each connection.
    pub(super) fn accepts(&mut self, id: i64, now: Duration) -> bool {
        let said = id >> 32;
        let Some(offset) = self.0 else {
            self.set(said, now);
            return true;
        };
        let expected = seconds(now).saturating_add(offset);
        (expected.saturating_sub(PAST)..=expected.saturating_add(FUTURE)).contains(&said)
    }
}

fn seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_millis(1_800_000_000_500);

    #[test]
    fn ids_carry_the_servers_seconds_and_our_fraction() {
        let mut clock = Clock::default();
        assert_eq!(clock.message_id(NOW), (1_800_000_000 << 32) | (1 << 31));
        clock.set(1_800_000_100, NOW);
        assert_eq!(clock.message_id(NOW), (1_800_000_100 << 32) | (1 << 31));
    }

    #[test]
    fn only_messages_of_about_now_are_taken() {
        let mut clock = Clock::default();
        let at = |seconds: i64| (seconds << 32) | 1;
        assert!(clock.accepts(at(1_800_000_500), NOW));
        for (ahead, taken) in [(-301, false), (-300, true), (30, true), (31, false)] {
            let id = at(1_800_000_500 + ahead);
            assert_eq!(clock.accepts(id, NOW), taken, "{ahead}");
        }
    }
}
