//! The caller's store: what it is asked when, and what happens when it fails.

use signet_telegram::login::{Cause, DeadEnd, Input, InputKind, LoginFlow, Step, StoreFailure};

use super::journey::{Call, PASSWORD, World, code, goes_on, guarded, password, phone, submit};
use crate::telegram::{CODE, person};

#[tokio::test]
async fn a_sign_in_is_kept_before_it_can_sign_in_and_saved_before_it_is_done() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    assert_eq!(world.store.calls(), []);
    phone(&flow).await;
    assert_eq!(world.store.calls(), [Call::Keep]);
    code(&flow, CODE).await;
    assert_eq!(world.store.calls(), [Call::Keep, Call::Keep]);
    password(&flow, PASSWORD).await;
    let calls = world.store.calls();
    assert_eq!(calls, [Call::Keep, Call::Keep, Call::Save]);
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn what_cannot_be_kept_does_not_sign_in_until_it_can() {
    let world = World::new();
    let flow = world.begin();
    for _ in 0..2 {
        world.store.fail(Call::Keep, StoreFailure::Full);
    }
    let snapshot = phone(&flow).await;
    assert!(matches!(snapshot.step, Step::Code { .. }));
    let cause = snapshot.failure.clone().map(|failure| failure.cause);
    assert_eq!(cause, Some(Cause::Store(StoreFailure::Full)));
    goes_on(&snapshot);
    let snapshot = code(&flow, CODE).await;
    let cause = snapshot.failure.map(|failure| failure.cause);
    assert_eq!(cause, Some(Cause::Store(StoreFailure::Full)));
    assert_eq!(world.asked("auth.signIn"), 0);
    code(&flow, CODE).await;
    assert_eq!(world.codes(), 1);
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_qr_code_that_cannot_be_kept_is_not_shown() {
    let world = World::with(
        vec![person()],
        signet_sandbox::Rules {
            token_seconds: 1,
            ..signet_sandbox::Rules::default()
        },
        2,
    );
    let flow = world.begin();
    world.store.fail(Call::Keep, StoreFailure::Locked);
    let snapshot = submit(&flow, Input::UseQr).await;
    let Step::Qr { link: None, .. } = snapshot.step else {
        panic!("{snapshot:?}");
    };
    assert!(snapshot.offers.contains(&InputKind::Retry));
    let snapshot = submit(&flow, Input::Retry).await;
    assert!(super::journey::shows_qr(&snapshot), "{snapshot:?}");
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn a_session_that_cannot_be_saved_is_saved_on_another_try() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    for _ in 0..2 {
        world.store.fail(Call::Save, StoreFailure::Full);
    }
    let snapshot = code(&flow, CODE).await;
    let kept = Step::DeadEnd(DeadEnd::NotKept(StoreFailure::Full));
    assert_eq!(snapshot.step, kept);
    assert_eq!(world.store.forms().len(), 1, "should the program end now");
    let snapshot = submit(&flow, Input::Retry).await;
    assert_eq!(snapshot.step, kept);
    submit(&flow, Input::Retry).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_session_that_was_never_saved_is_saved_after_a_restart() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    world.store.fail(Call::Save, StoreFailure::Unavailable);
    code(&flow, CODE).await;
    flow.suspend().await;
    let form = world.store.forms().remove(0);
    let flow = world.resume(form);
    super::journey::until(&flow, |s| matches!(s.step, Step::Done { .. })).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_store_that_forgets_nothing_is_told_again() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    world.store.fail(Call::Forget, StoreFailure::Unavailable);
    submit(&flow, Input::Cancel).await;
    assert!(flow.close().await);
    let form = world.store.forms().remove(0);
    assert!(!form.lives(world.road().environment(), std::time::SystemTime::now()));
    LoginFlow::end(&world.road(), world.store.clone(), form)
        .await
        .unwrap();
    assert_eq!(world.store.forms().len(), 0);
}
