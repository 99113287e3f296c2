//! Codes that come by e-mail.

use std::time::Duration;

use signet_sandbox::{CodeWay, NewAccount, Rules};
use signet_test_desktop::{CODE, NUMBER, Telegram, Terms, ada, run};

use crate::looks::look;

#[test]
fn an_address_is_set_up_proven_and_used_on_the_way_in() {
    let telegram = Telegram::of(vec![NewAccount {
        ways: vec![CodeWay::EmailSetup, CodeWay::Sms],
        ..ada()
    }]);
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        desktop.give_number(NUMBER);
        desktop.wait_for_step("emailSetup");
        look(desktop, "sign-in-email-setup");
        desktop.give_email("ada@example.org");
        let proof = desktop.wait_for_step("emailCode");
        assert_eq!(proof["step"]["setup"], true);
        look(desktop, "sign-in-email-proof");
        desktop.give_code("000000");
        desktop.wait_for_failure("emailCode");
        desktop.give_code(&telegram.email_code(NUMBER));
        desktop.wait_for_sign_in("what follows the proof", |shown| {
            shown["busy"] == false && shown["step"]["setup"] != true
        });
        let step = desktop.call("sign_in", serde_json::json!({})).unwrap();
        if step["step"]["kind"] == "emailCode" {
            desktop.give_code(&telegram.email_code(NUMBER));
        } else {
            desktop.give_code(CODE);
        }
        desktop.wait_for_step("done");
        desktop.heading("Ada Marlow is signed in");
    });
    telegram.assert_unbroken();
}

#[test]
fn a_code_by_e_mail_signs_in_and_an_address_nobody_reads_is_done_without() {
    let telegram = Telegram::start(Terms {
        accounts: vec![NewAccount {
            login_email: Some("ada@example.org".to_owned()),
            ways: vec![CodeWay::Email, CodeWay::Sms],
            ..ada()
        }],
        rules: Rules {
            email_reset_seconds: 60,
            codes_per_day: 1000,
            ..Rules::default()
        },
        ..Terms::default()
    });
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        desktop.give_number(NUMBER);
        let shown = desktop.wait_for_step("emailCode");
        assert_eq!(shown["step"]["pattern"], "a*a@example.org");
        desktop.wait_for_text("a*a@example.org");
        look(desktop, "sign-in-email-code");
        desktop.give_code("000000");
        desktop.wait_for_failure("emailCode");
        look(desktop, "sign-in-email-code-wrong");
        desktop.button("Remove the address").click();
        let asked = desktop.wait_for_sign_in("the time of the reset", |shown| {
            shown["step"]["reset"]["kind"] == "at"
        });
        look(desktop, "sign-in-email-reset");
        assert_eq!(asked["step"]["kind"], "emailCode");
        telegram.sandbox().clock().advance(Duration::from_secs(61));
        desktop.give_code(&telegram.email_code(NUMBER));
        desktop.wait_for_step("done");
        desktop.heading("Ada Marlow is signed in");
    });
    telegram.assert_unbroken();
}
