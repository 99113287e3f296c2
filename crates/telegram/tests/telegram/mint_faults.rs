//! Every call of a mint, hit by everything that may go wrong with a call.

use signet_sandbox::Fault;

use crate::{
    journal::Journal,
    mint_killed::{Method, Scene},
    telegram::{script, some_faults},
};

/// Each fault, at one call or at all of them from then on, ends in an error or in a session.
async fn hit(method: Method, call: &str, good: u32) {
    let scene = Scene::set(method).await;
    for fault in some_faults() {
        for times in [1, 20] {
            script(&scene.sandbox, call, good, times, fault.clone());
            let journal = Journal::new();
            let minted = scene.mint(&journal).await;
            // What was done although nobody said so is found out and gone on with.
            let done = matches!(
                fault,
                Fault::DropAfter | Fault::Garbage | Fault::Delay { .. }
            );
            if times == 20 && !done {
                assert!(minted.is_err(), "{method:?} {call} {fault:?}");
            }
            scene.cleaned(&journal, minted.ok()).await;
        }
        // Codes and passwords are counted.
        let day = std::time::Duration::from_secs(90_000);
        scene.sandbox.clock().advance(day);
    }
}

macro_rules! hits {
    ($( $name:ident: $method:ident, $call:literal after $good:literal; )+) => { $(
        #[tokio::test]
        async fn $name() {
            hit(Method::$method, $call, $good).await;
        }
    )+ };
}

hits! {
    token_made: Token, "auth.exportLoginToken" after 0;
    token_accepted: Token, "auth.acceptLoginToken" after 0;
    token_taken_up: Token, "auth.exportLoginToken" after 1;
    password_missing: TokenAndPassword, "auth.exportLoginToken" after 1;
    password_parameters: TokenAndPassword, "account.getPassword" after 1;
    password_checked: TokenAndPassword, "auth.checkPassword" after 0;
    devices_before_a_code: Code, "account.getAuthorizations" after 0;
    code_sent: Code, "auth.sendCode" after 0;
    code_checked: Code, "auth.signIn" after 0;
    devices_after_a_code: Code, "account.getAuthorizations" after 1;
    password_after_a_code: CodeAndPassword, "auth.checkPassword" after 0;
}
