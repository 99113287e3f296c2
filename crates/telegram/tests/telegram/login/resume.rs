//! A restart in the middle of a sign-in.

use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretBox};
use signet_sandbox::{Fault, Rules};
use signet_telegram::Error;
use signet_telegram::login::{Cause, Input, LoginFlow, PendingLogin, Step};

use super::journey::{World, code, eventually, guarded, phone, setup, shows_qr, submit, until};
use super::places::Place;
use crate::telegram::{CODE, person, unbroken};

fn only_form(world: &World) -> PendingLogin {
    let mut forms = world.store.forms();
    assert_eq!(forms.len(), 1);
    forms.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn at_every_state_a_sign_in_is_taken_up_where_it_was() {
    for place in Place::KEPT {
        let world = place.world();
        let flow = place.reach(&world).await;
        let before = flow.snapshot();
        flow.suspend().await;
        let codes = world.codes();
        let flow = world.resume(only_form(&world));
        let landed = match place {
            // Who has to type the password can ask for recovery again.
            Place::Recovery => Place::Password,
            other => other,
        };
        let snapshot = until(&flow, |s| !s.busy && landed.is_shown(s)).await;
        if matches!(place, Place::Code | Place::EmailCode | Place::Password) {
            assert_eq!(snapshot.step, before.step);
        }
        landed.go_on(&world, &flow).await;
        let scans = u64::from(place == Place::Qr);
        assert_eq!(world.codes(), codes + scans, "{place:?}");
        world.is_signed_in(flow).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_in_unnoticed_is_done_after_the_restart() {
    for (place, method) in [
        (Place::Code, "auth.signIn"),
        (Place::EmailCode, "auth.signIn"),
        (Place::Password, "auth.checkPassword"),
        (Place::PasswordByQr, "auth.checkPassword"),
        (Place::Recovery, "auth.recoverPassword"),
    ] {
        let world = place.world();
        let flow = place.reach(&world).await;
        let delay = Fault::Delay { milliseconds: 200 };
        world.sandbox.script(method, 1, delay);
        let asked = world.asked(method);
        tokio::select! {
            () = place.go_on_until_left(&world, &flow) => panic!("it was answered"),
            () = eventually("it is asked", || world.asked(method) > asked) => {}
        }
        flow.suspend().await;
        tokio::time::sleep(Duration::from_millis(400)).await;
        let flow = world.resume(only_form(&world));
        until(&flow, |s| matches!(s.step, Step::Done { .. })).await;
        world.is_signed_in(flow).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_led_to_the_password_unnoticed_leads_there_after_the_restart() {
    let world = World::of(vec![guarded()]);
    let flow = world.begin();
    phone(&flow).await;
    world.sandbox.script("auth.signIn", 1, Fault::DropAfter);
    let unseen = Fault::Delay { milliseconds: 900 };
    world.sandbox.script("users.getUsers", 1, unseen);
    tokio::select! {
        _ = code(&flow, CODE) => panic!("it was answered"),
        () = eventually("it is asked", || world.asked("users.getUsers") > 0) => {}
    }
    flow.suspend().await;
    let flow = world.resume(only_form(&world));
    let snapshot = until(&flow, |s| !s.busy && Place::Password.is_shown(s)).await;
    assert!(snapshot.failure.is_none());
    Place::Password.go_on(&world, &flow).await;
    world.is_signed_in(flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_during_the_restart_is_not_lost() {
    let world = World::new();
    let scanner = world.scanner().await;
    let flow = world.begin();
    let snapshot = submit(&flow, Input::UseQr).await;
    let shown = super::journey::token(&snapshot);
    flow.suspend().await;
    super::journey::accept(&scanner, shown).await;
    let flow = world.resume(only_form(&world));
    until(&flow, |s| matches!(s.step, Step::Done { .. })).await;
    world.is_signed_in(flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_telegram_a_restart_shows_what_was_kept_and_goes_on_when_it_is_back() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    flow.suspend().await;
    let away = Fault::DropBefore;
    world.sandbox.script("users.getUsers", 40, away);
    let flow = world.resume(only_form(&world));
    let snapshot = until(&flow, |s| !s.busy).await;
    assert!(matches!(snapshot.step, Step::Code { .. }), "{snapshot:?}");
    assert!(snapshot.offline && snapshot.failure.is_some());
    world.sandbox.clear_faults();
    until(&flow, |s| !s.offline && !s.busy).await;
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_too_old_is_ended_and_begins_with_the_number() {
    for place in [Place::Code, Place::EmailCode, Place::Qr] {
        let rules = Rules {
            code_seconds: 1,
            token_seconds: 1,
            ..Rules::default()
        };
        let account = match place {
            Place::EmailCode => super::email::with_email(),
            _ => person(),
        };
        let world = World::with(vec![account], rules, 2);
        let flow = place.reach(&world).await;
        flow.suspend().await;
        tokio::time::sleep(Duration::from_millis(1100)).await;
        let form = only_form(&world);
        assert!(!form.lives(world.road().environment(), SystemTime::now()));
        let flow = world.resume(form);
        let snapshot = flow.snapshot();
        assert_eq!(snapshot.step, Step::Phone);
        assert_eq!(snapshot.failure.map(|f| f.cause), Some(Cause::Ended));
        world.nothing_is_left(flow).await;
    }
}

#[tokio::test]
async fn a_password_may_wait_for_a_day_and_all_else_as_long_as_a_code() {
    for (place, hours) in [(Place::Code, 0), (Place::Qr, 0), (Place::Password, 23)] {
        let world = place.world();
        let flow = place.reach(&world).await;
        flow.suspend().await;
        let form = only_form(&world);
        let (road, now) = (world.road(), SystemTime::now());
        let later = now + Duration::from_secs(hours * 3600 + 240);
        assert!(form.lives(road.environment(), later), "{place:?}");
        let later = now + Duration::from_secs((hours + 1) * 3600);
        assert!(!form.lives(road.environment(), later), "{place:?}");
        let earlier = now - Duration::from_secs(60);
        assert!(!form.lives(road.environment(), earlier), "a clock set back");
        LoginFlow::end(&road, world.store.clone(), form)
            .await
            .unwrap();
        assert!(world.devices().is_empty() && world.store.forms().is_empty());
        unbroken(&world.sandbox);
    }
}

#[tokio::test]
async fn a_sign_in_that_was_ended_elsewhere_meanwhile_begins_with_the_number() {
    let world = World::of(vec![guarded()]);
    let flow = Place::Password.reach(&world).await;
    flow.suspend().await;
    let error = Fault::Error {
        code: 401,
        message: "AUTH_KEY_UNREGISTERED".to_owned(),
    };
    world.sandbox.script("users.getUsers", 1, error);
    let flow = world.resume(only_form(&world));
    let snapshot = until(&flow, |s| !s.busy && s.failure.is_some()).await;
    assert_eq!(snapshot.step, Step::Phone);
    assert_eq!(snapshot.failure.map(|f| f.cause), Some(Cause::Ended));
    flow.close().await;
}

#[tokio::test]
async fn a_key_that_the_server_forgot_meanwhile_begins_with_the_number() {
    let world = World::of(vec![guarded()]);
    let flow = Place::Password.reach(&world).await;
    flow.suspend().await;
    world.sandbox.forget_keys(crate::telegram::PHONE).unwrap();
    let flow = world.resume(only_form(&world));
    let snapshot = until(&flow, |s| !s.busy && s.failure.is_some()).await;
    assert_eq!(snapshot.step, Step::Phone);
    let cause = snapshot.failure.map(|failure| failure.cause);
    assert_eq!(cause, Some(Cause::Telegram(Error::KeyUnknown)));
    assert!(flow.close().await);
    assert!(world.store.forms().is_empty());
}

#[tokio::test]
async fn a_damaged_form_is_refused_whatever_is_wrong_with_it() {
    for place in Place::KEPT {
        let world = place.world();
        let flow = place.reach(&world).await;
        flow.suspend().await;
        let form = only_form(&world);
        let good = form.bytes();
        // Exposed to be damaged.
        let good = good.expose_secret();
        assert!(PendingLogin::read(&SecretBox::from(good.to_vec())).is_ok());
        let refused = |bytes: Vec<u8>| {
            let read = PendingLogin::read(&SecretBox::from(bytes));
            assert_eq!(read.err(), Some(Error::PendingLogin));
        };
        for bit in 0..good.len() * 8 {
            let mut bytes = good.to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            refused(bytes);
        }
        for length in 0..good.len() {
            refused(good[..length].to_vec());
        }
        refused([good, &[0]].concat());
        refused(vec![0; 100_000]);
        LoginFlow::end(&world.road(), world.store.clone(), form)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_form_of_another_telegram_is_refused() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    flow.suspend().await;
    let name = world.road().environment().name().to_owned();
    let other = world.sandbox.environment().replace(&name, "elsewhere");
    let road = crate::telegram::road_of(&other);
    let form = only_form(&world);
    let refused = LoginFlow::resume(road, setup(), world.store.clone(), form);
    assert_eq!(refused.err(), Some(Error::PendingLogin));
}

#[tokio::test]
async fn a_form_tells_nothing_when_printed() {
    let world = World::new();
    let flow = world.begin();
    phone(&flow).await;
    flow.suspend().await;
    let printed = format!("{:?}", only_form(&world));
    assert!(!printed.contains("1234") && printed.len() < 80, "{printed}");
    assert!(!shows_qr(&world.begin().snapshot()));
}
