//! Where it does not go on like this, it goes on another way.

use signet_sandbox::{CodeWay, Fault, NewAccount, Standing};
use signet_test_desktop::{CODE, Desktop, NUMBER, Role, Telegram, Terms, ada, run};

use crate::looks::{assert_reference, look};

/// Made up on the spot: nobody has it.
const NOBODY: &str = "9996629999";

/// What Telegram says instead of sending a code, and what the person is told.
const SAID: [(i32, &str, &str); 10] = [
    (406, "PHONE_NUMBER_INVALID", "Not a valid number"),
    (400, "PHONE_NUMBER_FLOOD", "Too many tries"),
    (406, "PHONE_PASSWORD_FLOOD", "Too many tries"),
    (420, "FLOOD_WAIT_86", "Too many tries"),
    (406, "UPDATE_APP_TO_LOGIN", "Signet is too old"),
    (
        403,
        "RECAPTCHA_CHECK_signup__6Ldm",
        "Only Telegram’s app gets this code",
    ),
    (
        400,
        "API_ID_PUBLISHED_FLOOD",
        "Telegram blocked this build’s API id",
    ),
    (400, "API_ID_INVALID", "Telegram does not know this API id"),
    (500, "AUTH_RESTART_7", "This sign-in has ended"),
    (400, "SMS_CODE_CREATE_FAILED", "Telegram said no"),
];

#[test]
fn whatever_telegram_says_instead_of_a_code_has_a_sentence_and_a_way_on() {
    let telegram = Telegram::start(Terms::default());
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        for (code, message, title) in SAID {
            let message = message.to_owned();
            // As often as it is asked by itself, and once more.
            let said = Fault::Error { code, message };
            telegram.sandbox().script("auth.sendCode", 8, said.clone());
            desktop.give_number(NUMBER);
            wait_for_trouble(desktop);
            desktop.wait_for_text(title);
            assert_reference(desktop);
            let Fault::Error { message, .. } = &said else {
                unreachable!()
            };
            if ["FLOOD_WAIT_86", "UPDATE_APP_TO_LOGIN", "API_ID_INVALID"]
                .contains(&message.as_str())
            {
                look(desktop, &format!("dead-end-{}", message.to_lowercase()));
            }
            telegram.sandbox().clear_faults();
            back_to_the_number(desktop);
        }
        desktop.give_number(NUMBER);
        desktop.wait_for_step("code");
        desktop.give_code(CODE);
        desktop.wait_for_step("done");
    });
    telegram.assert_unbroken();
}

#[test]
fn a_number_without_an_account_one_that_must_pay_and_a_banned_one_lead_on() {
    let (paying, banned) = ("9996627777", "9996628888");
    let somebody = |phone: &str| NewAccount {
        phone: phone.to_owned(),
        first_name: "Bruno".to_owned(),
        ..NewAccount::default()
    };
    let telegram = Telegram::of(vec![
        ada(),
        somebody(banned),
        NewAccount {
            ways: vec![CodeWay::Payment],
            ..somebody(paying)
        },
    ]);
    telegram
        .sandbox()
        .set_standing(banned, Standing::Banned)
        .unwrap();
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        desktop.give_number(NOBODY);
        desktop.wait_for_step("code");
        desktop.give_code(CODE);
        desktop.wait_for_step("deadEnd");
        desktop.wait_for_text("No account yet");
        look(desktop, "dead-end-nobody");
        desktop.button("Other number").click();
        desktop.wait_for_step("phone");

        desktop.give_number(banned);
        wait_for_trouble(desktop);
        desktop.wait_for_text("Telegram blocked this number");
        look(desktop, "dead-end-banned");
        back_to_the_number(desktop);

        desktop.give_number(paying);
        wait_for_trouble(desktop);
        desktop.wait_for_text("Only Telegram’s app gets this code");
        look(desktop, "dead-end-payment");
        desktop.button("Use QR").click();
        desktop.wait_for_step("qr");
        assert!(desktop.read_qr().starts_with("tg://login?token="));
        desktop.button("Use phone number").click();
        desktop.wait_for_step("phone");
        desktop.give_number(NUMBER);
        desktop.wait_for_step("code");
        desktop.give_code(CODE);
        desktop.wait_for_step("done");
    });
    telegram.assert_unbroken();
}

#[test]
fn a_code_that_only_telegrams_own_app_can_ask_for_is_told_not_to_come() {
    let telegram = Telegram::of(vec![NewAccount {
        ways: vec![CodeWay::Firebase],
        ..ada()
    }]);
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        desktop.give_number(NUMBER);
        let shown = desktop.wait_for_step("code");
        assert_eq!(shown["step"]["way"]["kind"], "officialApp");
        look(desktop, "sign-in-code-official-app");
        desktop.button("Use QR code").click();
        desktop.wait_for_step("qr");
    });
    telegram.assert_unbroken();
}

/// Either beside the field or on a screen of its own.
#[track_caller]
fn wait_for_trouble(desktop: &Desktop) {
    desktop.wait_for_sign_in("something to go wrong", |shown| {
        let is_told = !shown["failure"].is_null() || shown["step"]["kind"] == "deadEnd";
        is_told && shown["busy"] == false
    });
}

#[track_caller]
fn back_to_the_number(desktop: &Desktop) {
    let shown = desktop.call("sign_in", serde_json::json!({})).unwrap();
    if shown["step"]["kind"] != "phone" {
        // Where it is the first thing to do it has a word of its own.
        let names = desktop.names(Role::Button);
        let name = ["Other number", "Try again", "Edit", "Close"]
            .into_iter()
            .find(|name| names.iter().any(|seen| seen == name));
        desktop.button(name.unwrap()).click();
        desktop.wait_for_step("phone");
    }
}
