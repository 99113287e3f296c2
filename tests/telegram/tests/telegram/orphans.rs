//! Whatever a person does, whatever breaks and whenever the program dies: nobody is signed in
//! that nobody knows of.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use secrecy::ExposeSecret;
use signet_sandbox::{Config, Fault, NewAccount, Rules, Sandbox};
use signet_telegram::{
    FutureToken, Road,
    devices::log_out,
    login::{Input, LoginFlow, Setup},
};
use signet_test_telegram::{
    Chance, Drawer, PASSWORD, home_name, person, road_of, sign_in, thorough,
};
use tokio::runtime::Builder;

use crate::program::{Program, Vault};

const PATIENCE: &str = "rpc_timeout_ms = 600\n";
/// Longer than anybody waits.
const DELAY: u64 = 900;
/// Of those that something may happen to.
const METHODS: [&str; 14] = [
    "req_pq_multi",
    "req_DH_params",
    "set_client_DH_params",
    "auth.sendCode",
    "auth.signIn",
    "auth.cancelCode",
    "auth.exportLoginToken",
    "auth.acceptLoginToken",
    "auth.checkPassword",
    "account.getPassword",
    "account.getAuthorizations",
    "account.resetAuthorization",
    "auth.logOut",
    "users.getUsers",
];

const HAPPENINGS: [&str; 14] = [
    "sign in as",
    "Done",
    "Cancel:",
    "suspend",
    "drop",
    "resume a kept",
    "end a kept",
    "scanned: Ok",
    "mint ",
    "minted ",
    "stopped at",
    "recover ",
    "log out ",
    "killed after",
];

#[test]
fn nobody_is_signed_in_that_nobody_knows_of() {
    let seed = Chance::seeded().number();
    // Each worker has a sandbox of its own; most of the time is spent waiting.
    let (workers, most, time) = match thorough() {
        true => (16, 1000, Duration::from_secs(4 * 3600)),
        false => (4, u64::MAX, Duration::from_secs(8)),
    };
    let (next, failed) = (AtomicU64::new(0), AtomicBool::new(false));
    let (first, happened) = (Instant::now(), Mutex::default());
    let done: u64 = std::thread::scope(|scope| {
        let work = || {
            let sandbox = sandbox();
            let (begun, mut done) = (Instant::now(), 0);
            while begun.elapsed() < time && !failed.load(Ordering::Relaxed) {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= most {
                    break;
                }
                let vault = Vault::new();
                let found = sequence(&sandbox, &vault, seed, number);
                if let Err(found) = found {
                    failed.store(true, Ordering::Relaxed);
                    let story = vault.story().join("\n  ");
                    panic!("sequence {number}: {found}\n  {story}");
                }
                count(&vault.story(), &mut happened.lock().unwrap());
                done += 1;
            }
            assert_eq!(sandbox.violations(), []);
            done
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    });
    println!("{done} sequences in {:.1?}", first.elapsed());
    println!("{:?}", happened.into_inner().unwrap());
    assert!(done > 0);
}

/// How often what happened, for whoever reads what was covered.
fn count(story: &[String], happened: &mut BTreeMap<&'static str, u64>) {
    for what in HAPPENINGS {
        let times = story.iter().filter(|line| line.contains(what)).count();
        *happened.entry(what).or_default() += times as u64;
    }
}

fn sandbox() -> Sandbox {
    Sandbox::start(Config {
        rules: Rules {
            codes_per_day: usize::MAX,
            password_attempts: usize::MAX,
            token_seconds: 2,
            ..Rules::default()
        },
        ..Config::default()
    })
    .unwrap()
}

#[tokio::test]
async fn an_orphan_would_be_found() {
    let sandbox = sandbox();
    let phone = "9996620778";
    sandbox.make_account(person(phone)).unwrap();
    let road = road_of(sandbox.environment()).unwrap();
    let session = sign_in(&road, phone).await.unwrap();
    let vault = Vault::new();
    let nobody = check(&sandbox, &vault, phone, 1).unwrap_err();
    assert_eq!(nobody, "nobody knows of Ada's desk");
    vault.drawer.put(session);
    assert_eq!(check(&sandbox, &vault, phone, 1), Ok(()));
    let unasked = check(&sandbox, &vault, phone, 0).unwrap_err();
    assert_eq!(unasked, "1 codes were sent for, 0 wanted");
}

/// Telegram may do late what a program asked for just before it died.
#[test]
fn a_sign_in_that_is_done_after_it_was_ended_is_ended_again() {
    let sandbox = sandbox();
    let phone = "9996620777";
    sandbox.make_account(person(phone)).unwrap();
    let road = road_of(&format!("{}{PATIENCE}", sandbox.environment())).unwrap();
    let dies = runtime();
    let drawer = Arc::new(Drawer::default());
    dies.block_on(async {
        let session = sign_in(&road, phone).await.unwrap();
        let left = log_out(&road, session).await.unwrap().unwrap();
        let setup = Setup {
            introduction: home_name().unwrap(),
            future_tokens: vec![FutureToken::new(left.expose_secret().to_vec())],
            except: Vec::new(),
        };
        let flow = LoginFlow::begin(road.clone(), setup, Arc::clone(&drawer)).unwrap();
        let before = codes(&sandbox);
        let delay = Fault::Delay { milliseconds: 400 };
        sandbox.script("auth.sendCode", 1, delay);
        // The token lets in without a code.
        let number = flow.submit(Input::Phone(format!("+{phone}").into()));
        let asked = async {
            while codes(&sandbox) == before {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::select! {
            answer = number => panic!("not slowed down: {answer:?}"),
            () = asked => {}
        }
    });
    drop(dies);
    let form = drawer.forms().unwrap().pop().unwrap();
    let ended = LoginFlow::end(&road, Arc::clone(&drawer), form);
    runtime().block_on(ended).unwrap();
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(sandbox.devices(phone).unwrap(), [""; 0]);
    assert_eq!(drawer.forms().unwrap().len(), 0);
    assert_eq!(sandbox.violations(), []);
}

/// One person's week. An error says what is wrong.
fn sequence(sandbox: &Sandbox, vault: &Vault, seed: u64, number: u64) -> Result<(), String> {
    let mut chance = Chance::of(seed ^ number.wrapping_mul(0x9e37_79b9));
    let (dc, guarded) = (chance.one_of([2, 2, 2, 1]), chance.below(3) == 0);
    let phone = format!("99966{dc}{:04}", number % 10_000);
    let account = NewAccount {
        password: guarded.then(|| PASSWORD.to_owned()),
        ..person(&phone)
    };
    sandbox.make_account(account).map_err(|e| e.to_string())?;
    let road = road_of(&format!("{}{PATIENCE}", sandbox.environment())).unwrap();
    let codes_before = codes(sandbox);

    for _ in 0..chance.below(4) + 2 {
        if chance.below(3) == 0 {
            let aged = sandbox.age_authorizations(&phone, Duration::from_secs(2 * 86_400));
            aged.map_err(|e| e.to_string())?;
        }
        for _ in 0..chance.below(3) {
            let (method, fault) = (chance.one_of(METHODS), fault(&mut chance));
            vault.tell(format!("{fault:?} at {method}"));
            let good = chance.below(2) as u32;
            sandbox.script(method, good, Fault::Delay { milliseconds: 0 });
            sandbox.script(method, 1, fault);
        }
        run(&road, vault, &phone, &mut chance);
        sandbox.clear_faults();
    }
    // What is on its way arrives.
    std::thread::sleep(Duration::from_millis(DELAY));
    for _ in 0..3 {
        let mut last = Program {
            road: &road,
            vault,
            phone: &phone,
            chance: &mut chance,
        };
        runtime().block_on(last.clean_up(true));
        if vault.is_settled() {
            break;
        }
    }
    check(sandbox, vault, &phone, codes_before)
}

/// The program starts, does something, and ends or is killed.
fn run(road: &Road, vault: &Vault, phone: &str, chance: &mut Chance) {
    let kill_after = match chance.below(3) {
        0 => Some(Duration::from_millis(chance.below(900))),
        _ => None,
    };
    let runtime = runtime();
    runtime.block_on(async {
        let mut program = Program {
            road,
            vault,
            phone,
            chance,
        };
        let life = async {
            program.clean_up(false).await;
            program.something().await;
        };
        match kill_after {
            Some(after) => {
                if tokio::time::timeout(after, life).await.is_err() {
                    vault.tell(format!("killed after {after:?}"));
                }
            }
            None => life.await,
        }
    });
    // Whatever is still under way in it dies here.
    drop(runtime);
}

/// Runs only while something waits for it, so that dropping it is a death.
fn runtime() -> tokio::runtime::Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn fault(chance: &mut Chance) -> Fault {
    let error = |code, message: &str| Fault::Error {
        code,
        message: message.to_owned(),
    };
    match chance.below(8) {
        0 => Fault::DropBefore,
        1 | 2 => Fault::DropAfter,
        3 => Fault::Delay {
            milliseconds: DELAY,
        },
        4 => Fault::Garbage,
        5 => error(420, "FLOOD_WAIT_1"),
        6 => error(500, "AUTH_RESTART"),
        _ => Fault::Refuse { code: -429 },
    }
}

fn codes(sandbox: &Sandbox) -> u64 {
    let asked = sandbox.asked();
    asked.get("auth.sendCode").copied().unwrap_or_default()
}

fn check(sandbox: &Sandbox, vault: &Vault, phone: &str, before: u64) -> Result<(), String> {
    if !vault.is_settled() {
        return Err("something is neither finished nor undone".to_owned());
    }
    let there = sandbox.devices(phone).map_err(|e| e.to_string())?;
    let there: BTreeSet<_> = there.into_iter().collect();
    let sessions = vault.drawer.sessions();
    let names = sessions.iter().map(|session| session.introduction());
    let here: BTreeSet<_> = names.map(|name| name.device_model().to_owned()).collect();
    if let Some(orphan) = there.difference(&here).next() {
        return Err(format!("nobody knows of {orphan}"));
    }
    let lost = here.difference(&there).find(|name| !vault.was_ended(name));
    if let Some(lost) = lost {
        return Err(format!("{lost} is kept and dead"));
    }
    // A number that lives elsewhere is asked for there once more.
    let each = if phone.starts_with("999662") { 1 } else { 2 };
    let (asked, wanted) = (codes(sandbox) - before, vault.codes());
    if asked > wanted * each {
        return Err(format!("{asked} codes were sent for, {wanted} wanted"));
    }
    if sandbox.violations().is_empty() {
        Ok(())
    } else {
        Err(format!("{:?}", sandbox.violations()))
    }
}
