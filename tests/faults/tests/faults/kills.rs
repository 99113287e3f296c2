//! `kill -9`, for real: at each boundary between two changes, and at any moment.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    thread,
    time::Duration,
};

use signet_test_faults::{Chance, Fault, Plan, Rounds, Side, again, end, start, task, thorough};

use crate::{
    aftermath::examine,
    failures::points,
    home::Home,
    story::{Operation, STORY},
    walk::{HERE, Step, WALK, prepare, wait},
};

/// Boundaries of one operation in two, unless all are wanted.
const BOUNDARIES: u64 = 1;
/// Of those that many steps depend on.
const OF_MANY_STEPS: u64 = 5;
/// Kills at any moment.
const MOMENTS: usize = 15;
const ALL_MOMENTS: usize = 1000;

const SIDES: [Side; 3] = [Side::Before, Side::Within, Side::After];

#[test]
#[expect(clippy::print_stdout, reason = "what was covered is to be read")]
fn a_kill_at_a_boundary_is_finished_or_undone_at_the_next_start() {
    if let Some(task) = task() {
        return wait(die_at(&task.into_string().unwrap()));
    }
    let mut count = 0;
    let rounds = Rounds::of("kills", HERE);
    let round = |index: usize, chance: &mut Chance| {
        let step = &WALK[index];
        for (at, side) in boundaries(step, chance) {
            let what = format!("{:?} killed at {at}, {:?}", step.operation, SIDES[side]);
            let cast = step.mould.cast();
            let end = again(format!("{index} {at} {side} {}", cast.path().display()));
            let killed = end.unwrap_or_else(|error| panic!("{what}: {error}")).killed;
            count += usize::from(killed);
            wait(examine(cast.path(), index, &what));
        }
    };
    rounds.each(WALK.len(), round).unwrap();
    println!("{count} kills at boundaries of {} operations", WALK.len());
    assert!(thorough() || count > 15, "only {count} were killed");
}

/// Where an operation is killed: anywhere, or everywhere.
fn boundaries(step: &Step, chance: &mut Chance) -> Vec<(u64, usize)> {
    let points = wait(points(step, false)).len() as u64;
    let sides = SIDES.len();
    if thorough() {
        let all = (1..=points).flat_map(|at| (0..sides).map(move |side| (at, side)));
        return all.collect();
    }
    let several = [Operation::Rotate, Operation::Make].contains(&step.operation);
    let bound = match several {
        true => OF_MANY_STEPS,
        false if chance.flip() => BOUNDARIES,
        false => 0,
    };
    (0..bound.min(points))
        .map(|_| {
            (
                1 + chance.below(points),
                chance.below(sides as u64) as usize,
            )
        })
        .collect()
}

/// The process that dies.
async fn die_at(task: &str) {
    let mut words = task.splitn(4, ' ');
    let mut number = || words.next().unwrap().parse::<usize>().unwrap();
    let (index, at, side) = (number(), number() as u64, number());
    let operation = STORY[index];
    let mut home = Home::at(Path::new(words.next().unwrap()));
    prepare(&mut home, operation).await;
    home.disk.arm(Plan::new(at, Fault::Kill(SIDES[side])));
    operation.run(&mut home).await.unwrap();
    home.disk.disarm();
    home.close().await;
}

#[test]
#[expect(clippy::print_stdout, reason = "what was covered is to be read")]
fn a_kill_at_any_moment_loses_nothing_that_was_answered() {
    if let Some(task) = task() {
        return wait(go_on_from(&task.into_string().unwrap()));
    }
    let moments = if thorough() { ALL_MOMENTS } else { MOMENTS };
    let mut killed = 0;
    let rounds = Rounds::of("moments", HERE);
    let round = |_: usize, chance: &mut Chance| {
        let index = chance.below(STORY.len() as u64) as usize;
        let cast = WALK[index].mould.cast();
        let micros = chance.below(40_000);
        let what = format!("from {:?} on, killed after {micros} µs", STORY[index]);
        let task = format!("{index} {}", cast.path().display());
        let mut child = start(task).unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("begins") && output.read_line(&mut line).unwrap() > 0 {}
        thread::sleep(Duration::from_micros(micros));
        child.kill().unwrap();
        let mut rest = String::new();
        output.read_to_string(&mut rest).unwrap();
        let ended = child.wait_with_output().unwrap();
        if !rest.contains("1 passed") {
            killed += usize::from(end(ended).unwrap().killed);
        }
        let answered = rest.matches("answered").count();
        wait(examine(cast.path(), index + answered, &what));
    };
    rounds.each(moments, round).unwrap();
    println!("{killed} of {moments} were killed at some moment");
    assert!(
        thorough() || killed * 2 > moments,
        "only {killed} were killed"
    );
}

#[expect(clippy::print_stdout, reason = "the other process reads it")]
async fn go_on_from(task: &str) {
    let (index, root) = task.split_once(' ').unwrap();
    let index: usize = index.parse().unwrap();
    let mut home = Home::at(Path::new(root));
    prepare(&mut home, STORY[index]).await;
    println!("begins");
    for operation in &STORY[index..] {
        operation.run(&mut home).await.unwrap();
        println!("answered");
    }
}
