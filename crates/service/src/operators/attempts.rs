//! Five failures in a row lock a name's sign-in for a quarter of an hour, whether an operator has
//! that name or nobody: otherwise the lock would tell which.

use std::time::Duration;

use signet_contract::platform::Moment;

/// How many failures in a row lock.
pub const FAILURES: u8 = 5;

/// How long a lock holds.
pub const LOCK: Duration = Duration::from_secs(15 * 60);

/// After so long without another one, failures are forgotten. Far longer than a lock holds.
pub const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// What is kept of the attempts since the last success.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attempts {
    pub failures: u8,
    pub locked_until: Option<Moment>,
}

impl Attempts {
    /// Counts an attempt before its password is looked at, so that a thousand at once are not
    /// all let in because none has failed yet. [`Attempts::default`] is what a success leaves.
    /// While it is locked: until when, and nothing is counted.
    pub fn begin(self, now: Moment) -> Result<Self, Moment> {
        match self.locked_until {
            Some(until) if now < until => Err(until),
            // The lock is over: a person has five tries again, not one.
            Some(_) => Ok(Self::counted(1, now)),
            None => Ok(Self::counted(self.failures.saturating_add(1), now)),
        }
    }

    fn counted(failures: u8, now: Moment) -> Self {
        Self {
            failures,
            locked_until: (failures >= FAILURES).then(|| now.after(LOCK)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_failure_locks_for_fifteen_minutes() {
        let now = Moment::from_unix_millis(1_000_000);
        let mut attempts = Attempts::default();
        for _ in 0..FAILURES {
            attempts = attempts.begin(now).unwrap();
        }
        assert_eq!(attempts.begin(now), Err(now.after(LOCK)));
        let almost = Moment::from_unix_millis(now.after(LOCK).unix_millis() - 1);
        assert_eq!(attempts.begin(almost), Err(now.after(LOCK)));
    }

    #[test]
    fn after_the_lock_there_are_five_tries_again() {
        let now = Moment::from_unix_millis(1_000_000);
        let mut attempts = Attempts {
            failures: FAILURES,
            locked_until: Some(now),
        };
        for _ in 1..FAILURES {
            attempts = attempts.begin(now).unwrap();
            assert_eq!(attempts.locked_until, None);
        }
        attempts = attempts.begin(now).unwrap();
        assert!(attempts.begin(now).is_err());
    }

    #[test]
    fn many_at_once_are_counted_before_they_are_checked() {
        let now = Moment::from_unix_millis(1_000_000);
        let mut attempts = Attempts::default();
        let let_in = (0..1_000)
            .filter(|_| match attempts.begin(now) {
                Ok(next) => {
                    attempts = next;
                    true
                }
                Err(_) => false,
            })
            .count();
        assert_eq!(let_in, usize::from(FAILURES));
    }
}
