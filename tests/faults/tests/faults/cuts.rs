//! The log of the database is cut at any byte, or one of its bits is flipped.
//!
//! SQLite takes both for a crash in the midst of the next commit and silently goes on without what
//! comes behind. The rows must be those of one moment, the trail must tell the same story, and
//! whatever the head outside knows of and the trail does not must be reported.

use std::{fs, path::Path};

use signet_test_faults::{Chance, Rounds, folder, thorough};
use signet_trail::{Actor, Circumstance, Export, Fault, Recorded, Text, Timestamp};
use signet_vault::{Error, Health, Store, TrailAtStart};
use tempfile::TempDir;

use crate::{
    home::{Home, NOW, copy},
    secrets::USER,
    story::Operation,
    walk::{HERE, WALK, wait},
};

const DEEDS: u64 = 40;
const CUTS: u64 = 40;
const ALL_CUTS: u64 = 10_000;
const FLIPS: u64 = 20;
const ALL_FLIPS: u64 = 2_000;

#[test]
#[expect(clippy::print_stdout, reason = "what was covered is to be read")]
fn a_log_that_is_cut_tells_one_story_and_what_is_missing_is_reported() {
    let crash = Crash::new();
    let length = crash.log.len() as u64;
    let cuts = if thorough() {
        ALL_CUTS.min(length)
    } else {
        CUTS
    };
    let mut short = 0;
    let rounds = Rounds::of("cuts", HERE);
    let round = |number: usize, chance: &mut Chance| {
        // Spread evenly, each somewhere in its part.
        let part = length / cuts;
        let at = number as u64 * part + chance.below(part.max(1));
        let what = format!("cut at {at} of {length}");
        short += u64::from(crash.examine(&crash.log[..at as usize], &what));
    };
    rounds.each(cuts as usize, round).unwrap();
    assert!(!crash.examine(&crash.log, "not cut"), "nothing is missing");
    println!("{cuts} cuts, {short} of them reported");
    assert!(thorough() || short > cuts / 2, "only {short} were short");
}

#[test]
#[expect(clippy::print_stdout, reason = "what was covered is to be read")]
fn a_bit_that_flips_in_the_log_is_no_different_from_a_cut() {
    let crash = Crash::new();
    let length = crash.log.len() as u64;
    let flips = if thorough() { ALL_FLIPS } else { FLIPS };
    let mut short = 0;
    let rounds = Rounds::of("flips", HERE);
    let round = |_: usize, chance: &mut Chance| {
        let (at, bit) = (chance.below(length) as usize, chance.below(8));
        let mut log = crash.log.clone();
        log[at] ^= 1 << bit;
        short += u64::from(crash.examine(&log, &format!("bit {bit} of byte {at} of {length}")));
    };
    rounds.each(flips as usize, round).unwrap();
    println!("{flips} flipped bits, {short} of them reported");
    assert!(
        thorough() || short * 10 > flips * 8,
        "only {short} were short"
    );
}

/// What a crash leaves: everything is in the log, nothing in the database yet.
struct Crash {
    root: TempDir,
    log: Vec<u8>,
    /// The last line that the head outside knows.
    head: u64,
}

impl Crash {
    /// Each deed is a line first, then a row, both with its number.
    fn new() -> Self {
        let step = WALK
            .iter()
            .find(|step| step.operation == Operation::KeepToken);
        let cast = step.unwrap().mould.cast();
        let root = folder().unwrap();
        let head = wait(async {
            let mut home = Home::at(cast.path());
            home.open().await.unwrap();
            let account = home.store().accounts().of_user(USER).await.unwrap();
            let mut head = 0;
            for deed in 1..=DEEDS {
                head = record(home.store(), deed).await.unwrap().sequence();
                let (accounts, at) = (home.store().accounts(), moment(deed));
                let checked = accounts.checked(account.unwrap(), Health::Active, at);
                checked.await.unwrap();
            }
            copy(cast.path(), root.path());
            home.close().await;
            head
        });
        let vault = root.path().join("vault");
        fs::remove_file(vault.join("vault.db-shm")).unwrap();
        let log = fs::read(vault.join("vault.db-wal")).unwrap();
        Self { root, log, head }
    }

    /// Whether lines are missing.
    fn examine(&self, log: &[u8], what: &str) -> bool {
        let after = folder().unwrap();
        copy(self.root.path(), after.path());
        fs::write(after.path().join("vault/vault.db-wal"), log).unwrap();
        wait(self.open(after.path(), what))
    }

    async fn open(&self, root: &Path, what: &str) -> bool {
        let mut home = Home::at(root);
        let opened = home.open().await;
        opened.unwrap_or_else(|error| panic!("{what}: does not open: {error:?}"));
        let store = home.store();
        let page = store
            .activity()
            .page(None, 1, <_>::default())
            .await
            .unwrap();
        let last = page.entries.first();
        let line = last.map_or(0, |entry| entry.sequence);
        let told = last.map_or(0, |entry| deed(entry.event.circumstance.at));
        let accounts = store.accounts().list(None, 10).await.unwrap();
        let row = deed(accounts[0].checked_at);
        assert!(
            told == row || told == row + 1,
            "{what}: the trail tells of deed {told}, the rows of {row}"
        );
        let missing = (line < self.head).then_some(Fault::Truncated {
            from: line + 1,
            to: self.head,
        });
        let found = match store.trail_at_start() {
            TrailAtStart::Behind(fault) => Some(*fault),
            TrailAtStart::Fits | TrailAtStart::NoHead => None,
        };
        assert_eq!(found, missing, "{what}");
        match missing {
            None => {
                store.activity().verify().await.unwrap();
                drop(record(store, DEEDS + 1).await.unwrap());
            }
            Some(fault) => self.refuse(store, fault, what).await,
        }
        home.close().await;
        missing.is_some()
    }

    /// Nothing sensitive is done until the person has seen it.
    async fn refuse(&self, store: &Store, fault: Fault, what: &str) {
        let faults = match store.activity().verify().await {
            Err(Error::Trail(signet_trail::Error::Broken(faults))) => faults,
            other => panic!("{what}: {other:?}"),
        };
        assert_eq!(faults, [fault], "{what}");
        let refused = record(store, DEEDS + 1).await;
        assert!(matches!(refused, Err(Error::TrailBehind)), "{what}");
        let seen = store.activity().accept_loss(NOW, Text::none()).await;
        seen.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        drop(record(store, DEEDS + 1).await.unwrap());
    }
}

async fn record(store: &Store, deed: u64) -> Result<Recorded<Export>, Error> {
    let circumstance = Circumstance {
        at: moment(deed),
        actor: Actor::Person(Text::none()),
        subject: Text::none(),
        reference: Text::none(),
    };
    store.trail()?.record(circumstance).await
}

fn moment(deed: u64) -> Timestamp {
    Timestamp::from_unix_millis(NOW.unix_millis() + 1_000_000 + deed)
}

/// 0 for whatever was there before.
fn deed(at: Timestamp) -> u64 {
    at.unix_millis().saturating_sub(moment(0).unix_millis())
}
