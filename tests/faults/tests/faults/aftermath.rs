//! What is looked at when a process or the power is gone.

use std::path::Path;

use signet_vault::TrailAtStart;

use crate::{
    home::Home,
    state::State,
    story::Operation,
    walk::{Step, WALK, prepare},
};

/// Everything that was answered is there. What went on is done as a whole or not at all, and
/// asking once more finishes it. The trail is whole and not behind its head.
///
/// `next` is the step that was not answered yet.
pub async fn examine(root: &Path, next: usize, what: &str) {
    let mut home = Home::at(root);
    let Some(step) = WALK.get(next) else {
        return;
    };
    if step.operation.begins_closed() {
        prepare(&mut home, step.operation).await;
    } else {
        let opened = home.open().await;
        opened.unwrap_or_else(|error| panic!("{what}: does not open: {error:?}"));
        look_at_the_trail(&home, what).await;
        let found = State::of(&home).await;
        if step.operation.is_one_step() {
            let whole = found == step.before || found == step.after;
            assert!(whole, "{what}: half of {:?}: {found:#?}", step.operation);
        }
        if found == step.after && step.before != step.after {
            return end(home, step, what).await;
        }
    }
    let again = step.operation.run(&mut home).await;
    again.unwrap_or_else(|error| panic!("{what}: {:?} once more: {error:?}", step.operation));
    end(home, step, what).await;
}

async fn look_at_the_trail(home: &Home, what: &str) {
    let behind = matches!(home.store().trail_at_start(), TrailAtStart::Behind(_));
    assert!(!behind, "{what}: the head is ahead of the trail");
    let whole = home.store().activity().verify().await;
    whole.unwrap_or_else(|error| panic!("{what}: the trail: {error:?}"));
}

async fn end(mut home: Home, step: &Step, what: &str) {
    assert_eq!(State::of(&home).await, step.after, "{what}");
    if step.operation == Operation::SetAside {
        return;
    }
    look_at_the_trail(&home, what).await;
    if step.operation.keeps_kits() {
        assert!(home.paper_opens().await, "{what}: the kit is worthless");
    }
    home.close().await;
    let root = home.root.clone();
    home = Home::at(&root);
    let opened = home.open().await;
    opened.unwrap_or_else(|error| panic!("{what}: does not open again: {error:?}"));
    assert_eq!(
        State::of(&home).await,
        step.after,
        "{what}: after one more start"
    );
    home.close().await;
}
