//! When a message that was not taken is tried again: for three days, ever more slowly.

use std::time::Duration;

use signet_contract::platform::Moment;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// Seconds after the first attempt, the second, …; what Standard Webhooks recommends.
const WAITS: [u64; 9] = [
    5,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];

/// The longest that a receiver may ask to be left alone for.
const LONGEST_WISH: Duration = Duration::from_secs(24 * HOUR);

/// When to try again after this many attempts; never after the last. `chance` (0 to 1) spreads
/// the messages that failed together over half of the wait. A receiver's `Retry-After` only
/// makes it later.
pub fn next(attempts: u32, now: Moment, chance: f64, wish: Option<Duration>) -> Option<Moment> {
    let at = usize::try_from(attempts).ok()?.checked_sub(1)?;
    let wait = Duration::from_secs(*WAITS.get(at)?);
    let spread = wait.mul_f64(0.5 * chance.clamp(0.0, 1.0));
    let wish = wish.unwrap_or_default().min(LONGEST_WISH);
    Some(now.after((wait + spread).max(wish)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let now = Moment::from_unix_millis(0);
        let mut last = Duration::ZERO;
        for attempts in 1..=9 {
            let wait = now.until(next(attempts, now, 0.0, None).unwrap());
            assert!(wait > last);
            last = wait;
        }
        assert_eq!(next(10, now, 0.0, None), None);
        assert_eq!(next(0, now, 0.0, None), None);
    }

    #[test]
    fn chance_spreads_over_half_the_wait_and_never_shortens_it() {
        let now = Moment::from_unix_millis(0);
        let wait = |chance| now.until(next(2, now, chance, None).unwrap());
        assert_eq!(wait(0.0), Duration::from_secs(300));
        assert_eq!(wait(1.0), Duration::from_secs(450));
        assert_eq!(wait(7.0), Duration::from_secs(450));
    }

    #[test]
    fn a_receiver_may_ask_for_later_but_not_for_never() {
        let now = Moment::from_unix_millis(0);
        let wait = |wish| now.until(next(1, now, 0.0, Some(Duration::from_secs(wish))).unwrap());
        assert_eq!(wait(1), Duration::from_secs(5));
        assert_eq!(wait(120), Duration::from_secs(120));
        assert_eq!(wait(10 * 24 * HOUR), LONGEST_WISH);
    }
}
