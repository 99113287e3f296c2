//! The whole journey by keys alone, from right to left, at twice the size, and in any language.

use signet_test_desktop::{
    CODE, Desktop, Key, NUMBER, PASSWORD, Role, Telegram, ada, ada_with_password, person::PHONE,
    run,
};

use crate::{
    keyboard::{assert_focus_is_visible, tab_to},
    looks::look,
    room::{set_language, sticking_out},
};

#[test]
fn keys_alone_sign_in_and_come_back_out() {
    let telegram = Telegram::of(vec![ada_with_password()]);
    run(telegram.desktop(), |desktop| {
        tab_to(desktop, "Add your Telegram account");
        desktop.press(Key::Enter);
        desktop.heading(PHONE);
        tab_to(desktop, "Use QR code");
        assert_focus_is_visible(desktop, "Use QR code");
        desktop.press(Key::Enter);
        desktop.wait_for_step("qr");
        tab_to(desktop, "Use phone number");
        desktop.press(Key::Enter);
        desktop.wait_for_step("phone");
        tab_to(desktop, "Phone");
        desktop.type_keys(&format!("+{NUMBER}"));
        desktop.press(Key::Enter);
        desktop.wait_for_step("code");
        // Esc asks before it throws a code away.
        desktop.press(Key::Escape);
        desktop.find(Role::AlertDialog, "Leave this sign-in?");
        look(desktop, "sign-in-leave-asked");
        tab_to(desktop, "Stay");
        desktop.press(Key::Enter);
        desktop.wait_until_gone_from_screen(Role::AlertDialog, "Leave this sign-in?");
        assert_eq!(desktop.focused(), ("textbox".into(), "Code".into()));
        desktop.type_keys(CODE);
        desktop.wait_for_step("password");
        assert_eq!(desktop.focused(), ("textbox".into(), "Password".into()));
        desktop.type_keys(PASSWORD);
        desktop.press(Key::Enter);
        desktop.wait_for_step("done");
        tab_to(desktop, "Done");
        desktop.press(Key::Enter);
        desktop.wait_for_no_sign_in();
        desktop.wait_for_text("Ada Marlow");
    });
    telegram.assert_unbroken();
}

/// At twice the size, where there is the least room.
#[test]
fn at_200_percent_and_from_right_to_left_every_step_fits() {
    let telegram = Telegram::of(vec![ada()]);
    telegram
        .sandbox()
        .set_password(
            NUMBER,
            Some(PASSWORD),
            Some("a hint that is as long as somebody likes"),
        )
        .unwrap();
    run(telegram.desktop(), |desktop| {
        for _ in 0..5 {
            desktop.press(Key::ZoomIn);
        }
        desktop.wait_for_width(490);
        choose(desktop, "Add your Telegram account");
        desktop.wait_for_step("phone");
        fits(desktop, "phone");
        choose(desktop, "Use QR code");
        desktop.wait_for_sign_in("a code", |shown| shown["step"]["code"].is_object());
        fits(desktop, "qr");
        choose(desktop, "Use phone number");
        desktop.wait_for_step("phone");
        desktop.give_number(NUMBER);
        desktop.wait_for_step("code");
        fits(desktop, "code");
        desktop.give_code("55555");
        desktop.wait_for_failure("code");
        fits(desktop, "code-wrong");
        desktop.give_code(CODE);
        desktop.wait_for_step("password");
        fits(desktop, "password");
        desktop.give_password("not it");
        desktop.wait_for_failure("password");
        fits(desktop, "password-wrong");
        desktop.give_password(PASSWORD);
        desktop.wait_for_step("done");
        fits(desktop, "done");
        choose(desktop, "Done");
        desktop.wait_for_no_sign_in();
        let accounts = crate::sign_in::accounts(desktop);
        let id = accounts[0]["id"].as_str().unwrap();
        for route in ["", "/devices", "/activity"] {
            desktop.go(&format!("#/accounts/{id}{route}"));
            fits(desktop, &format!("account{}", route.replace('/', "-")));
        }
    });
    telegram.assert_unbroken();
}

/// The driver's pointer knows nothing of the zoom.
#[track_caller]
fn choose(desktop: &Desktop, name: &str) {
    desktop.button(name).focus();
    desktop.press(Key::Enter);
}

#[track_caller]
fn fits(desktop: &Desktop, name: &str) {
    let mut cut = Vec::new();
    for language in ["de", "ru", "fa", "en"] {
        set_language(desktop, language);
        for place in sticking_out(desktop) {
            cut.push(format!("{name} in {language}: {place}"));
        }
        if language == "fa" {
            let picture = format!("pictures/large-{name}-fa.png");
            let folder = signet_test_desktop::target_folder().unwrap();
            desktop.keep_picture(&folder.join(picture));
        }
    }
    assert!(cut.is_empty(), "{cut:#?}");
}
