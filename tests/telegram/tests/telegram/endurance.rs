//! A thousand sign-ins in a row and fifty at once, and what they leave behind: nothing.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use signet_sandbox::{Config, Counts, NewAccount, Rules, Sandbox};
use signet_telegram::{Road, devices::log_out};
use signet_test_telegram::{
    Chance, PASSWORD, alone, person, resident_kib, road_of, sign_in, thorough,
};
use tokio::{runtime::Runtime, task::JoinSet};

const AT_ONCE: u64 = 50;
const WARM_UP: u64 = 20;
/// Keys that the sandbox remembers; it is warm when it has so many.
const IDLE_KEYS: usize = 64;
/// A sign-in that leaves 8 KiB behind each time is beyond this after a hundred.
const GROWTH_KIB: u64 = 1024;

#[test]
fn a_thousand_sign_ins_and_fifty_at_once_fail_never_and_leave_nothing() {
    let name = "endurance::a_thousand_sign_ins_and_fifty_at_once_fail_never_and_leave_nothing";
    let Some(ran) = alone(name).unwrap() else {
        return Runtime::new().unwrap().block_on(marathon());
    };
    let said = String::from_utf8_lossy(&ran.stdout);
    println!("{said}");
    let complained = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{complained}");
    assert!(said.contains("1 passed"), "the test did not find itself");
}

async fn marathon() {
    let (most, time) = match thorough() {
        true => (1000, Duration::from_secs(3600)),
        false => (u64::MAX, Duration::from_secs(5)),
    };
    let mut chance = Chance::seeded();
    let sandbox = spacious();
    let road = road_of(sandbox.environment()).unwrap();

    in_a_row(&road, &mut chance, WARM_UP, Duration::MAX).await;
    at_once(&road).await;
    let before = settled(&sandbox).await;
    let resident_before = resident_kib();

    let begun = Instant::now();
    let done = in_a_row(&road, &mut chance, most, time).await;
    let took = begun.elapsed();
    let begun = Instant::now();
    at_once(&road).await;
    let took_at_once = begun.elapsed();
    let after = settled(&sandbox).await;
    let resident_after = resident_kib();

    println!("{done} sign-ins in a row in {took:.1?}, {AT_ONCE} at once in {took_at_once:.1?}");
    println!("resident: {resident_before:?} KiB before, {resident_after:?} KiB after");
    println!("before: {before:?}\nafter:  {after:?}");
    assert_eq!(before, after);
    assert_eq!((after.connections, after.devices), (0, 0));
    assert_eq!(sandbox.violations(), []);
    if let Some((before, after)) = resident_before.zip(resident_after) {
        assert!(after < before + GROWTH_KIB, "from {before} to {after} KiB");
    }
}

/// Lets the same people in all day; every tenth of them has a password.
fn spacious() -> Sandbox {
    let somebody = |index: u64| NewAccount {
        password: index.is_multiple_of(10).then(|| PASSWORD.to_owned()),
        ..person(&phone(index))
    };
    Sandbox::start(Config {
        accounts: (0..AT_ONCE).map(somebody).collect(),
        rules: Rules {
            codes_per_day: usize::MAX,
            idle_keys: IDLE_KEYS,
            ..Rules::default()
        },
        ..Config::default()
    })
    .unwrap()
}

fn phone(index: u64) -> String {
    format!("999662{index:04}")
}

/// How many there were until the time was over.
async fn in_a_row(road: &Road, chance: &mut Chance, most: u64, time: Duration) -> u64 {
    let begun = Instant::now();
    let mut done = 0;
    while done < most && begun.elapsed() < time {
        come_and_go(road, &phone(chance.below(AT_ONCE))).await;
        done += 1;
    }
    done
}

async fn at_once(road: &Road) {
    let road = Arc::new(road.clone());
    let mut all = JoinSet::new();
    for index in 0..AT_ONCE {
        let road = Arc::clone(&road);
        all.spawn(async move { come_and_go(&road, &phone(index)).await });
    }
    while let Some(one) = all.join_next().await {
        one.unwrap();
    }
}

async fn come_and_go(road: &Road, phone: &str) {
    let session = sign_in(road, phone).await.unwrap();
    log_out(road, session).await.unwrap();
}

/// The counts once the sandbox has seen the last connection close.
async fn settled(sandbox: &Sandbox) -> Counts {
    let begun = Instant::now();
    while sandbox.counts().connections > 0 && begun.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sandbox.counts()
}
