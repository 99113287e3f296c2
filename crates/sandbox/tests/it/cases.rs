//! Many cases of anything, after none of which a task of a sandbox may have panicked.

use std::sync::{Mutex, Once};
use std::{env, panic, thread};

use proptest::test_runner::{Config, RngSeed, TestRunner};

static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());
static HOOK: Once = Once::new();

/// So many cases, always the same ones; a hundred times as many new ones when that is asked for.
pub fn runner(cases: u32) -> TestRunner {
    notice_panics();
    let thorough = env::var_os("SIGNET_THOROUGH").is_some();
    let (cases, rng_seed) = if thorough {
        (cases * 100, RngSeed::Random)
    } else {
        (cases, RngSeed::Fixed(20))
    };
    TestRunner::new(Config {
        cases,
        rng_seed,
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..Config::default()
    })
}

/// Of the tasks of every sandbox in this process.
pub fn notice_panics() {
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() == Some("sandbox") {
                PANICS.lock().unwrap().push(info.to_string());
            }
            others(info);
        }));
    });
}

pub fn nothing_panicked() {
    let panics = std::mem::take(&mut *PANICS.lock().unwrap());
    assert_eq!(panics, Vec::<String>::new());
}
