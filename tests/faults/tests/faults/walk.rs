//! The story as it goes when nothing fails: what all else is compared with.

use std::sync::LazyLock;

use signet_test_faults::{folder, quietly};

use crate::{
    home::{Home, Mould},
    state::State,
    story::{Operation, STORY},
};

/// Where it is kept how far a thorough run is.
pub const HERE: &str = env!("CARGO_TARGET_TMPDIR");

/// An operation with all that stood before and after it.
pub struct Step {
    pub operation: Operation,
    /// The home before it, closed.
    pub mould: Mould,
    pub before: State,
    pub after: State,
}

/// Walked once for all tests.
pub static WALK: LazyLock<Vec<Step>> = LazyLock::new(|| wait(walk()));

/// Runs what the vault does; its own threads do the work.
pub fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    quietly(|| runtime.unwrap().block_on(work))
}

async fn walk() -> Vec<Step> {
    let folder = folder().unwrap();
    let mut steps = Vec::new();
    for operation in STORY.iter().copied() {
        let mut home = Home::at(folder.path());
        let mould = Mould::of(folder.path());
        prepare(&mut home, operation).await;
        let before = State::of(&home).await;
        let done = operation.run(&mut home).await;
        done.unwrap_or_else(|error| panic!("{operation:?}: {error:?}"));
        let after = State::of(&home).await;
        home.close().await;
        steps.push(Step {
            operation,
            mould,
            before,
            after,
        });
    }
    steps
}

/// As the operation expects to find it.
pub async fn prepare(home: &mut Home, operation: Operation) {
    if !operation.begins_closed() {
        home.open().await.unwrap();
    }
}

#[test]
fn every_operation_leaves_what_the_next_one_finds() {
    for pair in WALK.windows(2) {
        let [first, second] = pair else {
            unreachable!("windows of two");
        };
        if first.operation != Operation::SetAside && !second.operation.begins_closed() {
            assert_eq!(first.after, second.before, "{:?}", second.operation);
        }
        let reads_only = matches!(
            first.operation,
            Operation::Reopen
                | Operation::Export
                | Operation::RevealPhone
                | Operation::ReplaceHome
                | Operation::PruneTrail
                | Operation::Rotate
                | Operation::RotateBehindPassphrase
                | Operation::RestoreKey
        );
        assert!(
            reads_only || first.before != first.after,
            "{:?} changed nothing that is seen",
            first.operation
        );
    }
}
