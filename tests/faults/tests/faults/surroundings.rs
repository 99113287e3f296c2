//! What else goes wrong around a vault: a second process, and a clock that jumps.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    thread,
};

use signet_test_faults::{again, folder, start, task};
use signet_trail::{Actor, Circumstance, Export, Prune, Text, Timestamp};
use signet_vault::{Error, Store};

use crate::{
    home::{Home, NOW},
    story::{Operation, STORY},
    walk::{WALK, wait},
};

/// While one process has it, another one is refused and changes nothing; a process that is killed
/// has it no more.
#[test]
fn a_second_process_is_refused_until_the_first_one_is_gone() {
    if let Some(task) = task() {
        return wait(hold_or_be_refused(&task.into_string().unwrap()));
    }
    let root = folder().unwrap();
    let mut first = start(format!("hold {}", root.path().display())).unwrap();
    let mut output = BufReader::new(first.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("has it") {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0, "it has ended");
    }
    let refused = format!("be refused {}", root.path().display());
    assert!(!again(&refused).unwrap().killed);
    first.kill().unwrap();
    first.wait().unwrap();
    wait(async {
        let mut home = Home::at(root.path());
        home.open().await.unwrap();
        home.close().await;
    });
}

#[expect(clippy::print_stdout, reason = "the other process reads it")]
async fn hold_or_be_refused(task: &str) {
    if let Some(root) = task.strip_prefix("hold ") {
        let mut home = Home::at(Path::new(root));
        home.open().await.unwrap();
        println!("\nhas it");
        loop {
            thread::park();
        }
    }
    let root = task.strip_prefix("be refused ").unwrap();
    let refused = Home::at(Path::new(root)).open().await;
    assert!(matches!(refused, Err(Error::InUse)), "{refused:?}");
}

/// Times are what the clock says; the order of the lines is not its business.
#[test]
fn a_clock_that_jumps_back_and_forth_harms_nothing() {
    let after = STORY
        .iter()
        .position(|one| *one == Operation::UseGrant)
        .unwrap();
    let cast = WALK[after].mould.cast();
    wait(async {
        let mut home = Home::at(cast.path());
        home.open().await.unwrap();
        let hour = 3_600_000;
        let times = [
            NOW.unix_millis() + hour,
            0,
            u64::MAX >> 1,
            NOW.unix_millis() - hour,
            1,
        ];
        for time in times {
            record(home.store(), Timestamp::from_unix_millis(time)).await;
        }
        home.store().activity().verify().await.unwrap();
        prune_up_to_the_first_later_line(home.store()).await;
        home.close().await;
        home.open().await.unwrap();
        home.store().activity().verify().await.unwrap();
        home.close().await;
    });
}

async fn record(store: &Store, at: Timestamp) {
    let trail = store.trail().unwrap();
    let recorded = trail.record::<Export>(circumstance(at, Text::none()));
    drop(recorded.await.unwrap());
}

/// A line from a time that was wrong must not take younger ones behind it along.
async fn prune_up_to_the_first_later_line(store: &Store) {
    let before = store.activity().verify().await.unwrap().lines;
    let soon = Timestamp::from_unix_millis(NOW.unix_millis() + 1000);
    let head = store.activity().older_than(soon).await.unwrap().unwrap();
    let circumstance = circumstance(NOW, Text::from(&head));
    let trail = store.trail().unwrap();
    let line = trail.record::<Prune>(circumstance).await;
    let pruned = store.activity().prune(line.unwrap()).await.unwrap() as u64;
    let left = store.activity().verify().await.unwrap().lines;
    assert_eq!(left, before + 1 - pruned);
    assert!(
        left >= 6,
        "the five lines of the jumping clock and the pruning"
    );
}

fn circumstance(at: Timestamp, subject: Text) -> Circumstance {
    Circumstance {
        at,
        actor: Actor::Person(Text::none()),
        subject,
        reference: Text::none(),
    }
}
