//! Whatever a person does and a server answers, in whatever order.

mod server;

use std::collections::VecDeque;
use std::env;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use super::{Action, Limits, Machine};
use crate::login::request::Request;
use crate::login::state::{Remains, State};
use crate::login::{Cause, Input, InputKind, Snapshot, Step, StoreFailure};
use crate::{Environment, Error, Road};

const PHONE: &str = "4915123454077";
const HASH: &str = "hash-of-the-code";
const CODE: &str = "73519";
const PASSWORD: &str = "correct horse battery";
const ADDRESS: &str = "somebody@secret.example";

/// No road is taken here.
fn nowhere() -> Road {
    Road::new(Arc::new(Environment::test()), None)
}

/// Telegram, as far as one key sees it.
#[derive(Default)]
struct Server {
    /// Whole, or with the password missing.
    entered: Option<Whole>,
    /// A good code whose name the client was told, and which it has not tried to cancel.
    code: bool,
    token: bool,
    /// Accepted here, to be claimed on another DC.
    transfer: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Whole(bool);

/// Decisions, one byte each; zeros when it is used up, so that every case ends.
struct Chance(VecDeque<u8>);

impl Chance {
    fn of(&mut self, sides: u8) -> u8 {
        self.0.pop_front().unwrap_or_default() % sides
    }

    fn is_over(&self) -> bool {
        self.0.is_empty()
    }
}

struct Case {
    machine: Machine,
    server: Server,
    chance: Chance,
    now: SystemTime,
    kept: bool,
    dc: u8,
    /// Codes that may be asked for: by the person, or because a DC sent us on.
    allowed: u32,
    asked: u32,
    saved: bool,
    /// What was done, for whoever reads why a case failed.
    story: Vec<String>,
}

/// Tells what led to a failure.
impl Drop for Case {
    fn drop(&mut self) {
        if std::thread::panicking() {
            FAILED.lock().unwrap().clone_from(&self.story);
        }
    }
}

static FAILED: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl Case {
    fn new(bytes: Vec<u8>) -> Self {
        let mut chance = Chance(bytes.into());
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let limits = Limits {
            home_dc: 2,
            patience: Duration::from_secs(15),
            tokens_offered: chance.of(4) == 0,
        };
        Self {
            machine: Machine::new(limits, now),
            server: Server::default(),
            chance,
            now,
            kept: false,
            dc: 2,
            allowed: 0,
            asked: 0,
            saved: false,
            story: Vec::new(),
        }
    }

    fn run(mut self) {
        while !self.chance.is_over() && !self.machine.is_final() {
            self.event();
            self.work(true);
            self.rests();
        }
        // A cancel at any point ends it, unless it is done.
        if !self.machine.is_final() {
            self.machine.input(Input::Cancel, self.now).unwrap();
            self.work(false);
        }
        assert!(self.machine.is_final());
        assert!(matches!(self.machine.next(), Action::Rest));
        let done = matches!(self.machine.state, State::Done(_));
        assert_eq!(done, self.saved, "done is what is saved");
        if !done {
            assert!(self.server.entered.is_none(), "an orphan");
            assert!(!self.server.code, "a code that is still good");
        }
    }

    /// Something happens while nothing is waited for.
    fn event(&mut self) {
        self.now += Duration::from_secs(u64::from(self.chance.of(40)));
        match self.chance.of(8) {
            0 => self.machine.tick(self.now),
            1 => self.machine.reconnected(),
            2 if self.server.token => {
                self.server.token = false;
                let elsewhere = self.chance.of(3) == 0;
                self.server.transfer = elsewhere;
                if !elsewhere {
                    self.server.entered = Some(Whole(self.chance.of(2) == 0));
                }
                if self.chance.of(3) > 0 {
                    self.machine.scanned();
                }
            }
            _ => {
                let offers = self.machine.snapshot(false, self.now).offers;
                let at = self.chance.of(u8::try_from(offers.len()).unwrap());
                self.submit(offers[usize::from(at)]);
            }
        }
    }

    fn submit(&mut self, kind: InputKind) {
        self.story.push(format!("{kind:?}"));
        if matches!(kind, InputKind::Phone | InputKind::NewCode) {
            self.allowed += 1;
        }
        let input = match kind {
            InputKind::Phone => Input::Phone(PHONE.into()),
            InputKind::UseQr => Input::UseQr,
            InputKind::UsePhone => Input::UsePhone,
            InputKind::Code => Input::Code(CODE.into()),
            InputKind::Resend => Input::Resend,
            InputKind::NewCode => Input::NewCode,
            InputKind::Email => Input::Email(ADDRESS.into()),
            InputKind::ResetEmail => Input::ResetEmail,
            InputKind::Password => Input::Password(PASSWORD.into()),
            InputKind::Recover => Input::Recover,
            InputKind::Back => Input::Back,
            InputKind::Retry => Input::Retry,
            InputKind::Proxy => Input::Proxy(nowhere()),
            InputKind::Cancel => Input::Cancel,
        };
        self.machine.input(input, self.now).unwrap();
    }

    /// Does what the machine says until it rests.
    fn work(&mut self, may_leave: bool) {
        for step in 0.. {
            assert!(step < 60, "it goes on and on: {:?}", self.machine);
            let action = self.machine.next();
            self.story.push(format!("{action:?}"));
            self.tells_no_secret(&self.machine.snapshot(false, self.now));
            match action {
                Action::Rest => return,
                Action::Abandon(remains) => self.abandoned(&remains),
                Action::Keep => self.keep(),
                Action::Save => self.save(),
                Action::Ask(request) => self.ask(request, may_leave),
            }
        }
    }

    fn keep(&mut self) {
        self.moved();
        let result = match self.chance.of(8) {
            7 => Err(Cause::Store(StoreFailure::Full)),
            _ => Ok(()),
        };
        self.kept = result.is_ok();
        self.machine.kept(result, self.now);
    }

    fn save(&mut self) {
        assert!(self.server.entered == Some(Whole(true)), "nobody is in");
        let fails = self.chance.of(4) == 3;
        self.saved = !fails;
        self.machine.saved(if fails {
            Err(StoreFailure::Unavailable)
        } else {
            Ok(())
        });
    }

    fn abandoned(&mut self, remains: &Remains) {
        let held = &remains.held;
        if !remains.key_lost {
            let covered = held.entered || held.doubt.is_some() || held.token_until.is_some();
            assert!(
                self.server.entered.is_none() || covered,
                "an orphan: {remains:?}"
            );
            // The sign-in goes on with another key, and takes along what is not the key's.
            let moves = self.dc != self.machine.dc() && remains.code.is_none();
            let claims = moves || held.transfer.is_some() || held.token_until.is_some();
            assert!(!self.server.transfer || claims, "unclaimed: {remains:?}");
            let cancels = moves || remains.code.is_some();
            assert!(!self.server.code || cancels, "a living code");
            if moves && self.machine.sent().is_some() || self.machine.held.transfer.is_some() {
                self.server.entered = None;
                self.server.token = false;
                self.kept = false;
                self.dc = self.machine.dc();
                return;
            }
        }
        self.server = Server::default();
        self.kept = false;
        self.dc = self.machine.dc();
    }

    /// Another DC is another key.
    fn moved(&mut self) {
        if self.dc != self.machine.dc() {
            assert!(self.server.entered.is_none(), "an orphan on the old DC");
            self.dc = self.machine.dc();
            self.server.token = false;
            self.kept = false;
        }
    }

    fn ask(&mut self, request: Request, may_leave: bool) {
        self.moved();
        let enters = request.enters(self.machine.limits.tokens_offered);
        assert!(!enters || self.kept, "nothing could end it: {request:?}");
        if matches!(request, Request::SendCode) {
            self.asked += 1;
            assert!(self.asked <= self.allowed, "a code nobody asked for");
        }
        self.now += Duration::from_millis(u64::from(self.chance.of(200)) * 10);
        let luck = self.chance.of(16);
        if luck == 15 && may_leave {
            if self.chance.of(2) == 0 {
                drop(self.untold(&request));
            }
            self.machine.interrupted(Some(&request), self.now);
            let way = [InputKind::Cancel, InputKind::UsePhone, InputKind::UseQr];
            let way = way[usize::from(self.chance.of(3))];
            if self.machine.accepts(way, self.now).is_ok() {
                self.submit(way);
            } else {
                self.submit(InputKind::Cancel);
            }
            return;
        }
        let method = "auth.any";
        let result = match luck {
            // Lost on the way there, lost on the way back, refused, answered.
            11 => Err(Error::TimedOut { method }),
            12 => {
                let refused = self.untold(&request).err();
                Err(refused.unwrap_or(Error::Dropped { method }))
            }
            13 => Err(self.refuses(&request)),
            14 => Err(Error::Unreachable {
                dc: 2,
                kind: std::io::ErrorKind::ConnectionRefused,
            }),
            _ => self.does(&request),
        };
        if matches!(request, Request::CancelCode) {
            self.server.code = false;
        }
        self.story.push(format!("{:?}", result.as_ref().err()));
        self.machine.answered(request, result, self.now);
    }

    /// The work, whose answer nobody hears.
    fn untold(&mut self, request: &Request) -> Result<(), Error> {
        let (code, token) = (self.server.code, self.server.token);
        let done = self.does(request).map(drop);
        self.server.code &= code;
        // What was never shown cannot be scanned.
        self.server.token &= token;
        done
    }

    /// Nothing is waited for: there is a way on, and what was asked for is accounted for.
    fn rests(&self) {
        let snapshot = self.machine.snapshot(false, self.now);
        assert!(!snapshot.busy);
        let over = matches!(snapshot.step, Step::Done { .. } | Step::Over);
        let onward = |kind: &InputKind| !matches!(kind, InputKind::Cancel | InputKind::Proxy);
        let waits = matches!(snapshot.step, Step::Qr { .. });
        let goes_on = snapshot.offers.iter().any(onward);
        assert!(over != goes_on, "{snapshot:?}");
        assert!(!waits || goes_on);
        assert_eq!(matches!(snapshot.step, Step::Done { .. }), self.saved);
    }

    fn tells_no_secret(&self, snapshot: &Snapshot) {
        let printed = format!("{snapshot:?}");
        for secret in [PHONE, HASH, CODE, PASSWORD, ADDRESS] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the seed is to be read")]
fn no_order_of_events_breaks_a_promise() {
    let given = env::var("SIGNET_TEST_SEED").ok();
    let seed = given.map_or_else(
        || u64::from(UNIX_EPOCH.elapsed().unwrap().subsec_nanos()),
        |seed| seed.parse().unwrap(),
    );
    let thorough = env::var_os("SIGNET_THOROUGH").is_some();
    println!("SIGNET_TEST_SEED={seed}");
    let mut runner = TestRunner::new(Config {
        cases: if thorough { 10_000 } else { 1_000 },
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    });
    let bytes = vec(any::<u8>(), 0..300);
    let run = |bytes| {
        Case::new(bytes).run();
        Ok(())
    };
    if let Err(failure) = runner.run(&bytes, run) {
        let story = FAILED.lock().unwrap().join("\n");
        panic!("{failure}\n{story}");
    }
}
