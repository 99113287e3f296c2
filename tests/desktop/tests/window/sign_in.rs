//! By phone and code, with everything that can go another way.

use serde_json::{Value, json};
use signet_sandbox::{NewAccount, Rules};
use signet_test_desktop::{
    CODE, Desktop, NUMBER, PASSWORD, Role, Telegram, Terms, ada, ada_with_password,
    person::{PASSWORD_ASKED, PHONE},
    run,
};

use crate::looks::{assert_failure_is_whole, look};

#[test]
fn a_number_and_its_code_sign_in_and_a_wrong_code_is_typed_again() {
    let telegram = Telegram::start(Terms::default());
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        let first = ("combobox".into(), "Country".into());
        assert_eq!(desktop.focused(), first);
        look(desktop, "sign-in-phone");
        desktop.give_number(NUMBER);
        desktop.wait_for_step("code");
        assert_eq!(desktop.focused(), ("textbox".into(), "Code".into()));
        look(desktop, "sign-in-code");
        desktop.give_code("55555");
        assert_eq!(desktop.wait_for_failure("code"), "PHONE_CODE_INVALID");
        assert_failure_is_whole(desktop, "Not the code");
        assert_eq!(field(desktop, "Code"), "", "what was typed is still there");
        look(desktop, "sign-in-code-wrong");
        desktop.give_code(CODE);
        let done = desktop.wait_for_step("done");
        desktop.heading("Ada Marlow is signed in");
        look(desktop, "sign-in-done");
        let listed_as = done["step"]["listedAs"].as_str().unwrap();
        assert_eq!(telegram.devices(NUMBER), [listed_as]);
        desktop.wait_for_text(listed_as);
        desktop.button("Done").click();
        desktop.wait_for_no_sign_in();
        desktop.wait_for_text("Ada Marlow");
        look(desktop, "accounts-one");
        assert_eq!(telegram.asked("auth.sendCode"), 1);

        desktop.restart();
        desktop.wait_for_text("Ada Marlow");
        assert_eq!(telegram.devices(NUMBER), [listed_as]);
    });
    telegram.assert_unbroken();
}

#[test]
fn a_code_that_ended_is_asked_for_anew_sent_another_way_and_left_for_another_number() {
    let other = "9996624444";
    let telegram = Telegram::start(Terms {
        accounts: vec![
            ada(),
            NewAccount {
                phone: other.to_owned(),
                first_name: "Bruno".to_owned(),
                ..NewAccount::default()
            },
        ],
        rules: Rules {
            resend_seconds: 1,
            code_attempts: 2,
            codes_per_day: 1000,
            ..Rules::default()
        },
        ..Terms::default()
    });
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        desktop.give_number(NUMBER);
        let first = desktop.wait_for_step("code");
        assert_eq!(first["step"]["way"]["kind"], "sms");

        desktop.button("Get a call").click();
        desktop.wait_for_sign_in("a call", |shown| shown["step"]["way"]["kind"] == "call");
        look(desktop, "sign-in-code-call");
        // The third is told that there is nothing to be right any more.
        for _ in 0..3 {
            desktop.give_wrong_code();
        }
        desktop.wait_for_sign_in("the code to be over", |shown| {
            shown["step"]["alive"] == false
        });
        look(desktop, "sign-in-code-ended");
        desktop.button("New code").click();
        desktop.wait_for_sign_in("a new code", |shown| shown["step"]["alive"] == true);
        assert_eq!(telegram.asked("auth.sendCode"), 2);

        desktop.button("Change").click();
        desktop.wait_for_step("phone");
        desktop.heading(PHONE);
        telegram.eventually("the code to be cancelled", |telegram| {
            telegram.sandbox().counts().codes == 0
        });
        desktop.give_number(other);
        desktop.wait_for_step("code");
        desktop.give_code(CODE);
        desktop.wait_for_step("done");
        desktop.heading("Bruno is signed in");
    });
    assert_eq!(telegram.devices(NUMBER), [""; 0]);
    telegram.assert_unbroken();
}

#[test]
fn the_password_is_asked_for_after_the_code_and_a_wrong_one_again() {
    let telegram = Telegram::of(vec![ada_with_password()]);
    run(telegram.desktop(), |desktop| {
        desktop.sign_in(NUMBER, CODE);
        desktop.wait_for_step("password");
        desktop.heading(PASSWORD_ASKED);
        desktop.wait_for_text("as always");
        look(desktop, "sign-in-password");
        desktop.give_password("incorrect zebra");
        assert_eq!(
            desktop.wait_for_failure("password"),
            "PASSWORD_HASH_INVALID"
        );
        assert_failure_is_whole(desktop, "Wrong password");
        assert_eq!(
            field(desktop, "Password"),
            "",
            "what was typed is still there"
        );
        look(desktop, "sign-in-password-wrong");
        desktop.give_password(PASSWORD);
        desktop.wait_for_step("done");
        desktop.heading("Ada Marlow is signed in");
    });
    telegram.assert_unbroken();
}

#[test]
fn a_forgotten_password_is_recovered_by_e_mail() {
    let telegram = Telegram::of(vec![NewAccount {
        recovery_email: Some("ada@example.org".to_owned()),
        ..ada_with_password()
    }]);
    run(telegram.desktop(), |desktop| {
        desktop.sign_in(NUMBER, CODE);
        desktop.wait_for_step("password");
        desktop.button("Forgot it?").click();
        desktop.wait_for_step("recovery");
        // It says what it costs before it is done.
        desktop.wait_for_text("removes your Telegram password");
        look(desktop, "sign-in-recovery");
        desktop.give_code("000000");
        desktop.button("Remove and sign in").click();
        desktop.wait_for_failure("recovery");
        look(desktop, "sign-in-recovery-wrong");
        desktop.give_code(&telegram.email_code(NUMBER));
        desktop.button("Remove and sign in").click();
        desktop.wait_for_step("done");
        desktop.heading("Ada Marlow is signed in");
    });
    telegram.assert_unbroken();
}

#[track_caller]
pub fn field(desktop: &Desktop, name: &str) -> String {
    desktop.find(Role::Textbox, name);
    let value = "return [...document.querySelectorAll('input, textarea')]
        .filter((one) => one.checkVisibility()).map((one) => one.value).join('')";
    let value = desktop.script(value, &[]);
    value.as_str().unwrap().to_owned()
}

/// The accounts that are here, as Rust tells them.
#[track_caller]
pub fn accounts(desktop: &Desktop) -> Vec<Value> {
    let snapshot = desktop.call("accounts", json!({})).unwrap();
    snapshot["accounts"].as_array().cloned().unwrap_or_default()
}
