//! Telegram is out of reach, slow, or says something odd, at every step of the way in: each time
//! there is a sentence, a reference and a way on, and no second code is asked for by itself.

use std::time::Duration;

use serde_json::Value;
use signet_sandbox::{CodeWay, Fault, NewAccount, Rules};
use signet_test_desktop::{
    CODE, Desktop, NUMBER, PASSWORD, Phone, Role, Telegram, Terms, ada, ada_with_password, run,
};
use signet_test_telegram::{Chance, thorough};

use crate::{
    looks::{assert_failure_is_whole, look},
    sign_in_qr::show_code,
};

/// How long the app waits for an answer here.
const PATIENCE: Duration = Duration::from_secs(3);

/// Cells of the table that are tried when nothing thorough is asked for.
const SLICE: usize = 6;

const CAREFUL: &str = "9996620002";
const BY_EMAIL: &str = "9996620003";
const SETS_UP: &str = "9996620004";

/// What the app asks, in the order in which a person comes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    SendCode,
    ResendCode,
    NewCode,
    SignIn,
    SignInToPassword,
    GetPassword,
    CheckPassword,
    SignInByEmail,
    SendEmailCode,
    VerifyEmail,
    ResetEmail,
    FirstToken,
    TokenAfterScan,
    MailRecovery,
    Recover,
    CancelCode,
    LogOut,
}

use Question as Q;

const QUESTIONS: [(Question, &str); 17] = [
    (Q::SendCode, "auth.sendCode"),
    (Q::ResendCode, "auth.resendCode"),
    (Q::NewCode, "auth.sendCode"),
    (Q::SignIn, "auth.signIn"),
    (Q::SignInToPassword, "auth.signIn"),
    (Q::GetPassword, "account.getPassword"),
    (Q::CheckPassword, "auth.checkPassword"),
    (Q::SignInByEmail, "auth.signIn"),
    (Q::SendEmailCode, "account.sendVerifyEmailCode"),
    (Q::VerifyEmail, "account.verifyEmail"),
    (Q::ResetEmail, "auth.resetLoginEmail"),
    (Q::FirstToken, "auth.exportLoginToken"),
    (Q::TokenAfterScan, "auth.exportLoginToken"),
    (Q::MailRecovery, "auth.requestPasswordRecovery"),
    (Q::Recover, "auth.recoverPassword"),
    (Q::CancelCode, "auth.cancelCode"),
    (Q::LogOut, "auth.logOut"),
];

fn faults() -> [Fault; 7] {
    let error = |code, message: &str| Fault::Error {
        code,
        message: message.to_owned(),
    };
    let late = PATIENCE + Duration::from_millis(300);
    [
        Fault::DropBefore,
        Fault::DropAfter,
        Fault::Delay {
            milliseconds: late.as_millis().try_into().unwrap_or(u64::MAX),
        },
        Fault::Garbage,
        error(420, "FLOOD_WAIT_3"),
        error(500, "AUTH_RESTART"),
        Fault::Refuse { code: -404 },
    ]
}

#[test]
fn whatever_happens_to_whichever_question_the_window_shows_a_way_on() {
    let telegram = everybody();
    let phone = telegram.phone(NUMBER, "Ada's phone");
    let mut cells: Vec<_> = QUESTIONS
        .into_iter()
        .flat_map(|question| faults().map(|fault| (question, fault)))
        .collect();
    let mut chance = Chance::seeded();
    if !thorough() {
        for last in (1..cells.len()).rev() {
            cells.swap(
                last,
                usize::try_from(chance.below(last as u64 + 1)).unwrap(),
            );
        }
        cells.truncate(SLICE);
    }
    run(telegram.desktop(), |desktop| {
        for ((question, method), fault) in cells {
            question.reach(desktop);
            let codes = telegram.asked("auth.sendCode");
            telegram.sandbox().script(method, 1, fault.clone());
            let asked_for = question.ask(desktop, &telegram, &phone);
            survive(desktop, question, &fault);
            let codes = telegram.asked("auth.sendCode") - codes;
            assert!(codes <= asked_for, "{codes} codes for {asked_for} wishes");
            telegram.sandbox().clear_faults();
            leave(desktop, &telegram);
        }
    });
    telegram.assert_unbroken();
}

/// A sentence with a reference and something to do, or it went well all the same.
#[track_caller]
fn survive(desktop: &Desktop, question: Question, fault: &Fault) {
    let told = format!("{question:?} {fault:?}");
    let shown = desktop.wait_for_sign_in(&told, |shown| {
        let rests = shown["state"] == "none" || shown["busy"] == false;
        // A code on the screen comes and goes by itself.
        rests && (shown["step"]["kind"] != "qr" || !shown["failure"].is_null() || has_code(shown))
    });
    if shown["failure"].is_null() {
        return;
    }
    desktop.settle();
    assert_failure_is_whole(desktop, "");
    let buttons = desktop.names(Role::Button);
    let fields = desktop.names(Role::Textbox);
    assert!(
        buttons.len() + fields.len() > 1,
        "{told}: no way on, only {buttons:?}"
    );
}

fn has_code(shown: &Value) -> bool {
    shown["step"]["code"].is_object()
}

/// Whatever it came to is left, and the accounts with it.
#[track_caller]
fn leave(desktop: &Desktop, telegram: &Telegram) {
    desktop
        .call("cancel_sign_in", serde_json::json!({}))
        .unwrap();
    desktop.wait_for_no_sign_in();
    for account in crate::sign_in::accounts(desktop) {
        let forget = serde_json::json!({ "account": account["id"], "now": false });
        desktop.call("remove_account", forget).unwrap();
    }
    let gone = |telegram: &Telegram| {
        let others = [CAREFUL, BY_EMAIL, SETS_UP];
        let left = others.map(|number| telegram.devices(number).len());
        left.iter().sum::<usize>() + telegram.devices(NUMBER).len() == 1
    };
    telegram.eventually("everybody but the phone to be signed out", gone);
    // A recovery removes it.
    let password = Some(PASSWORD);
    let sandbox = telegram.sandbox();
    sandbox.set_password(CAREFUL, password, None).unwrap();
    desktop.go("#/accounts");
    desktop.reload();
}

impl Question {
    /// Up to where it is asked next.
    fn reach(self, desktop: &Desktop) {
        let sent = |number: &str, step: &str| {
            desktop.add_account();
            desktop.give_number(number);
            desktop.wait_for_step(step);
        };
        match self {
            Q::SendCode => desktop.add_account(),
            Q::ResendCode | Q::SignIn | Q::CancelCode => sent(NUMBER, "code"),
            Q::NewCode => {
                sent(NUMBER, "code");
                // The third is told that there is nothing to be right any more.
                for _ in 0..3 {
                    desktop.give_wrong_code();
                }
            }
            Q::SignInToPassword | Q::GetPassword => sent(CAREFUL, "code"),
            Q::CheckPassword | Q::MailRecovery | Q::LogOut => {
                sent(CAREFUL, "code");
                desktop.give_code(CODE);
                desktop.wait_for_step("password");
            }
            Q::Recover => {
                sent(CAREFUL, "code");
                desktop.give_code(CODE);
                desktop.wait_for_step("password");
                desktop.button("Forgot it?").click();
                desktop.wait_for_step("recovery");
            }
            Q::SignInByEmail | Q::ResetEmail => sent(BY_EMAIL, "emailCode"),
            Q::SendEmailCode => sent(SETS_UP, "emailSetup"),
            Q::VerifyEmail => {
                sent(SETS_UP, "emailSetup");
                desktop.give_email("dora@example.org");
                desktop.wait_for_step("emailCode");
            }
            Q::FirstToken => desktop.add_account(),
            Q::TokenAfterScan => show_code(desktop),
        }
    }

    /// Does what asks it, and answers how many codes the person wanted by that.
    fn ask(self, desktop: &Desktop, telegram: &Telegram, phone: &Phone<'_>) -> u64 {
        match self {
            Q::SendCode => desktop.give_number(NUMBER),
            Q::ResendCode => desktop.button("Get a call").click(),
            Q::NewCode => desktop.button("New code").click(),
            Q::SignIn | Q::SignInToPassword | Q::GetPassword => desktop.give_code(CODE),
            Q::CheckPassword => desktop.give_password(PASSWORD),
            Q::SignInByEmail => desktop.give_code(&telegram.email_code(BY_EMAIL)),
            Q::SendEmailCode => desktop.give_email("dora@example.org"),
            Q::VerifyEmail => desktop.give_code(&telegram.email_code(SETS_UP)),
            Q::ResetEmail => desktop.button("Remove the address").click(),
            Q::FirstToken => desktop.button("Use QR code").click(),
            Q::TokenAfterScan => phone.scan(&desktop.read_qr()),
            Q::MailRecovery => desktop.button("Forgot it?").click(),
            Q::Recover => {
                desktop.give_code(&telegram.email_code(CAREFUL));
                desktop.button("Remove and sign in").click();
            }
            Q::CancelCode => desktop.button("Change").click(),
            Q::LogOut => {
                desktop
                    .call("cancel_sign_in", serde_json::json!({}))
                    .unwrap();
            }
        }
        u64::from(matches!(self, Q::SendCode | Q::NewCode))
    }
}

fn everybody() -> Telegram {
    let by_email = NewAccount {
        phone: BY_EMAIL.to_owned(),
        first_name: "Chioma".to_owned(),
        login_email: Some("chioma@example.org".to_owned()),
        ways: vec![CodeWay::Email, CodeWay::Sms],
        ..NewAccount::default()
    };
    let sets_up = NewAccount {
        phone: SETS_UP.to_owned(),
        first_name: "Dora".to_owned(),
        ways: vec![CodeWay::EmailSetup, CodeWay::Sms],
        ..NewAccount::default()
    };
    let careful = NewAccount {
        phone: CAREFUL.to_owned(),
        username: None,
        recovery_email: Some("bruno@example.org".to_owned()),
        ..ada_with_password()
    };
    Telegram::start(Terms {
        accounts: vec![
            NewAccount {
                ways: vec![CodeWay::Sms, CodeWay::Call],
                ..ada()
            },
            careful,
            by_email,
            sets_up,
        ],
        rules: Rules {
            resend_seconds: 0,
            code_attempts: 2,
            codes_per_day: 10_000,
            password_attempts: 10_000,
            ..Rules::default()
        },
        patience: PATIENCE,
        ..Terms::default()
    })
}

/// Out of reach at each step, and back: what was typed is not lost, and the journey goes on.
#[test]
fn without_telegram_every_step_says_so_and_goes_on_when_it_is_back() {
    let telegram = Telegram::start(Terms {
        accounts: vec![ada_with_password()],
        patience: PATIENCE,
        ..Terms::default()
    });
    run(telegram.desktop(), |desktop| {
        desktop.add_account();
        telegram.line().shut();
        desktop.give_number(NUMBER);
        assert_eq!(desktop.wait_for_failure("phone"), "TELEGRAM_UNREACHABLE");
        assert_failure_is_whole(desktop, "Can’t reach Telegram");
        look(desktop, "sign-in-offline-phone");
        telegram.line().open();
        desktop.button("Try now").click();
        desktop.wait_for_step("code");

        telegram.line().shut();
        desktop.wait_for_sign_in("the loss to be noticed", |shown| shown["offline"] == true);
        look(desktop, "sign-in-offline-code");
        desktop.give_code(CODE);
        desktop.wait_for_failure("code");
        telegram.line().open();
        if desktop
            .names(Role::Button)
            .iter()
            .any(|name| name == "Try now")
        {
            desktop.button("Try now").click();
        }
        desktop.wait_for_sign_in("the way to be back", |shown| shown["busy"] == false);
        desktop.give_code(CODE);
        desktop.wait_for_step("password");

        telegram.line().shut();
        desktop.wait_for_sign_in("the loss to be noticed", |shown| shown["offline"] == true);
        look(desktop, "sign-in-offline-password");
        telegram.line().open();
        desktop.give_password(PASSWORD);
        let shown = desktop.wait_for_sign_in("an answer", |shown| {
            shown["busy"] == false
                && (shown["step"]["kind"] == "done" || !shown["failure"].is_null())
        });
        if shown["step"]["kind"] != "done" {
            desktop.give_password(PASSWORD);
        }
        desktop.wait_for_step("done");
        assert_eq!(telegram.asked("auth.sendCode"), 1);
    });
    telegram.assert_unbroken();
}
