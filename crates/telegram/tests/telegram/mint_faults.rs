//! Every call of a mint, hit by everything that may go wrong with a call.

use signet_sandbox::Fault;

use crate::{
    journal::Journal,
    mint_killed::{Method, Scene},
    telegram::{faults, script, some_of},
};

/// Of which mint, which call, after how many good ones.
const CALLS: [(Method, &str, u32); 11] = [
    (Method::Token, "auth.exportLoginToken", 0),
    (Method::Token, "auth.acceptLoginToken", 0),
    (Method::Token, "auth.exportLoginToken", 1),
    (Method::TokenAndPassword, "auth.exportLoginToken", 1),
    (Method::TokenAndPassword, "account.getPassword", 1),
    (Method::TokenAndPassword, "auth.checkPassword", 0),
    (Method::Code, "account.getAuthorizations", 0),
    (Method::Code, "auth.sendCode", 0),
    (Method::Code, "auth.signIn", 0),
    (Method::Code, "account.getAuthorizations", 1),
    (Method::CodeAndPassword, "auth.checkPassword", 0),
];

/// Once, and at every call from then on: either way an error or a session, and nothing left over.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mint_gets_over_every_fault_or_says_so_and_leaves_nothing() {
    let each = |call| faults().into_iter().map(move |fault| (call, fault));
    let cases = CALLS.into_iter().flat_map(each).collect();
    some_of(cases, 8, async |((method, call, good), fault)| {
        let scene = Scene::set(method).await;
        for times in [1, 20] {
            script(&scene.sandbox, call, good, times, fault.clone());
            let journal = Journal::new();
            let minted = scene.mint(&journal).await;
            // What was done although nobody said so is found out and gone on with.
            let done = matches!(
                fault,
                Fault::DropAfter | Fault::Garbage | Fault::Delay { .. }
            );
            assert!(times == 1 || done || minted.is_err());
            scene.cleaned(&journal, minted.ok()).await;
        }
    })
    .await;
}
