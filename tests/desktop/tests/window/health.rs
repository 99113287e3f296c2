//! An account that is here: looked after, named, shown, signed out from elsewhere, and removed.

use serde_json::json;
use signet_sandbox::Standing;
use signet_test_desktop::{CODE, Key, NUMBER, Role, Telegram, Terms, person::WELCOME, run};

use crate::{devices::open_account, looks::look, sign_in::accounts, vault::confirm};

#[test]
fn an_account_is_checked_named_shown_and_removed() {
    let telegram = Telegram::start(Terms::default());
    run(telegram.desktop(), |desktop| {
        desktop.sign_in_wholly(NUMBER, CODE);
        open_account(desktop);
        look(desktop, "account");
        desktop.button("Check now").click();
        desktop.wait_for_account("the check", |account| {
            account["health"]["standing"] == "active" && account["health"]["checking"] == false
        });

        desktop.button("Rename").click();
        desktop.find(Role::Dialog, "Name this account");
        look(desktop, "account-rename");
        let field = desktop.find(Role::Textbox, "Name");
        field.clear();
        field.type_text("The one for work");
        desktop.press(Key::Enter);
        desktop.heading("The one for work");
        desktop.wait_for_text("Ada Marlow in Telegram");

        assert!(!desktop.text().contains("6620001"), "shown unasked");
        desktop.button("Show").click();
        desktop.wait_for_text("9996620001");
        look(desktop, "account-number-shown");
        desktop.go("#/settings");
        desktop.go("#/activity");
        desktop.wait_for_text("Showing a number in full");
        look(desktop, "activity");

        desktop.restart();
        let id = accounts(desktop)[0]["id"].as_str().unwrap().to_owned();
        desktop.go(&format!("#/accounts/{id}"));
        desktop.heading("The one for work");
        assert!(!desktop.text().contains("6620001"), "still shown");
        desktop.button("Remove").click();
        desktop.find(Role::AlertDialog, "Remove The one for work?");
        assert_eq!(desktop.focused(), ("button".into(), "Cancel".into()));
        look(desktop, "account-remove-asked");
        confirm(desktop);
        desktop.go("#/accounts");
        desktop.heading(WELCOME);
        telegram.eventually("the sign-in to be ended", |telegram| {
            telegram.devices(NUMBER).is_empty()
        });
        desktop.restart();
        desktop.heading(WELCOME);
    });
    telegram.assert_unbroken();
}

#[test]
fn one_that_was_ended_on_the_phone_says_so_and_is_signed_in_again_in_place() {
    let telegram = Telegram::start(Terms::default());
    let phone = telegram.phone(NUMBER, "Ada's phone");
    run(telegram.desktop(), |desktop| {
        desktop.sign_in_wholly(NUMBER, CODE);
        let id = accounts(desktop)[0]["id"].clone();
        telegram.let_a_day_pass(NUMBER);
        let here = telegram.devices(NUMBER)[1].clone();
        phone.end(&here);
        open_account(desktop);
        desktop
            .call("check_account", json!({ "account": id }))
            .unwrap();
        desktop.wait_for_text("Telegram signed this account out.");
        look(desktop, "account-revoked");
        desktop.button("Sign in").click();
        desktop.wait_for_step("phone");
        // Its number is known, so one press sends the code.
        look(desktop, "sign-in-known");
        desktop.button("Send code").click();
        desktop.wait_for_step("code");
        desktop.give_code(CODE);
        let done = desktop.wait_for_step("done");
        assert_eq!(done["step"]["again"], true);
        assert_eq!(done["step"]["account"], id);
        desktop.button("Done").click();
        desktop.wait_for_no_sign_in();
        desktop.wait_for_account("it to work again", |account| {
            account["health"]["standing"] == "active"
        });
        assert_eq!(accounts(desktop).len(), 1);
    });
    telegram.assert_unbroken();
}

#[test]
fn a_ban_and_a_freeze_are_told_with_what_to_do() {
    let telegram = Telegram::start(Terms::default());
    run(telegram.desktop(), |desktop| {
        desktop.sign_in_wholly(NUMBER, CODE);
        open_account(desktop);
        let id = accounts(desktop)[0]["id"].clone();
        for (standing, expected, sentence) in [
            (
                Standing::Frozen,
                "frozen",
                "Telegram restricted this account.",
            ),
            (Standing::Banned, "banned", "Telegram blocked this account."),
        ] {
            let sandbox = telegram.sandbox();
            sandbox.set_standing(NUMBER, standing).unwrap();
            desktop
                .call("check_account", json!({ "account": id }))
                .unwrap();
            desktop.wait_for_account(expected, |account| {
                account["health"]["standing"] == expected
            });
            desktop.wait_for_text(sentence);
            desktop.button("Check again");
            look(desktop, &format!("account-{expected}"));
        }
    });
    telegram.assert_unbroken();
}

#[test]
fn removing_without_telegram_waits_visibly_and_can_be_done_at_once() {
    let telegram = Telegram::start(Terms {
        patience: std::time::Duration::from_secs(3),
        ..Terms::default()
    });
    run(telegram.desktop(), |desktop| {
        desktop.sign_in_wholly(NUMBER, CODE);
        open_account(desktop);
        telegram.line().shut();
        desktop.button("Remove").click();
        desktop.find(Role::AlertDialog, "Remove Ada Marlow?");
        confirm(desktop);
        desktop.wait_for_text("This account is being removed");
        desktop.wait_for_account("the next try", |account| {
            account["stay"]["nextAt"].is_number()
        });
        look(desktop, "account-leaving");
        // It goes on where it was after a restart.
        desktop.kill_and_restart();
        open_account(desktop);
        desktop.wait_for_text("This account is being removed");
        desktop.button("Remove now").click();
        desktop.find(Role::AlertDialog, "Remove without signing out?");
        look(desktop, "account-remove-now-asked");
        confirm(desktop);
        desktop.heading(WELCOME);
        assert_eq!(telegram.devices(NUMBER).len(), 1, "nobody could end it");
    });
    telegram.assert_unbroken();
}
