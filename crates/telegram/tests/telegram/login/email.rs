//! Codes by e-mail: the address set up on the way in, used, and done without.

use std::time::{Duration, SystemTime};

use signet_sandbox::{CodeWay as Way, NewAccount, Rules};
use signet_telegram::Refusal;
use signet_telegram::login::{EmailReset, Input, InputKind, Step};

use super::journey::{World, code, phone, refusal, submit};
use crate::telegram::{CODE, PHONE, person};

const WEEK: Duration = Duration::from_secs(7 * 86_400);

pub fn with_email() -> NewAccount {
    NewAccount {
        login_email: Some("alice@example.org".to_owned()),
        ways: vec![Way::Email],
        ..person()
    }
}

pub fn without_email() -> NewAccount {
    NewAccount {
        ways: vec![Way::EmailSetup],
        ..person()
    }
}

pub fn mailed(world: &World) -> String {
    world.sandbox.last_email_code(PHONE).unwrap().unwrap()
}

#[tokio::test]
async fn a_code_by_email_signs_in() {
    let world = World::of(vec![with_email()]);
    let flow = world.begin();
    let snapshot = phone(&flow).await;
    let Step::EmailCode {
        pattern,
        length,
        setup,
        reset,
        ..
    } = &snapshot.step
    else {
        panic!("{snapshot:?}");
    };
    assert_eq!((pattern.as_str(), *length), ("a***e@example.org", Some(5)));
    assert!(!setup);
    assert_eq!(*reset, EmailReset::After(WEEK));
    let snapshot = code(&flow, "00000").await;
    assert_eq!(refusal(&snapshot), &Refusal::PhoneCodeInvalid);
    code(&flow, &mailed(&world)).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_code_by_email_can_be_sent_another_way() {
    let rules = Rules {
        resend_seconds: 0,
        ..Rules::default()
    };
    let account = NewAccount {
        ways: vec![Way::Email, Way::Sms],
        ..with_email()
    };
    let world = World::with(vec![account], rules, 2);
    let flow = world.begin();
    phone(&flow).await;
    let snapshot = submit(&flow, Input::Resend).await;
    assert!(matches!(snapshot.step, Step::Code { .. }), "{snapshot:?}");
    code(&flow, CODE).await;
    assert_eq!(world.codes(), 1);
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn an_address_is_set_up_proven_and_used_on_the_way_in() {
    let world = World::of(vec![without_email()]);
    let flow = world.begin();
    let snapshot = phone(&flow).await;
    assert!(matches!(
        snapshot.step,
        Step::EmailSetup { alive: true, .. }
    ));
    let snapshot = submit(&flow, Input::Email("nonsense".into())).await;
    assert_eq!(refusal(&snapshot), &Refusal::EmailInvalid);
    let snapshot = submit(&flow, Input::Email(" bob@example.org ".into())).await;
    let Step::EmailCode {
        pattern,
        length,
        setup: true,
        ..
    } = &snapshot.step
    else {
        panic!("{snapshot:?}");
    };
    assert_eq!((pattern.as_str(), *length), ("b*b@example.org", Some(6)));
    let snapshot = code(&flow, "1").await;
    assert_eq!(refusal(&snapshot), &Refusal::CodeInvalid);
    let snapshot = code(&flow, &mailed(&world)).await;
    assert!(matches!(
        snapshot.step,
        Step::EmailCode { setup: false, .. }
    ));
    code(&flow, &mailed(&world)).await;
    assert_eq!(world.codes(), 1);
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_wrong_address_can_be_given_again() {
    let world = World::of(vec![without_email()]);
    let flow = world.begin();
    phone(&flow).await;
    submit(&flow, Input::Email("bbo@example.org".into())).await;
    submit(&flow, Input::Resend).await;
    assert_eq!(world.asked("account.sendVerifyEmailCode"), 2);
    let snapshot = submit(&flow, Input::Back).await;
    assert!(matches!(snapshot.step, Step::EmailSetup { .. }));
    submit(&flow, Input::Email("bob@example.org".into())).await;
    code(&flow, &mailed(&world)).await;
    code(&flow, &mailed(&world)).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_code_for_an_address_that_came_too_late_leads_to_a_new_one() {
    let rules = Rules {
        code_seconds: 2,
        ..Rules::default()
    };
    let world = World::with(vec![without_email()], rules, 2);
    let flow = world.begin();
    phone(&flow).await;
    submit(&flow, Input::Email("bob@example.org".into())).await;
    let late = mailed(&world);
    world.sandbox.clock().advance(Duration::from_secs(3));
    let snapshot = code(&flow, &late).await;
    assert_eq!(refusal(&snapshot), &Refusal::PhoneHashExpired);
    assert!(snapshot.offers.contains(&InputKind::NewCode));
    let snapshot = submit(&flow, Input::NewCode).await;
    assert!(matches!(
        snapshot.step,
        Step::EmailSetup { alive: true, .. }
    ));
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn a_login_email_that_nobody_reads_is_done_without_in_time() {
    let world = World::of(vec![with_email()]);
    let flow = world.begin();
    phone(&flow).await;
    let snapshot = submit(&flow, Input::ResetEmail).await;
    let Step::EmailCode {
        reset: EmailReset::At(at),
        ..
    } = &snapshot.step
    else {
        panic!("{snapshot:?}");
    };
    assert!(*at > SystemTime::now() + WEEK / 2);
    let snapshot = submit(&flow, Input::ResetEmail).await;
    assert_eq!(refusal(&snapshot), &Refusal::TaskAlreadyExists);
    world.sandbox.clock().advance(WEEK);
    submit(&flow, Input::NewCode).await;
    let snapshot = submit(&flow, Input::ResetEmail).await;
    assert!(matches!(snapshot.step, Step::Code { .. }), "{snapshot:?}");
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}
