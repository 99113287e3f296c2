//! Many sign-ins in a row and many at once leave nothing behind.

#![expect(
    clippy::print_stdout,
    reason = "the seed and the figures are to be read"
)]

use std::env;
use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use grammers_mtproto::transport::{Full, Intermediate, Obfuscated, Transport};
use grammers_tl_types::{self as tl, Serializable};
use signet_sandbox::{Config, Counts, Rule, Rules, Sandbox};
use tokio::task::JoinSet;

use crate::client::{API_HASH, Client, exchange, no_violations, person, refusal};
use crate::raw::Raw;

const AT_ONCE: u32 = 50;
const WARM_UP: u32 = 20;
/// More than are made at once, and fewer than the warm-up makes with them.
const IDLE_KEYS: usize = 64;
const WRONG: usize = 20;
/// What the process may have grown by between the warm-up and the end.
const GROWTH_KIB: u64 = 1024;

/// Set for the process that the test starts from itself.
const ALONE: &str = "SANDBOX_ENDURANCE_ALONE";

/// In a process of its own: the memory is measured, and other tests would be measured with it.
#[test]
fn a_thousand_sign_ins_and_fifty_at_once_leave_nothing_behind() {
    if env::var_os(ALONE).is_some() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        return runtime.block_on(marathon());
    }
    let mut marathon = Command::new(env::current_exe().unwrap());
    let name = "endurance::a_thousand_sign_ins_and_fifty_at_once_leave_nothing_behind";
    marathon.args(["--exact", name, "--nocapture"]);
    marathon.env(ALONE, "1");
    // The client's large buffers go back to the system when they are freed, so that what stays
    // is what somebody holds.
    marathon.envs(["MMAP", "TRIM"].map(|what| (format!("MALLOC_{what}_THRESHOLD_"), "65536")));
    marathon.env("MALLOC_ARENA_MAX", "1");
    let ran = marathon.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    println!("{said}");
    let complained = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{complained}");
    assert!(said.contains("1 passed"), "the test did not find itself");
}

async fn marathon() {
    let thorough = env::var_os("SIGNET_THOROUGH").is_some();
    let (most, time) = match thorough {
        true => (1000, Duration::from_secs(3600)),
        false => (u32::MAX, Duration::from_secs(4)),
    };
    let mut chance = Chance::seeded();
    let sandbox = Arc::new(spacious());

    in_a_row(&sandbox, &mut chance, WARM_UP, Duration::MAX).await;
    at_once(&sandbox, &mut chance).await;
    let before = settled(&sandbox).await;
    let resident_before = resident_kib();

    let begun = Instant::now();
    let done = in_a_row(&sandbox, &mut chance, most, time).await;
    let took = begun.elapsed();
    let begun = Instant::now();
    at_once(&sandbox, &mut chance).await;
    let took_at_once = begun.elapsed();
    let after = settled(&sandbox).await;
    let resident_after = resident_kib();

    println!("{done} sign-ins in a row in {took:.1?}, {AT_ONCE} at once in {took_at_once:.1?}");
    println!(
        "resident: {resident_before:?} KiB after the warm-up, {resident_after:?} KiB at the end"
    );
    println!("before: {before:?}\nafter:  {after:?}");
    assert_eq!(before, after);
    assert_eq!((after.connections, after.devices), (0, 0));
    no_violations(&sandbox);
    if let Some((before, after)) = resident_before.zip(resident_after) {
        assert!(after < before + GROWTH_KIB, "from {before} to {after} KiB");
    }

    break_a_rule(&sandbox, WRONG).await;
    let found = sandbox.violations();
    println!("a wrong client: {} violations", found.len());
    assert_eq!(found.len(), WRONG);
    assert!(
        found
            .iter()
            .all(|found| found.rule == Rule::MessageIdParity)
    );
}

/// Lets the same people in all day.
fn spacious() -> Sandbox {
    Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        accounts: (0..AT_ONCE).map(|index| person(&phone(index))).collect(),
        rules: Rules {
            codes_per_day: usize::MAX,
            idle_keys: IDLE_KEYS,
            ..Rules::default()
        },
        ..Config::default()
    })
    .unwrap()
}

fn phone(index: u32) -> String {
    format!("999662{index:04}")
}

/// How many there were until the time was over.
async fn in_a_row(sandbox: &Arc<Sandbox>, chance: &mut Chance, most: u32, time: Duration) -> u32 {
    let begun = Instant::now();
    let mut done = 0;
    while done < most && begun.elapsed() < time {
        let whom = chance.below(AT_ONCE);
        let way = chance.way(whom);
        come_and_go(sandbox, way).await;
        done += 1;
    }
    done
}

async fn at_once(sandbox: &Arc<Sandbox>, chance: &mut Chance) {
    let mut all = JoinSet::new();
    for index in 0..AT_ONCE {
        let (sandbox, way) = (Arc::clone(sandbox), chance.way(index));
        all.spawn(async move { come_and_go(&sandbox, way).await });
    }
    while let Some(one) = all.join_next().await {
        one.unwrap();
    }
}

async fn come_and_go(sandbox: &Sandbox, way: Way) {
    match way.transport {
        0 => come_and_go_over(Full::new, sandbox, &way).await,
        1 => come_and_go_over(Intermediate::new, sandbox, &way).await,
        _ => come_and_go_over(|| Obfuscated::new(Intermediate::new()), sandbox, &way).await,
    }
}

/// A whole visit: a key, a code, perhaps a wrong one first, in, and out again.
async fn come_and_go_over<T: Transport>(transport: impl Fn() -> T, sandbox: &Sandbox, way: &Way) {
    let key = exchange(transport(), sandbox, 2, 1).await;
    let mut client = Client::with_key(transport, sandbox, 2, key, "Test")
        .await
        .unwrap();
    let hash = client.send_code(&way.phone).await.unwrap();
    if way.mistyped {
        let wrong = client.sign_in(&way.phone, &hash, "00000").await;
        assert_eq!(refusal(wrong), "400 PHONE_CODE_INVALID");
    }
    client.sign_in(&way.phone, &hash, "22222").await.unwrap();
    client.call(tl::functions::auth::LogOut {}).await.unwrap();
}

/// The counts once the sandbox has seen the last connection close.
async fn settled(sandbox: &Sandbox) -> Counts {
    let begun = Instant::now();
    while sandbox.counts().connections > 0 && begun.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sandbox.counts()
}

async fn break_a_rule(sandbox: &Sandbox, times: usize) {
    let key = exchange(Full::new(), sandbox, 2, 1).await;
    let stream = std::net::TcpStream::connect(crate::client::address(sandbox, 2)).unwrap();
    let mut raw = Raw::new(stream, key);
    for _ in 0..times {
        let id = raw.next_id() + 1;
        raw.send(id, 1, &tl::functions::Ping { ping_id: 1 }.to_bytes());
        raw.hear_a::<tl::types::BadMsgNotification>();
    }
}

/// None where the system does not say.
fn resident_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// How one visit goes.
struct Way {
    phone: String,
    transport: u32,
    mistyped: bool,
}

/// Chance that can be had again by its seed.
struct Chance(u64);

impl Chance {
    fn seeded() -> Self {
        let given = env::var("SIGNET_TEST_SEED").ok();
        let seed = given.and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(|| u64::from_le_bytes(crate::client::random()));
        println!("SIGNET_TEST_SEED={seed}");
        Self(seed)
    }

    fn way(&mut self, index: u32) -> Way {
        Way {
            phone: phone(index),
            transport: self.below(3),
            mistyped: self.below(8) == 0,
        }
    }

    /// SplitMix64.
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 33) as u32 % end
    }
}
