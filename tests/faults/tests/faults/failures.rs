//! Every change of every operation fails once, or from then on: the disk is full, or broken.
//!
//! What must hold: the caller is told what is wrong, nothing is half done, and the next try works
//! once the disk does, in the same process or after a restart.

use signet_test_faults::{Chance, Change, Failure, Fault, Plan, Point, Rounds, thorough};
use signet_vault::{Error, TrailAtStart};

use crate::{
    home::Home,
    operate::QUEUED,
    state::State,
    walk::{HERE, Step, WALK, prepare, wait},
};

/// Changes of each operation that fail, unless all do; of one that waits for Argon2; and reads.
const CHANGES: usize = 2;
const SLOW: usize = 1;
const READS: usize = 1;

const FAULTS: [Fault; 4] = [
    Fault::Once(Failure::Full),
    Fault::Once(Failure::Broken),
    Fault::Lasting(Failure::Full),
    Fault::Lasting(Failure::Broken),
];

#[test]
#[expect(clippy::print_stdout, reason = "what was covered is to be read")]
fn no_failing_change_leaves_anything_half_done() {
    let (mut changes, mut reads) = (0, 0);
    let rounds = Rounds::of("failures", HERE);
    let round = |index: usize, chance: &mut Chance| {
        let step = &WALK[index];
        for plan in plans(step, false, chance) {
            changes += usize::from(wait(fail(step, plan, chance)));
        }
        for plan in plans(step, true, chance) {
            reads += usize::from(wait(fail(step, plan, chance)));
        }
    };
    rounds.each(WALK.len(), round).unwrap();
    println!(
        "{changes} failing changes and {reads} failing reads of {} operations",
        WALK.len()
    );
    assert!(thorough() || changes > 40, "only {changes} changes failed");
}

/// Each change with one of the faults, or with each of them; some of the reads, or all.
fn plans(step: &Step, reads: bool, chance: &mut Chance) -> Vec<Plan> {
    let points = wait(points(step, reads));
    let among: Vec<u64> = points
        .iter()
        .filter(|point| (point.change == Change::Read) == reads)
        .map(|point| point.number)
        .collect();
    let bound = match (reads, step.operation.is_slow()) {
        // A disk that is full is read as ever; and what waits for Argon2 reads nothing special.
        (true, true) if thorough() => 20,
        (true, false) if thorough() => among.len(),
        (false, _) if thorough() => {
            let faults = among.iter().flat_map(|at| FAULTS.map(|fault| (*at, fault)));
            return faults.map(|(at, fault)| plan(at, fault, reads)).collect();
        }
        (true, _) => READS,
        (false, true) => SLOW,
        (false, false) => CHANGES,
    };
    let mut left = among;
    let mut plans = Vec::new();
    while plans.len() < bound && !left.is_empty() {
        let at = left.swap_remove(chance.below(left.len() as u64) as usize);
        let fault = match reads {
            true => FAULTS[1 + 2 * chance.below(2) as usize],
            false => FAULTS[chance.below(4) as usize],
        };
        plans.push(plan(at, fault, reads));
    }
    plans
}

fn plan(at: u64, fault: Fault, reads: bool) -> Plan {
    Plan {
        reads,
        ..Plan::new(at, fault)
    }
}

/// What the operation passes when nothing fails.
pub async fn points(step: &Step, reads: bool) -> Vec<Point> {
    let cast = step.mould.cast();
    let mut home = Home::at(cast.path());
    prepare(&mut home, step.operation).await;
    home.disk.arm(plan(u64::MAX, Fault::None, reads));
    step.operation.run(&mut home).await.unwrap();
    let points = home.disk.disarm().points;
    home.close().await;
    points
}

/// Whether anything failed.
async fn fail(step: &Step, plan: Plan, chance: &mut Chance) -> bool {
    let what = format!("{:?} with {plan:?}", step.operation);
    let cast = step.mould.cast();
    let mut home = Home::at(cast.path());
    prepare(&mut home, step.operation).await;
    home.disk.arm(plan);
    let done = step.operation.run(&mut home).await;
    let course = home.disk.disarm();
    let struck = course.struck.as_ref();
    match (&done, struck) {
        (Ok(()), None) => {}
        (Err(error), None) => panic!("{what}: nothing failed but {error:?}"),
        (Ok(()), Some(struck)) => {
            let state = State::of(&home).await;
            assert_eq!(state, step.after, "{what}: {struck:?} was overcome");
        }
        (Err(error), Some(struck)) => {
            assert!(
                fits(error, struck, plan.fault),
                "{what}: {struck:?} is {error:?}"
            );
            if step.operation.is_one_step() {
                let state = State::of(&home).await;
                assert_eq!(state, step.before, "{what}: {struck:?}");
            }
        }
    }
    if done.is_err() {
        if chance.flip() || !is_open(&home).await {
            restart(&mut home, step, &what).await;
        }
        let again = step.operation.run(&mut home).await;
        again.unwrap_or_else(|error| panic!("{what}: after {struck:?}, once more: {error:?}"));
        assert_eq!(State::of(&home).await, step.after, "{what}: once more");
    }
    settle(&mut home, step, &what).await;
    struck.is_some()
}

pub async fn is_open(home: &Home) -> bool {
    match &home.opened {
        Some(opened) => opened.store.accounts().count().await.is_ok(),
        None => false,
    }
}

/// A new process, as far as the vault can tell.
async fn restart(home: &mut Home, step: &Step, what: &str) {
    home.close().await;
    let root = home.root.clone();
    *home = Home::at(&root);
    if step.operation.begins_closed() {
        return;
    }
    let opened = home.open().await;
    opened.unwrap_or_else(|error| panic!("{what}: does not open again: {error:?}"));
    if step.operation.is_one_step() {
        assert_eq!(
            State::of(home).await,
            step.before,
            "{what}: after a restart"
        );
    }
}

/// The trail is whole, and everything is the same after the next start.
pub async fn settle(home: &mut Home, step: &Step, what: &str) {
    if home.opened.is_none() {
        return;
    }
    let whole = home.store().activity().verify().await;
    whole.unwrap_or_else(|error| panic!("{what}: the trail: {error:?}"));
    let before = State::of(home).await;
    assert_eq!(before, step.after, "{what}");
    if step.operation.keeps_kits() {
        assert!(home.paper_opens().await, "{what}: the kit is worthless");
    }
    home.close().await;
    let root = home.root.clone();
    *home = Home::at(&root);
    let opened = home.open().await;
    opened.unwrap_or_else(|error| panic!("{what}: does not open again: {error:?}"));
    assert_eq!(State::of(home).await, before, "{what}: after a restart");
    let behind = matches!(home.store().trail_at_start(), TrailAtStart::Behind(_));
    assert!(!behind, "{what}: the head is ahead of the trail");
    home.close().await;
}

/// Whether the error says what happened. SQLite does not tell a full disk from a broken one where
/// it makes a file or makes it durable.
fn fits(error: &Error, struck: &Point, fault: Fault) -> bool {
    let full = matches!(
        fault,
        Fault::Once(Failure::Full) | Fault::Lasting(Failure::Full)
    );
    let lasting = matches!(fault, Fault::Lasting(_));
    let keychain = matches!(error, Error::Keychain(_) | Error::Head);
    if matches!((error, QUEUED), (Error::Conflict(what), Error::Conflict(queued)) if *what == queued)
    {
        return true;
    }
    if lasting {
        // It may be another change that said so.
        let disk = matches!(
            error,
            Error::DiskFull { .. } | Error::ReadOnly | Error::Io(_)
        );
        return disk || keychain;
    }
    match struck.change {
        Change::Elsewhere => keychain,
        Change::Create => matches!(
            error,
            Error::ReadOnly | Error::DiskFull { .. } | Error::Io(_)
        ),
        // SQLite calls every failure here a lack of room.
        Change::Share => matches!(error, Error::DiskFull { .. }),
        Change::Write if full => matches!(error, Error::DiskFull { .. }),
        _ if full => matches!(error, Error::DiskFull { .. } | Error::Io(_)),
        _ => matches!(error, Error::Io(_)),
    }
}
