//! When an open vault locks itself: on demand, when nobody uses it, after the computer slept.
//!
//! After, not before: nothing here hears that the computer is about to sleep, so the key is in
//! memory while it does, and until the first look after it wakes. Sleep shows only where the
//! steady clock stands meanwhile, as on Linux and macOS. On Windows it runs on: a vault there locks
//! when the time asleep reaches the bound for nobody using it, and without a bound not at all.

use std::time::{Duration, SystemTime};

/// What both clocks say. It comes from the caller: nothing here has a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The clock that is never set, since some fixed start.
    pub steady: Duration,
    /// The clock on the wall.
    pub wall: SystemTime,
}

/// Why the vault locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody asked for it.
    Demand,
    /// Nobody used it for as long as was set.
    Idle,
    /// The computer slept: the wall clock ran on while the steady one stood. Never on Windows.
    Sleep,
}

/// A wall clock this far ahead has not been corrected by a time server; the computer slept.
const SLEPT: Duration = Duration::from_secs(30);

/// Watches an open vault. A locked one has no watch, as it has no key.
#[derive(Debug)]
pub struct Watch {
    idle_after: Option<Duration>,
    used: Duration,
    seen: Moment,
}

impl Watch {
    /// From now on. Without a bound only sleep and demand lock.
    pub fn new(idle_after: Option<Duration>, now: Moment) -> Self {
        Self {
            idle_after,
            used: now.steady,
            seen: now,
        }
    }

    /// Somebody uses the vault. What is due stays due: a person who comes back after the bound
    /// does not undo it by moving the mouse.
    pub fn touch(&mut self, now: Moment) -> Option<Reason> {
        let due = self.look(now);
        if due.is_none() {
            self.used = now.steady;
        }
        due
    }

    /// Asked every few seconds: whether the vault has to be locked now, and why.
    pub fn look(&mut self, now: Moment) -> Option<Reason> {
        let before = std::mem::replace(&mut self.seen, now);
        let ran = now.steady.saturating_sub(before.steady);
        // A wall clock that was set back is no sleep.
        let passed = now.wall.duration_since(before.wall).unwrap_or_default();
        if passed.saturating_sub(ran) >= SLEPT {
            return Some(Reason::Sleep);
        }
        let unused = now.steady.saturating_sub(self.used);
        self.idle_after
            .filter(|bound| unused >= *bound)
            .map(|_| Reason::Idle)
    }

    /// Takes another bound; the time unused counts on.
    pub fn set_idle_after(&mut self, idle_after: Option<Duration>) {
        self.idle_after = idle_after;
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn at(steady: u64, wall: u64) -> Moment {
        Moment {
            steady: seconds(steady),
            wall: UNIX_EPOCH + seconds(1_000_000 + wall),
        }
    }

    #[test]
    fn it_locks_when_nobody_uses_it_for_as_long_as_was_set() {
        let mut watch = Watch::new(Some(seconds(300)), at(0, 0));
        assert_eq!(watch.look(at(299, 299)), None);
        assert_eq!(watch.look(at(300, 300)), Some(Reason::Idle));
    }

    #[test]
    fn using_it_puts_that_off() {
        let mut watch = Watch::new(Some(seconds(300)), at(0, 0));
        for now in (200..2000).step_by(200) {
            assert_eq!(watch.touch(at(now, now)), None);
        }
        assert_eq!(watch.look(at(2101, 2101)), Some(Reason::Idle));
    }

    #[test]
    fn coming_back_too_late_does_not_undo_it() {
        let mut watch = Watch::new(Some(seconds(300)), at(0, 0));
        assert_eq!(watch.touch(at(301, 301)), Some(Reason::Idle));
    }

    #[test]
    fn it_locks_after_sleep() {
        let mut watch = Watch::new(None, at(0, 0));
        assert_eq!(watch.look(at(10, 39)), None);
        assert_eq!(watch.look(at(20, 79)), Some(Reason::Sleep));
    }

    #[test]
    fn small_corrections_of_the_clock_add_up_to_nothing() {
        let mut watch = Watch::new(None, at(0, 0));
        for tick in 1..100 {
            assert_eq!(watch.look(at(5 * tick, 20 * tick)), None);
        }
    }

    #[test]
    fn a_clock_that_is_set_back_is_no_sleep() {
        let mut watch = Watch::new(None, at(1000, 1000));
        assert_eq!(watch.look(at(1005, 0)), None);
        assert_eq!(watch.look(at(1010, 5)), None);
    }

    #[test]
    fn without_a_bound_it_stays_open() {
        let mut watch = Watch::new(None, at(0, 0));
        assert_eq!(watch.look(at(1_000_000, 1_000_000)), None);
        watch.set_idle_after(Some(seconds(60)));
        assert_eq!(watch.look(at(1_000_001, 1_000_001)), Some(Reason::Idle));
    }
}
