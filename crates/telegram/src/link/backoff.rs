//! How long to wait before a connection is tried again: growing, and not in step with others.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(60);

/// Full jitter: anything from nothing to twice as long as the last time.
pub(super) struct Backoff {
    failures: u32,
    state: u64,
}

impl Backoff {
    /// The seed decides all that follows.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            failures: 0,
            state: seed,
        }
    }

    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// How long to wait after one more failure.
    pub(super) fn failed(&mut self) -> Duration {
        let most = FIRST
            .saturating_mul(1 << self.failures.min(16))
            .min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        // 53 bits of chance, all that a fraction holds.
        let fraction = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        most.mul_f64(fraction)
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_limit_and_begin_anew_after_a_success() {
        let mean = |failures: u32| {
            let all: Duration = (0..400)
                .map(|seed| {
                    let mut backoff = Backoff::new(seed);
                    for _ in 0..failures {
                        backoff.failed();
                    }
                    backoff.failed()
                })
                .sum();
            all / 400
        };
        let near = |wait: Duration, expected: u64| {
            let millis = u64::try_from(wait.as_millis()).unwrap();
            (expected * 8 / 10..=expected * 12 / 10).contains(&millis)
        };
        assert!(near(mean(0), 125), "{:?}", mean(0));
        assert!(near(mean(3), 1000), "{:?}", mean(3));
        assert!(near(mean(20), 30_000), "{:?}", mean(20));
        let mut backoff = Backoff::new(1);
        (0..20).for_each(|_| assert!(backoff.failed() <= LONGEST));
        backoff.succeeded();
        assert!(backoff.failed() <= FIRST);
    }
}
