//! By QR code.

use std::time::Duration;

use signet_sandbox::{Fault, Rules};
use signet_telegram::login::{Input, InputKind, Setup, Step};

use super::journey::{
    PASSWORD, World, accept, code, goes_on, password, phone, refusal, setup, shows_qr, submit,
    token, until,
};
use crate::telegram::{CODE, PHONE, person};

fn hasty(seconds: i64) -> Rules {
    Rules {
        token_seconds: seconds,
        ..Rules::default()
    }
}

#[tokio::test]
async fn a_phone_that_scans_and_says_yes_signs_in() {
    let world = World::new();
    let scanner = world.scanner().await;
    let flow = world.begin();
    let snapshot = submit(&flow, Input::UseQr).await;
    accept(&scanner, token(&snapshot)).await;
    until(&flow, |s| matches!(s.step, Step::Done { .. })).await;
    assert_eq!(
        world.asked("auth.exportLoginToken"),
        2,
        "shown and taken up"
    );
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_code_is_renewed_by_itself_before_it_ends() {
    let world = World::with(vec![person()], hasty(2), 2);
    let scanner = world.scanner().await;
    let flow = world.begin();
    let first = token(&submit(&flow, Input::UseQr).await);
    let snapshot = until(&flow, |s| shows_qr(s) && token(s) != first).await;
    until(&flow, |s| shows_qr(s) && token(s) != token(&snapshot)).await;
    let latest = token(&flow.snapshot());
    accept(&scanner, latest).await;
    until(&flow, |s| matches!(s.step, Step::Done { .. })).await;
    assert_eq!(world.codes(), 1, "only the phone's own");
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn an_account_of_another_dc_is_taken_up_there() {
    let world = World::with(vec![person()], Rules::default(), 1);
    let scanner = world.scanner().await;
    let flow = world.begin();
    let snapshot = submit(&flow, Input::UseQr).await;
    accept(&scanner, token(&snapshot)).await;
    until(&flow, |s| matches!(s.step, Step::Done { .. })).await;
    assert_eq!(world.asked("auth.importLoginToken"), 1);
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn with_a_password_the_scan_leads_to_it_here_and_elsewhere() {
    for home_dc in [2, 1] {
        let world = World::with(vec![person()], Rules::default(), home_dc);
        let scanner = world.scanner().await;
        world
            .sandbox
            .set_password(PHONE, Some(PASSWORD), Some("a horse"))
            .unwrap();
        let flow = world.begin();
        let snapshot = submit(&flow, Input::UseQr).await;
        accept(&scanner, token(&snapshot)).await;
        let snapshot = until(&flow, |s| {
            matches!(s.step, Step::Password { .. }) && !s.busy
        })
        .await;
        let Step::Password { hint, .. } = &snapshot.step else {
            panic!("{snapshot:?}");
        };
        assert_eq!(hint.as_deref(), Some("a horse"));
        password(&flow, PASSWORD).await;
        world.is_signed_in(flow).await;
    }
}

#[tokio::test]
async fn from_the_qr_code_there_is_a_way_to_the_number() {
    let world = World::with(vec![person()], hasty(2), 2);
    let flow = world.begin();
    submit(&flow, Input::UseQr).await;
    let snapshot = submit(&flow, Input::UsePhone).await;
    assert_eq!(snapshot.step, Step::Phone);
    phone(&flow).await;
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_scan_that_comes_after_leaving_leaves_nothing_behind() {
    for home_dc in [2, 1] {
        let world = World::with(vec![person()], hasty(3), home_dc);
        let scanner = world.scanner().await;
        let flow = world.begin();
        let shown = token(&submit(&flow, Input::UseQr).await);
        submit(&flow, Input::Cancel).await;
        accept(&scanner, shown).await;
        assert_eq!(world.devices(), ["Signet"]);
        world.nothing_is_left(flow).await;
    }
}

#[tokio::test]
async fn an_account_that_is_here_already_cannot_be_taken_up_twice() {
    let world = World::new();
    let scanner = world.scanner().await;
    let me = world.sandbox.make_account(signet_sandbox::NewAccount {
        phone: "4915112345678".to_owned(),
        ..person()
    });
    assert!(me.is_ok());
    let users = grammers_tl_types::functions::users::GetUsers {
        id: vec![grammers_tl_types::enums::InputUser::UserSelf],
    };
    let id = scanner.read(&users).await.unwrap()[0].id();
    let flow = world.begin_with(Setup {
        except: vec![id],
        ..setup()
    });
    let shown = token(&submit(&flow, Input::UseQr).await);
    let request = grammers_tl_types::functions::auth::AcceptLoginToken { token: shown };
    assert!(scanner.invoke(&request).await.is_err());
    assert!(shows_qr(&flow.snapshot()));
    submit(&flow, Input::UsePhone).await;
    flow.suspend().await;
}

#[tokio::test]
async fn a_transfer_that_ended_on_the_way_shows_a_new_code() {
    for name in [
        "AUTH_TOKEN_EXPIRED",
        "AUTH_TOKEN_INVALID",
        "AUTH_TOKEN_INVALIDX",
    ] {
        let world = World::with(vec![person()], hasty(3), 1);
        let scanner = world.scanner().await;
        let error = Fault::Error {
            code: 400,
            message: name.to_owned(),
        };
        world.sandbox.script("auth.importLoginToken", 1, error);
        let flow = world.begin();
        let snapshot = submit(&flow, Input::UseQr).await;
        accept(&scanner, token(&snapshot)).await;
        let snapshot = until(&flow, |s| s.failure.is_some() && !s.busy).await;
        assert!(refusal(&snapshot).to_string().starts_with("AUTH_TOKEN"));
        goes_on(&snapshot);
        assert!(snapshot.offers.contains(&InputKind::Retry));
        let snapshot = submit(&flow, Input::Retry).await;
        assert!(shows_qr(&snapshot), "{snapshot:?}");
        submit(&flow, Input::Cancel).await;
        drop(scanner);
        flow.suspend().await;
    }
}

#[tokio::test]
async fn a_wait_that_telegram_demands_is_kept() {
    let world = World::new();
    let error = Fault::Error {
        code: 420,
        message: "FLOOD_WAIT_2".to_owned(),
    };
    world.sandbox.script("auth.exportLoginToken", 1, error);
    let flow = world.begin();
    let snapshot = submit(&flow, Input::UseQr).await;
    assert!(snapshot.failure.unwrap().retry_at.is_some());
    tokio::time::sleep(Duration::from_millis(1000)).await;
    assert_eq!(world.asked("auth.exportLoginToken"), 1);
    until(&flow, shows_qr).await;
    assert_eq!(world.asked("auth.exportLoginToken"), 2);
    submit(&flow, Input::Cancel).await;
    flow.suspend().await;
}
