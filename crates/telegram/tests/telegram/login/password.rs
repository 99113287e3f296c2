//! The second step, and a forgotten one.

use signet_sandbox::{Fault, NewAccount, Rules};
use signet_telegram::Refusal;
use signet_telegram::login::{Input, InputKind, Step};

use super::journey::{PASSWORD, World, code, guarded, password, phone, refusal, submit};
use crate::telegram::{CODE, PHONE};

fn recoverable() -> NewAccount {
    NewAccount {
        recovery_email: Some("carol@example.org".to_owned()),
        ..guarded()
    }
}

#[tokio::test]
async fn after_the_code_the_password_signs_in() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    let snapshot = code(&flow, CODE).await;
    let Step::Password { hint, recovery } = &snapshot.step else {
        panic!("{snapshot:?}");
    };
    assert_eq!(hint.as_deref(), Some("a horse"));
    assert!(!recovery && !snapshot.offers.contains(&InputKind::Recover));
    password(&flow, PASSWORD).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_wrong_password_can_be_typed_again() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    for _ in 0..2 {
        let snapshot = password(&flow, "wrong").await;
        assert_eq!(refusal(&snapshot), &Refusal::PasswordHashInvalid);
        assert!(matches!(
            &snapshot.step,
            Step::Password { hint: Some(_), .. }
        ));
    }
    password(&flow, PASSWORD).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn too_many_wrong_passwords_say_when_to_try_again() {
    let rules = Rules {
        password_attempts: 1,
        ..Rules::default()
    };
    let world = World::with(vec![guarded()], rules, 2);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    password(&flow, "wrong").await;
    let snapshot = password(&flow, PASSWORD).await;
    assert!(matches!(refusal(&snapshot), Refusal::FloodWait(_)));
    assert!(snapshot.failure.unwrap().retry_at.is_some());
    world.nothing_is_left(flow).await;
}

#[tokio::test]
async fn parameters_that_ran_out_are_fetched_again_without_the_person_noticing() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    let stale = || Fault::Error {
        code: 400,
        message: "SRP_ID_INVALID".to_owned(),
    };
    world.sandbox.script("auth.checkPassword", 1, stale());
    password(&flow, PASSWORD).await;
    assert_eq!(world.asked("account.getPassword"), 2);
    assert_eq!(world.asked("auth.checkPassword"), 2);
    world.is_signed_in(flow).await;

    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    world.sandbox.script("auth.checkPassword", 2, stale());
    let snapshot = password(&flow, PASSWORD).await;
    assert_eq!(refusal(&snapshot), &Refusal::SrpIdInvalid, "only once");
    password(&flow, PASSWORD).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_password_that_changed_meanwhile_is_asked_for_with_its_new_hint() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    let new = ("battery staple", Some("a battery"));
    world
        .sandbox
        .set_password(PHONE, Some(new.0), new.1)
        .unwrap();
    let snapshot = password(&flow, PASSWORD).await;
    assert_eq!(refusal(&snapshot), &Refusal::SrpPasswordChanged);
    let Step::Password { hint, .. } = &snapshot.step else {
        panic!("{snapshot:?}");
    };
    assert_eq!(hint.as_deref(), new.1);
    password(&flow, new.0).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_forgotten_password_is_recovered_by_email() {
    let world = World::of(vec![recoverable()]);
    let flow = world.begin();
    phone(&flow).await;
    let snapshot = code(&flow, CODE).await;
    assert!(snapshot.offers.contains(&InputKind::Recover));
    let snapshot = submit(&flow, Input::Recover).await;
    let Step::Recovery { pattern } = &snapshot.step else {
        panic!("{snapshot:?}");
    };
    assert_eq!(pattern, "c***l@example.org");
    let snapshot = code(&flow, "000").await;
    assert_eq!(refusal(&snapshot), &Refusal::CodeInvalid);
    let mailed = world.sandbox.last_email_code(PHONE).unwrap().unwrap();
    code(&flow, &mailed).await;
    assert_eq!(world.asked("auth.checkRecoveryPassword"), 2);
    assert_eq!(world.asked("auth.recoverPassword"), 1);
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn from_recovery_there_is_a_way_back_to_the_password() {
    let world = World::of(vec![recoverable()]);
    let flow = world.begin();
    phone(&flow).await;
    code(&flow, CODE).await;
    submit(&flow, Input::Recover).await;
    let snapshot = submit(&flow, Input::Resend).await;
    assert!(matches!(snapshot.step, Step::Recovery { .. }));
    let snapshot = submit(&flow, Input::Back).await;
    assert!(matches!(
        &snapshot.step,
        Step::Password { hint: Some(_), .. }
    ));
    password(&flow, PASSWORD).await;
    world.is_signed_in(flow).await;
}
