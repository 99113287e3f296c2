//! The program dies, or is locked, in the middle of a sign-in: it is offered, and goes on.

use signet_sandbox::{CodeWay, NewAccount};
use signet_test_desktop::{
    CODE, Desktop, NUMBER, Options, PASSWORD, Telegram, ada, ada_with_password, person::WELCOME,
    run,
};

use crate::{
    looks::look,
    sign_in_qr::show_code,
    vault::{PASSPHRASE, unlock},
};

const BY_EMAIL: &str = "9996620002";
const SETS_UP: &str = "9996620003";

#[test]
fn a_sign_in_that_was_killed_at_any_step_is_offered_and_goes_on_there() {
    let telegram = Telegram::of(vec![
        NewAccount {
            recovery_email: Some("ada@example.org".to_owned()),
            ..ada_with_password()
        },
        NewAccount {
            phone: BY_EMAIL.to_owned(),
            first_name: "Bruno".to_owned(),
            login_email: Some("bruno@example.org".to_owned()),
            ways: vec![CodeWay::Email],
            ..NewAccount::default()
        },
        NewAccount {
            phone: SETS_UP.to_owned(),
            first_name: "Chioma".to_owned(),
            ways: vec![CodeWay::EmailSetup, CodeWay::Sms],
            ..NewAccount::default()
        },
    ]);
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        desktop.give_number(NUMBER);
        desktop.wait_for_step("code");
        desktop.kill_and_restart();
        desktop.wait_for_sign_in("it to be offered", |shown| shown["state"] == "kept");
        look(desktop, "sign-in-kept");
        go_on(desktop, "code");
        desktop.give_code(CODE);
        desktop.wait_for_step("password");
        again_after_a_kill(desktop, "password");
        desktop.button("Forgot it?").click();
        desktop.wait_for_step("recovery");
        // The password is asked for again: the code is sent when the person wants it.
        desktop.kill_and_restart();
        go_on(desktop, "password");
        desktop.give_password(PASSWORD);
        desktop.wait_for_step("done");
        // Saved before it is shown.
        desktop.kill_and_restart();
        desktop.wait_for_text("Ada Marlow");
        assert_eq!(telegram.asked("auth.sendCode"), 1);

        desktop.add_account();
        desktop.give_number(BY_EMAIL);
        desktop.wait_for_step("emailCode");
        again_after_a_kill(desktop, "emailCode");
        desktop.give_code(&telegram.email_code(BY_EMAIL));
        desktop.wait_for_step("done");
        desktop.button("Done").click();

        desktop.add_account();
        desktop.give_number(SETS_UP);
        desktop.wait_for_step("emailSetup");
        again_after_a_kill(desktop, "emailSetup");
        desktop.give_email("chioma@example.org");
        desktop.wait_for_step("emailCode");
        again_after_a_kill(desktop, "emailCode");
        desktop.give_code(&telegram.email_code(SETS_UP));
        desktop.wait_for_sign_in("the address to be proven", |shown| {
            shown["busy"] == false && shown["step"]["setup"] != true
        });
    });
    telegram.assert_unbroken();
}

#[test]
fn a_qr_code_that_was_shown_when_it_died_is_not_lost_when_it_was_scanned() {
    let telegram = Telegram::of(vec![ada()]);
    let phone = telegram.phone(NUMBER, "Ada's phone");
    run(telegram.desktop(), |desktop| {
        show_code(desktop);
        let code = desktop.read_qr();
        desktop.kill().unwrap();
        phone.scan(&code);
        desktop.open().unwrap();
        go_on(desktop, "done");
        desktop.heading("Ada Marlow is signed in");
        assert_eq!(telegram.devices(NUMBER).len(), 2);
    });
    telegram.assert_unbroken();
}

#[test]
fn one_that_is_started_over_leaves_nothing_behind() {
    let telegram = Telegram::of(vec![ada_with_password()]);
    run(telegram.desktop(), |desktop| {
        desktop.sign_in(NUMBER, CODE);
        desktop.wait_for_step("password");
        assert_eq!(telegram.sandbox().counts().codes, 0);
        desktop.kill_and_restart();
        desktop.button("Start over").click();
        desktop.wait_for_sign_in("it to be gone", |shown| shown["state"] != "kept");
        telegram.eventually("the key to be signed out", |telegram| {
            telegram.asked("auth.logOut") == 1
        });
        desktop.restart();
        desktop.heading(WELCOME);
        desktop.wait_for_no_sign_in();
    });
    telegram.assert_unbroken();
}

#[test]
fn locking_in_the_middle_hides_it_and_unlocking_offers_it() {
    let telegram = Telegram::of(vec![ada_with_password()]);
    let options = Options {
        keychain: true,
        ..telegram.desktop()
    };
    run(options, |desktop| {
        desktop.heading(WELCOME);
        let chosen = serde_json::json!({ "current": null, "next": PASSPHRASE });
        desktop.call("set_passphrase", chosen).unwrap();
        desktop.sign_in(NUMBER, CODE);
        desktop.wait_for_step("password");
        desktop.call("lock_vault", serde_json::json!({})).unwrap();
        desktop.heading("Signet is locked");
        let shown = desktop.text();
        assert!(!shown.contains("as always"), "{shown}");
        unlock(desktop, PASSPHRASE);
        go_on(desktop, "password");
        desktop.give_password(PASSWORD);
        desktop.wait_for_step("done");
        desktop.button("Done").click();

        desktop.call("lock_vault", serde_json::json!({})).unwrap();
        desktop.heading("Signet is locked");
        assert!(!desktop.text().contains("Ada"), "{}", desktop.text());
        unlock(desktop, PASSPHRASE);
        desktop.wait_for_text("Ada Marlow");
        assert_eq!(telegram.asked("auth.sendCode"), 1);
    });
    telegram.assert_unbroken();
}

#[track_caller]
fn again_after_a_kill(desktop: &Desktop, step: &str) {
    desktop.kill_and_restart();
    go_on(desktop, step);
}

#[track_caller]
fn go_on(desktop: &Desktop, step: &str) {
    desktop.button("Go on").click();
    desktop.wait_for_step(step);
}
