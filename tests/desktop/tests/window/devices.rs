//! Who else can open an account, and how they are ended.

use signet_sandbox::Rules;
use signet_test_desktop::{CODE, Desktop, NUMBER, Role, Telegram, Terms, run};

use crate::{
    looks::{assert_failure_is_whole, look},
    sign_in::accounts,
    vault::confirm,
};

const PHONE: &str = "Ada's phone";

#[test]
fn devices_are_listed_a_new_one_is_asked_about_and_others_are_ended() {
    let telegram = Telegram::start(Terms::default());
    let phone = telegram.phone(NUMBER, PHONE);
    let _tablet = telegram.phone(NUMBER, "Ada's tablet");
    run(telegram.desktop(), |desktop| {
        desktop.sign_in_wholly(NUMBER, CODE);
        open_devices(desktop);
        desktop.wait_for_text("3 devices can open this account");
        desktop.wait_for_text("This computer");
        desktop.wait_for_text(PHONE);
        look(desktop, "devices");
        // Once for the sign-in, once for the page.
        let looks = telegram.asked("account.getAuthorizations");
        assert!(looks <= 3, "it was looked at {looks} times");

        // A sign-in of today may not end others yet, and it is said when it may.
        desktop.wait_for_text("24 hours");
        telegram.let_a_day_pass(NUMBER);
        desktop.button("Look again").click();
        desktop.button("End Ada's tablet").click();
        desktop.find(Role::AlertDialog, "End Ada's tablet?");
        look(desktop, "devices-end-asked");
        confirm(desktop);
        telegram.eventually("the tablet to be ended", |telegram| {
            telegram.devices(NUMBER).len() == 2
        });
        desktop.wait_for_text("2 devices can open this account");

        let _stranger = telegram.phone(NUMBER, "Somebody's laptop");
        telegram.sandbox().unconfirm_devices(NUMBER).unwrap();
        desktop.button("Look again").click();
        desktop.wait_for_text("Somebody's laptop");
        look(desktop, "devices-unconfirmed");
        desktop.button("No, end it").click();
        telegram.eventually("the stranger to be ended", |telegram| {
            !telegram
                .devices(NUMBER)
                .contains(&"Somebody's laptop".to_owned())
        });
        desktop.button("Yes").click();
        desktop.wait_until_gone_from_screen(Role::Button, "Yes");

        desktop.button("End others…").click();
        desktop.find(Role::AlertDialog, "End the other devices?");
        look(desktop, "devices-end-others-asked");
        confirm(desktop);
        telegram.eventually("nobody but this computer to be left", |telegram| {
            telegram.devices(NUMBER).len() == 1
        });
        desktop.wait_for_text("No other device can open this account.");
        look(desktop, "devices-alone");
        drop(phone);
    });
    telegram.assert_unbroken();
}

#[test]
fn without_telegram_the_list_says_so_and_is_looked_at_again() {
    let telegram = Telegram::start(Terms {
        rules: Rules::default(),
        patience: std::time::Duration::from_secs(3),
        ..Terms::default()
    });
    run(telegram.desktop(), |desktop| {
        desktop.sign_in_wholly(NUMBER, CODE);
        telegram.line().shut();
        open_devices(desktop);
        // A connection that stood and broke may have carried the question.
        desktop.wait_for_text("Telegram gave no answer");
        assert_failure_is_whole(desktop, "Telegram gave no answer");
        look(desktop, "devices-offline");
        telegram.line().open();
        desktop.button("Try again").click();
        desktop.wait_for_text("1 device can open this account");
    });
    telegram.assert_unbroken();
}

#[track_caller]
pub fn open_account(desktop: &Desktop) {
    let here = accounts(desktop);
    let id = here[0]["id"].as_str().unwrap();
    desktop.go(&format!("#/accounts/{id}"));
    desktop.heading("Ada Marlow");
}

#[track_caller]
fn open_devices(desktop: &Desktop) {
    let here = accounts(desktop);
    let id = here[0]["id"].as_str().unwrap();
    desktop.go(&format!("#/accounts/{id}/devices"));
}
