//! The libraries sign in to the sandbox without noticing that it is not Telegram.

use serde_json::{Value, json};
use signet_sandbox::{Config, NewAccount, Sandbox};
use signet_test_foreign::{Language, ask};

pub const API_ID: i32 = 4242;
pub const PLAIN: &str = "9996620001";
const GUARDED: &str = "9996610002";
const PASSWORD: &str = "correct horse";

pub fn start() -> (Sandbox, String) {
    let config = Config {
        accounts: vec![
            person(PLAIN, "Ada", None),
            person(GUARDED, "Bruno", Some(PASSWORD)),
        ],
        ..Config::default()
    };
    let api_hash = config.api_hash.clone();
    (Sandbox::start(config).unwrap(), api_hash)
}

fn person(phone: &str, first_name: &str, password: Option<&str>) -> NewAccount {
    NewAccount {
        phone: phone.to_owned(),
        first_name: first_name.to_owned(),
        password: password.map(str::to_owned),
        lively: true,
        ..NewAccount::default()
    }
}

/// One question a line: what to do, with which number, beginning at which DC.
fn put(language: Language, questions: &[(&str, &str, u8)]) -> Vec<Value> {
    let (sandbox, api_hash) = start();
    let questions = questions.iter().map(|(what, phone, begin_at)| {
        question(&sandbox, &api_hash, language, what, phone, *begin_at)
    });
    let answers = put_to(&sandbox, language, questions.collect());
    for phone in [PLAIN, GUARDED] {
        assert_eq!(sandbox.devices(phone).unwrap(), Vec::<String>::new());
    }
    answers
}

/// The answers of clients that broke no rule.
pub fn put_to(sandbox: &Sandbox, language: Language, questions: Vec<Value>) -> Vec<Value> {
    let answers = ask(language, script(language), &Value::Array(questions))
        .unwrap_or_else(|error| panic!("{language:?}: {error}"));
    assert_eq!(sandbox.violations(), []);
    answers.as_array().unwrap().clone()
}

fn script(language: Language) -> &'static str {
    match language {
        Language::Python => "sandbox_sign_in.py",
        Language::Node => "sandbox_sign_in.mjs",
    }
}

pub fn question(
    sandbox: &Sandbox,
    api_hash: &str,
    language: Language,
    what: &str,
    phone: &str,
    begin_at: u8,
) -> Value {
    let dcs = sandbox.dcs().into_iter();
    let dcs: Value = dcs
        .map(|(id, address)| (id.to_string(), json!(address)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let fingerprint = match language {
        Language::Python => json!(sandbox.public_key_fingerprint()),
        // JavaScript's numbers are too short for it.
        Language::Node => json!(sandbox.public_key_fingerprint().to_string()),
    };
    json!({
        "ask": what,
        "phone": format!("+{phone}"),
        "code": phone[5..6].repeat(5),
        "password": PASSWORD,
        "beginAt": begin_at,
        "apiId": API_ID,
        "apiHash": api_hash,
        "pem": sandbox.public_key_pem(),
        "fingerprint": fingerprint,
        "dcs": dcs,
    })
}

/// Name, number, home DC, dialogs, one page of history, and out again.
fn assert_signed_in(answer: &Value, name: &str, phone: &str, dc: u8) {
    assert_eq!(answer["name"], name);
    assert_eq!(answer["phone"], phone);
    assert_eq!(answer["dc"], dc);
    assert_eq!(answer["dialogs"][0], "Telegram");
    assert_eq!(answer["dialogs"][4], "Vera Lindqvist");
    assert_eq!(answer["history"][2], "Are we still on for Saturday?");
    assert_eq!(answer["loggedOut"], true);
}

#[test]
fn telethon_signs_in_by_code_with_a_password_and_from_another_dc() {
    let questions = [
        ("telethon", PLAIN, 1),
        ("telethon", GUARDED, 3),
        ("telethon_wrong", PLAIN, 2),
    ];
    let answers = put(Language::Python, &questions);
    assert_signed_in(&answers[0], "Ada", PLAIN, 2);
    assert_signed_in(&answers[1], "Bruno", GUARDED, 1);
    assert_eq!(answers[2], "PhoneCodeInvalidError");
}

#[test]
fn telethon_signs_in_by_qr_on_the_home_dc_and_from_another() {
    let questions = [("telethon_qr", PLAIN, 2), ("telethon_qr", PLAIN, 3)];
    for answer in put(Language::Python, &questions) {
        let expected = json!({
            "name": "Ada",
            "dc": 2,
            "devices": 2,
            "accepted": true,
            "loggedOut": true,
        });
        assert_eq!(answer, expected);
    }
}

#[test]
fn kurigram_signs_in_by_code_with_a_password_and_from_another_dc() {
    let questions = [("kurigram", PLAIN, 1), ("kurigram", GUARDED, 1)];
    let answers = put(Language::Python, &questions);
    assert_signed_in(&answers[0], "Ada", PLAIN, 2);
    assert_signed_in(&answers[1], "Bruno", GUARDED, 1);
}

#[test]
fn gramjs_signs_in_by_code_with_a_password_and_from_another_dc() {
    let questions = [("gramjs", PLAIN, 3), ("gramjs", GUARDED, 1)];
    let answers = put(Language::Node, &questions);
    assert_signed_in(&answers[0], "Ada", PLAIN, 2);
    assert_signed_in(&answers[1], "Bruno", GUARDED, 1);
}

#[test]
fn mtcute_signs_in_by_code_with_a_password_and_from_another_dc() {
    let questions = [("mtcute", PLAIN, 3), ("mtcute", GUARDED, 1)];
    let answers = put(Language::Node, &questions);
    assert_signed_in(&answers[0], "Ada", PLAIN, 2);
    assert_signed_in(&answers[1], "Bruno", GUARDED, 1);
}
