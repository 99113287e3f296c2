//! Where there is no way on but another one.

use signet_sandbox::{CodeWay as Way, Fault, NewAccount, Standing};
use signet_telegram::login::{DeadEnd, Input, InputKind, Step};

use super::journey::{World, code, phone, shows_qr, submit};
use crate::telegram::{CODE, PHONE, person};

/// Out of the dead end both ways.
async fn leads_on(world: &World, flow: &signet_telegram::login::LoginFlow) {
    let offers = flow.snapshot().offers;
    for kind in [InputKind::UsePhone, InputKind::UseQr, InputKind::Cancel] {
        assert!(offers.contains(&kind), "{offers:?}");
    }
    let snapshot = submit(flow, Input::UsePhone).await;
    assert_eq!(snapshot.step, Step::Phone);
    assert!(snapshot.failure.is_none());
    assert_eq!(world.store.saved().len(), 0);
}

#[tokio::test]
async fn a_number_that_nobody_has_is_told_to_sign_up_in_the_app() {
    let world = World::new();
    let flow = world.begin();
    submit(&flow, Input::Phone("9996625555".into())).await;
    let snapshot = code(&flow, CODE).await;
    assert_eq!(snapshot.step, Step::DeadEnd(DeadEnd::SignUp));
    leads_on(&world, &flow).await;
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn a_number_that_must_pay_is_told_so() {
    let world = World::of(vec![NewAccount {
        ways: vec![Way::Payment],
        ..person()
    }]);
    let flow = world.begin();
    let snapshot = phone(&flow).await;
    assert_eq!(snapshot.step, Step::DeadEnd(DeadEnd::Payment));
    leads_on(&world, &flow).await;
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn a_banned_number_is_told_so() {
    let world = World::new();
    world.sandbox.set_standing(PHONE, Standing::Banned).unwrap();
    let flow = world.begin();
    let snapshot = phone(&flow).await;
    assert_eq!(snapshot.step, Step::DeadEnd(DeadEnd::Banned));
    assert!(snapshot.failure.is_some());
    leads_on(&world, &flow).await;
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn what_only_telegrams_own_apps_can_do_is_told_so() {
    for (code, name, why) in [
        (406, "UPDATE_APP_TO_LOGIN", DeadEnd::UpdateApp),
        (
            400,
            "PHONE_NUMBER_APP_SIGNUP_FORBIDDEN",
            DeadEnd::OfficialApp,
        ),
        (403, "RECAPTCHA_CHECK_signup__6Ldm", DeadEnd::OfficialApp),
    ] {
        let world = World::new();
        let message = name.to_owned();
        let error = Fault::Error { code, message };
        world.sandbox.script("auth.sendCode", 1, error);
        let flow = world.begin();
        let snapshot = phone(&flow).await;
        assert_eq!(snapshot.step, Step::DeadEnd(why));
        leads_on(&world, &flow).await;
        world.nothing_is_left(flow).await;
    }
}

#[tokio::test]
async fn from_a_dead_end_a_qr_code_leads_on() {
    let world = World::new();
    world.sandbox.set_standing(PHONE, Standing::Banned).unwrap();
    let flow = world.begin();
    phone(&flow).await;
    let snapshot = submit(&flow, Input::UseQr).await;
    assert!(shows_qr(&snapshot), "{snapshot:?}");
    submit(&flow, Input::Cancel).await;
    flow.suspend().await;
}
