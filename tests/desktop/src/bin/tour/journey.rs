//! The whole journey on the sandbox, from the number to an account that is looked after.

use signet_sandbox::{CodeWay, NewAccount};
use signet_test_desktop::{
    CODE, Desktop, Key, NUMBER, PASSWORD, Role, Telegram, ada, person::WELCOME,
};

use crate::pictures::Pictures;

const BRUNO: &str = "9996620002";
const CHIOMA: &str = "9996610003";
const NOBODY: &str = "9996629999";

/// With a careful person who also has a phone, one who gets codes by e-mail, and one elsewhere.
pub fn telegram() -> Telegram {
    Telegram::of(vec![
        NewAccount {
            recovery_email: Some("ada@example.org".to_owned()),
            ..ada()
        },
        NewAccount {
            phone: BRUNO.to_owned(),
            first_name: "Bruno".to_owned(),
            last_name: "Keller".to_owned(),
            login_email: Some("bruno@example.org".to_owned()),
            ways: vec![CodeWay::Email],
            portrait: Some(signet_sandbox::Portrait::Lake),
            ..NewAccount::default()
        },
        NewAccount {
            phone: CHIOMA.to_owned(),
            first_name: "Chioma".to_owned(),
            last_name: "Adeyemi".to_owned(),
            ways: vec![CodeWay::EmailSetup, CodeWay::Sms],
            ..NewAccount::default()
        },
    ])
}

pub fn walk(desktop: &Desktop, telegram: &Telegram, pictures: &mut Pictures) {
    let phone = telegram.phone(NUMBER, "Ada's phone");
    let sandbox = telegram.sandbox();
    let set = sandbox.set_password(NUMBER, Some(PASSWORD), Some("the usual one"));
    assert!(set.is_ok(), "{set:?}");
    let mut seen = |name: &str| pictures.take(desktop, name);

    desktop.heading(WELCOME);
    desktop.add_account();
    seen("phone");
    desktop.button("Proxy").click();
    desktop.find(Role::Dialog, "Proxy");
    seen("proxy");
    away(desktop, Role::Dialog, "Proxy");
    desktop.button("Use QR code").click();
    desktop.read_qr();
    seen("qr");
    desktop.button("Use phone number").click();
    desktop.wait_for_step("phone");
    desktop.give_number(NOBODY);
    desktop.wait_for_step("code");
    desktop.give_code(CODE);
    desktop.wait_for_step("deadEnd");
    seen("dead-end");
    desktop.button("Other number").click();
    desktop.wait_for_step("phone");
    desktop.give_number(NUMBER);
    desktop.wait_for_step("code");
    seen("code");
    desktop.give_code("55555");
    desktop.wait_for_failure("code");
    seen("code-wrong");
    desktop.give_code(CODE);
    desktop.wait_for_step("password");
    seen("password");
    desktop.give_password("not this one");
    desktop.wait_for_failure("password");
    seen("password-wrong");
    desktop.button("Forgot it?").click();
    desktop.wait_for_step("recovery");
    seen("recovery");
    desktop.button("Back").click();
    desktop.wait_for_step("password");
    telegram.line().shut();
    desktop.wait_for_sign_in("the loss to be noticed", |shown| shown["offline"] == true);
    seen("offline");
    telegram.line().open();
    desktop.kill_and_restart();
    desktop.wait_for_sign_in("it to be offered", |shown| shown["state"] == "kept");
    seen("kept");
    desktop.button("Go on").click();
    desktop.wait_for_step("password");
    desktop.give_password(PASSWORD);
    desktop.wait_for_step("done");
    seen("done");
    desktop.button("Done").click();
    desktop.wait_for_no_sign_in();

    desktop.add_account();
    desktop.give_number(BRUNO);
    desktop.wait_for_step("emailCode");
    seen("email-code");
    desktop.give_code(&telegram.email_code(BRUNO));
    desktop.wait_for_step("done");
    desktop.button("Done").click();
    desktop.add_account();
    desktop.give_number(CHIOMA);
    desktop.wait_for_step("emailSetup");
    seen("email-setup");
    desktop.give_email("chioma@example.org");
    desktop.wait_for_step("emailCode");
    seen("email-proof");
    let _left = desktop.call("cancel_sign_in", serde_json::json!({}));
    desktop.wait_for_no_sign_in();

    live_with_it(desktop, telegram, &mut seen);
    drop(phone);
}

/// The accounts that are here, and what one does with them.
fn live_with_it(desktop: &Desktop, telegram: &Telegram, seen: &mut impl FnMut(&str)) {
    desktop.go("#/accounts");
    desktop.find(Role::Button, "Add account");
    seen("accounts");
    let id = desktop.wait_for_account("an account", |account| account["id"].is_string());
    let id = id["id"].as_str().unwrap_or_default();
    desktop.go(&format!("#/accounts/{id}"));
    desktop.heading("Ada Marlow");
    seen("account");
    desktop.button("Rename").click();
    desktop.find(Role::Dialog, "Name this account");
    seen("account-rename");
    away(desktop, Role::Dialog, "Name this account");
    desktop.go(&format!("#/accounts/{id}/access"));
    seen("account-access");
    let unconfirmed = telegram.sandbox().unconfirm_devices(NUMBER);
    assert!(unconfirmed.is_ok(), "{unconfirmed:?}");
    desktop.go(&format!("#/accounts/{id}/devices"));
    desktop.wait_for_text("This computer");
    seen("account-devices");
    desktop.go(&format!("#/accounts/{id}/activity"));
    seen("account-activity");
    desktop.go(&format!("#/accounts/{id}"));
    desktop.button("Remove").click();
    desktop.find(Role::AlertDialog, "Remove Ada Marlow?");
    seen("account-remove");
    away(desktop, Role::AlertDialog, "Remove Ada Marlow?");
    desktop.go("#/activity");
    desktop.settle();
    seen("activity-lived");
    desktop.go("#/settings/about");
    desktop.button("Look at it").click();
    desktop.wait_for_text("This is all that would be in the file");
    seen("diagnostics");
}

/// Closes a dialog and waits until nothing of it lies over what is next.
fn away(desktop: &Desktop, role: Role, name: &str) {
    desktop.press(Key::Escape);
    desktop.wait_until_gone_from_screen(role, name);
}
