//! When an account is looked at again, and when its removal is tried again.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::{Duration, SystemTime},
};

use signet_telegram::Standing;

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The window comes first.
const SOON: Duration = Duration::from_secs(3);

/// Between two accounts at the start, on average.
const APART: Duration = Duration::from_secs(2);

/// The first wait after a try that did not reach Telegram, doubled each time.
const FIRST: Duration = Duration::from_secs(30);

/// Nothing is planned for later. What is was planned before the clock was put back.
const LATEST: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// Chance, for being out of step with others. Nothing secret is made of it.
pub struct Chance(u64);

impl Chance {
    pub fn new() -> Self {
        Self(RandomState::new().build_hasher().finish())
    }

    #[cfg(test)]
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 up to, and without, 1. SplitMix64; 53 bits are all that a fraction holds.
    pub fn fraction(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// How long after the vault was opened one of so many accounts is looked at first.
pub fn first_check(accounts: usize, chance: f64) -> Duration {
    let accounts = u32::try_from(accounts).unwrap_or(u32::MAX);
    let spread = APART.saturating_mul(accounts).clamp(SECOND, HOUR);
    SOON + spread.mul_f64(chance)
}

/// How long after a look the next one is. `misses` says how many in a row did not reach Telegram.
pub fn next_check(standing: Standing, misses: u32, chance: f64) -> Duration {
    let about = match standing {
        Standing::Active | Standing::Frozen => HOUR,
        Standing::Unreachable => doubled(misses.saturating_sub(1)),
        // Only a new sign-in helps, or what people at Telegram decide.
        Standing::Revoked
        | Standing::Duplicated
        | Standing::Expired
        | Standing::KeyLost
        | Standing::Deactivated
        | Standing::Banned => DAY,
    };
    around(about, chance)
}

/// How long after so many tries an account that is leaving is tried to be signed out again.
pub fn next_leave(tries: u32, chance: f64) -> Duration {
    around(doubled(tries.saturating_sub(1)), chance)
}

/// Whether the time has come.
pub fn is_due(at: SystemTime, now: SystemTime) -> bool {
    at.duration_since(now)
        .map_or(true, |wait| wait.is_zero() || wait > LATEST)
}

fn doubled(times: u32) -> Duration {
    FIRST.saturating_mul(1 << times.min(16)).min(HOUR)
}

/// A tenth more or less.
fn around(about: Duration, chance: f64) -> Duration {
    about.mul_f64(0.9 + 0.2 * chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_looks_are_spread_and_come_soon() {
        let mut chance = Chance::of(7);
        for accounts in [1, 20, 10_000] {
            let all: Vec<_> = (0..200)
                .map(|_| first_check(accounts, chance.fraction()))
                .collect();
            let spread = Duration::from_secs(2 * accounts as u64).min(HOUR);
            assert!(
                all.iter()
                    .all(|wait| *wait >= SOON && *wait <= SOON + spread)
            );
            let width = *all.iter().max().unwrap() - *all.iter().min().unwrap();
            assert!(width > spread / 2, "{accounts}: {width:?}");
        }
    }

    #[test]
    fn a_sign_in_that_works_is_looked_at_about_every_hour() {
        let mut chance = Chance::of(8);
        for _ in 0..200 {
            let wait = next_check(Standing::Active, 0, chance.fraction());
            assert!(wait >= HOUR * 9 / 10 && wait <= HOUR * 11 / 10, "{wait:?}");
        }
    }

    #[test]
    fn being_offline_is_noticed_to_be_over_sooner_and_a_lost_sign_in_is_left_in_peace() {
        let middle = |standing, misses| next_check(standing, misses, 0.5);
        assert_eq!(middle(Standing::Unreachable, 1), FIRST);
        assert_eq!(middle(Standing::Unreachable, 3), FIRST * 4);
        assert_eq!(middle(Standing::Unreachable, u32::MAX), HOUR);
        assert_eq!(middle(Standing::Revoked, 0), DAY);
    }

    #[test]
    fn a_removal_is_tried_ever_more_rarely() {
        let waits: Vec<_> = (1..20).map(|tries| next_leave(tries, 0.5)).collect();
        assert_eq!(waits[0], FIRST);
        assert!(waits.is_sorted());
        assert_eq!(waits.last(), Some(&HOUR));
    }

    #[test]
    fn a_clock_that_was_put_back_holds_nothing_up() {
        let now = SystemTime::UNIX_EPOCH + DAY * 1000;
        assert!(is_due(now, now) && is_due(now - SECOND, now));
        assert!(!is_due(now + SECOND, now) && !is_due(now + DAY, now));
        assert!(is_due(now + DAY * 30, now));
    }
}
