//! Leaving, at every state and in every way, leaves nothing behind.

use signet_sandbox::Fault;
use signet_telegram::login::{Input, InputKind, Refused, Step};

use super::journey::{PASSWORD, accept, token};
use super::journey::{World, code, eventually, guarded, password, phone, refused, submit, until};
use super::places::Place;
use crate::telegram::{CODE, person};
use signet_sandbox::Rules;

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_at_any_state_leaves_nothing_behind() {
    for place in Place::ALL {
        let world = place.world();
        let flow = place.reach(&world).await;
        let snapshot = submit(&flow, Input::Cancel).await;
        assert_eq!(snapshot.step, Step::Over, "{place:?}");
        assert!(snapshot.offers.is_empty());
        assert_eq!(refused(&flow, Input::UsePhone).await, Refused::Over);
        world.nothing_is_left(flow).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_the_handle_at_any_state_leaves_nothing_behind() {
    for place in Place::ALL {
        let world = place.world();
        let flow = place.reach(&world).await;
        drop(flow);
        eventually(&format!("nothing left of {place:?}"), || {
            let counts = world.sandbox.counts();
            world.devices().is_empty() && counts.codes == 0 && world.store.forms().is_empty()
        })
        .await;
        crate::telegram::unbroken(&world.sandbox);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind() {
    for place in Place::ALL {
        let world = place.world();
        let flow = place.reach(&world).await;
        if place != Place::Phone {
            let snapshot = submit(&flow, Input::UsePhone).await;
            assert_eq!(snapshot.step, Step::Phone, "{place:?}");
            assert!(snapshot.offers.contains(&InputKind::Phone));
        }
        world.nothing_is_left(flow).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_any_state_a_qr_code_can_be_shown_instead() {
    for place in Place::ALL {
        let world = place.world();
        let flow = place.reach(&world).await;
        if place != Place::Qr {
            let snapshot = submit(&flow, Input::UseQr).await;
            assert!(
                super::journey::shows_qr(&snapshot),
                "{place:?}: {snapshot:?}"
            );
        }
        world.nothing_is_left(flow).await;
    }
}

/// Each question that can sign in, and whatever leads to it.
const ENTERING: [(&str, Place); 6] = [
    ("auth.signIn", Place::Code),
    ("auth.signIn", Place::EmailCode),
    ("auth.checkPassword", Place::Password),
    ("auth.recoverPassword", Place::Recovery),
    ("account.verifyEmail", Place::EmailProof),
    ("account.sendVerifyEmailCode", Place::EmailSetup),
];

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_while_an_answer_is_waited_for_leaves_nothing_behind() {
    for (method, place) in ENTERING {
        let world = place.world();
        let flow = place.reach(&world).await;
        let delay = Fault::Delay { milliseconds: 300 };
        world.sandbox.script(method, 1, delay);
        let (_, over) = tokio::join!(place.go_on_until_left(&world, &flow), async {
            until(&flow, |snapshot| snapshot.busy).await;
            eventually("it is asked", || world.asked(method) > 0).await;
            submit(&flow, Input::Cancel).await
        });
        assert_eq!(over.step, Step::Over, "{method}");
        world.nothing_is_left(flow).await;
    }
}

#[tokio::test]
async fn cancelling_while_a_key_is_made_leaves_nothing_behind() {
    let world = World::new();
    let flow = world.begin();
    let (_, over) = tokio::join!(
        flow.submit(Input::Phone("9996621234".into())),
        submit(&flow, Input::Cancel)
    );
    assert_eq!(over.step, Step::Over);
    world.nothing_is_left(flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_nobody_took_up_is_taken_up_and_ended() {
    let rules = Rules {
        token_seconds: 3,
        ..Rules::default()
    };
    let world = World::with(vec![person()], rules, 1);
    let scanner = world.scanner().await;
    let flow = world.begin();
    world
        .sandbox
        .script("auth.importLoginToken", 1, Fault::DropBefore);
    let snapshot = submit(&flow, Input::UseQr).await;
    accept(&scanner, token(&snapshot)).await;
    eventually("it is asked", || world.asked("auth.importLoginToken") > 0).await;
    submit(&flow, Input::Cancel).await;
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn what_is_done_is_not_cancelled() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    password(&flow, PASSWORD).await;
    assert_eq!(refused(&flow, Input::Cancel).await, Refused::Over);
    world.is_signed_in(flow).await;
}
