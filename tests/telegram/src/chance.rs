//! Chance that can be had again by its seed.

use std::{
    env,
    hash::{BuildHasher, RandomState},
};

/// SplitMix64.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// From `SIGNET_TEST_SEED`, or a new seed. Printed, so that a failure can be had again.
    #[expect(clippy::print_stdout, reason = "the seed is to be read")]
    pub fn seeded() -> Self {
        let given = env::var("SIGNET_TEST_SEED").ok();
        let given = given.and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().hash_one(()));
        println!("SIGNET_TEST_SEED={seed}");
        Self(seed)
    }

    /// Always the same.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below this one, which is not zero.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number() % end
    }

    /// One of them.
    pub fn one_of<T: Copy, const N: usize>(&mut self, all: [T; N]) -> T {
        all[self.number() as usize % N]
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// Whether the full counts are wanted instead of a slice of each.
pub fn thorough() -> bool {
    env::var_os("SIGNET_THOROUGH").is_some()
}
