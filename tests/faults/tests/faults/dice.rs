//! The random generator fails at each call of each operation: nothing is written without it.

use signet_vault::Error;

use crate::{
    failures::{is_open, settle},
    home::Home,
    state::State,
    walk::{Step, WALK, prepare, wait},
};

#[test]
#[expect(clippy::print_stdout, reason = "what was covered is to be read")]
fn without_random_bytes_nothing_is_done() {
    let mut count = 0;
    for step in WALK.iter() {
        let calls = if step.operation.is_slow() {
            2
        } else {
            u32::MAX
        };
        count += (1..=calls)
            .take_while(|call| wait(fail(step, *call)))
            .count();
    }
    println!("{count} failing calls of {} operations", WALK.len());
    assert!(count > 30, "only {count} calls failed");
}

/// Whether there was such a call.
async fn fail(step: &Step, call: u32) -> bool {
    let what = format!("{:?} with no random bytes at call {call}", step.operation);
    let cast = step.mould.cast();
    let mut home = Home::at(cast.path());
    prepare(&mut home, step.operation).await;
    home.random.fail_at(call);
    let done = step.operation.run(&mut home).await;
    if !home.random.mend() {
        done.unwrap();
        return false;
    }
    let refused = matches!(done, Err(Error::NoRandom));
    assert!(refused, "{what}: {done:?}");
    if step.operation.is_one_step() {
        assert_eq!(State::of(&home).await, step.before, "{what}");
    } else if !step.operation.begins_closed() && !is_open(&home).await {
        home.open().await.unwrap();
    }
    let again = step.operation.run(&mut home).await;
    again.unwrap_or_else(|error| panic!("{what}: once more: {error:?}"));
    assert_eq!(State::of(&home).await, step.after, "{what}: once more");
    settle(&mut home, step, &what).await;
    true
}
