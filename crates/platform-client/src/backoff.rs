//! Pauses between tries: exponential, with full jitter.

use std::time::Duration;

use crate::Error;

/// Between nothing and `base` · 2^tries, at most `cap`: full jitter spreads those who failed
/// together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The longest pause after the first try.
    pub base: Duration,
    /// The longest pause of all.
    pub cap: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            base: Duration::from_millis(500),
            cap: Duration::from_secs(20),
        }
    }
}

impl Backoff {
    /// The longest pause after so many failed tries, from 1.
    pub fn ceiling(&self, tries: u32) -> Duration {
        let doubled = 1u32
            .checked_shl(tries.saturating_sub(1))
            .unwrap_or(u32::MAX);
        self.base.saturating_mul(doubled).min(self.cap)
    }

    /// A pause, by 53 random bits: the whole ceiling for all of them, nothing for none.
    pub fn pause(&self, tries: u32, random: u64) -> Duration {
        let share = (random >> 11) as f64 / ((1u64 << 53) - 1) as f64;
        self.ceiling(tries).mul_f64(share)
    }
}

/// Random numbers for pauses; no secret is made of them. SplitMix64.
#[derive(Debug)]
pub struct Jitter(u64);

impl Jitter {
    /// One that differs from all others.
    pub fn random() -> Result<Self, Error> {
        getrandom::u64()
            .map(Self)
            .map_err(|_| Error::System("random numbers"))
    }

    /// One that can be repeated.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}
