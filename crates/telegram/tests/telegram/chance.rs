//! Chance for tests: the same with the same seed, which is printed.

#![expect(clippy::print_stdout, reason = "the seed is to be read")]

use std::env;

/// Whether everything is to be tried.
pub fn is_thorough() -> bool {
    env::var_os("SIGNET_THOROUGH").is_some()
}

/// Of `SIGNET_TEST_SEED`, or a new one.
pub fn seed() -> u64 {
    let given = env::var("SIGNET_TEST_SEED").ok();
    let seed = given.map_or_else(new, |seed| seed.parse().unwrap());
    println!("SIGNET_TEST_SEED={seed}");
    seed
}

/// So many of them, or all when everything is to be tried.
pub fn slice<T>(all: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    if is_thorough() {
        return all;
    }
    let mut state = seed();
    while all.len() > most {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let at = (x ^ (x >> 31)) % u64::try_from(all.len()).unwrap();
        all.swap_remove(usize::try_from(at).unwrap());
    }
    all
}

fn new() -> u64 {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap();
    u64::from(since.subsec_nanos())
}
