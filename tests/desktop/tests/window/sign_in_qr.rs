//! By a code on the screen that a phone scans.

use std::time::Duration;

use signet_sandbox::Rules;
use signet_test_desktop::{
    Desktop, NUMBER, PASSWORD, Telegram, Terms, ada,
    person::{PASSWORD_ASKED, QR},
    run,
};

use crate::looks::look;

#[test]
fn a_phone_that_scans_the_screen_signs_in() {
    let telegram = Telegram::of(vec![ada()]);
    let phone = telegram.phone(NUMBER, "Ada's phone");
    run(telegram.desktop(), |desktop| {
        show_code(desktop);
        look(desktop, "sign-in-qr");
        // Theme and size change nothing for a camera.
        for theme in ["dark", "light"] {
            desktop.set_theme(theme);
            assert!(desktop.read_qr().starts_with("tg://login?token="));
        }
        phone.scan(&desktop.read_qr());
        let done = desktop.wait_for_step("done");
        desktop.heading("Ada Marlow is signed in");
        let listed_as = done["step"]["listedAs"].as_str().unwrap();
        assert_eq!(telegram.devices(NUMBER), ["Ada's phone", listed_as]);
    });
    assert_eq!(telegram.asked("auth.sendCode"), 1, "only the phone's own");
    telegram.assert_unbroken();
}

#[test]
fn a_scan_is_followed_by_the_password_of_who_has_one() {
    let telegram = Telegram::of(vec![ada()]);
    let phone = telegram.phone(NUMBER, "Ada's phone");
    let password = Some(PASSWORD);
    telegram
        .sandbox()
        .set_password(NUMBER, password, Some("as always"))
        .unwrap();
    run(telegram.desktop(), |desktop| {
        show_code(desktop);
        phone.scan(&desktop.read_qr());
        desktop.wait_for_step("password");
        desktop.heading(PASSWORD_ASKED);
        desktop.give_password(PASSWORD);
        desktop.wait_for_step("done");
        desktop.heading("Ada Marlow is signed in");
    });
    telegram.assert_unbroken();
}

#[test]
fn the_code_renews_itself_and_one_can_go_back_to_the_number() {
    let telegram = Telegram::start(Terms {
        rules: Rules {
            token_seconds: 3,
            ..Rules::default()
        },
        ..Terms::default()
    });
    run(telegram.desktop(), |desktop| {
        show_code(desktop);
        let first = desktop.read_qr();
        let renewed = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            desktop
                .look_for_qr()
                .unwrap()
                .is_some_and(|now| now != first)
        });
        assert!(renewed, "the code stays as it was");
        desktop.button("Use phone number").click();
        desktop.wait_for_step("phone");
        assert_eq!(desktop.look_for_qr().unwrap(), None);
    });
    telegram.assert_unbroken();
}

#[track_caller]
pub fn show_code(desktop: &Desktop) {
    desktop.add_account();
    desktop.button("Use QR code").click();
    desktop.heading(QR);
    desktop.wait_for_sign_in("a QR code", |shown| shown["step"]["code"].is_object());
}
