//! The power goes at any change; what was not synced is there, missing or torn.

use std::sync::Arc;

use signet_test_faults::{Chance, Fault, Plan, Rounds, thorough};

use crate::{
    aftermath::examine,
    home::Home,
    story::STORY,
    walk::{HERE, WALK, prepare, wait},
};

const CUTS: usize = 25;
const ALL_CUTS: usize = 3000;
/// Operations in a row, so that some of their changes have been written back and some not.
const IN_A_ROW: usize = 4;
/// More changes than most of four operations make: some cuts come when all is quiet.
const CHANGES: u64 = 60;

#[test]
#[expect(clippy::print_stdout, reason = "what was covered is to be read")]
fn a_power_cut_loses_nothing_that_was_answered() {
    let mut struck = 0;
    let cuts = if thorough() { ALL_CUTS } else { CUTS };
    let rounds = Rounds::of("power", HERE);
    let round = |_: usize, chance: &mut Chance| {
        let index = chance.below(STORY.len() as u64) as usize;
        if thorough() || !STORY[index].is_slow() {
            struck += usize::from(wait(cut(index, chance)));
        }
    };
    rounds.each(cuts, round).unwrap();
    println!("{struck} of {cuts} power cuts in the midst of something");
    assert!(thorough() || struck * 3 > cuts, "only {struck} cuts struck");
}

async fn cut(index: usize, chance: &mut Chance) -> bool {
    let cast = WALK[index].mould.cast();
    let mut home = Home::at(cast.path());
    prepare(&mut home, STORY[index]).await;
    let at = 1 + chance.below(CHANGES);
    home.disk.remember_what_is_durable();
    home.disk.arm(Plan::new(at, Fault::PowerCut));
    let mut next = index;
    for operation in STORY[index..].iter().take(IN_A_ROW) {
        if operation.run(&mut home).await.is_err() || home.disk.struck() {
            break;
        }
        next += 1;
    }
    let struck = home.disk.struck();
    if !struck {
        home.disk.arm(Plan::new(1, Fault::PowerCut));
    }
    let disk = Arc::clone(&home.disk);
    home.close().await;
    drop(home);
    disk.restore_power(chance).unwrap();
    let what = format!("from {:?} on, cut at {at}, in {next}", STORY[index]);
    examine(cast.path(), next, &what).await;
    struck
}
