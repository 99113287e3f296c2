//! A session string is not only read: the library opens it and Telegram knows who calls.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use signet_sandbox::Sandbox;
use signet_session::{Format, Fragment, Introduction, SessionParts, TelegramSession};
use signet_test_foreign::Language;

use crate::sandbox::{API_ID, PLAIN, put_to, question, start};

/// Signed in by the library and exported; read, written anew, and opened by the library again.
fn travels(name: &str, format: Format, language: Language) {
    let (sandbox, api_hash) = start();
    let ask = |what: &str, string: Value| {
        let what = format!("{name}_{what}");
        let mut asked = question(&sandbox, &api_hash, language, &what, PLAIN, 2);
        asked["string"] = string;
        put_to(&sandbox, language, vec![asked]).remove(0)
    };
    let exported = ask("export", Value::Null);
    let own = SecretString::from(exported["string"].as_str().unwrap());
    let device = sandbox.devices(PLAIN).unwrap();
    assert_eq!(device.len(), 1);

    let opened = ask("open", json!(own.expose_secret()));
    assert_eq!(opened, json!({ "name": "Ada", "user": exported["user"] }));

    let fragment = Fragment::read(format, &own).unwrap();
    let ours = session(fragment, exported["user"].as_i64().unwrap(), &sandbox);
    let ours = ours.write(format).unwrap();
    let opened = ask("open_and_leave", json!(ours.expose_secret()));
    assert_eq!(opened, json!({ "name": "Ada", "user": exported["user"] }));
    // It was the same sign-in all along, and the last has ended it.
    assert_eq!(sandbox.devices(PLAIN).unwrap(), Vec::<String>::new());
}

fn session(fragment: Fragment, user_id: i64, sandbox: &Sandbox) -> TelegramSession {
    assert!(fragment.user_id.is_none_or(|told| told == user_id));
    let home = sandbox
        .dcs()
        .into_iter()
        .find(|(id, _)| *id == fragment.dc_id);
    TelegramSession::new(SessionParts {
        dc_id: fragment.dc_id,
        address: fragment.address.unwrap_or(home.unwrap().1),
        test: fragment.test.unwrap_or(false),
        key: fragment.key,
        user_id,
        api_id: fragment.api_id.unwrap_or(API_ID),
        introduction: Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en").unwrap(),
    })
    .unwrap()
}

#[test]
fn telethon_opens_a_session_string_and_calls() {
    travels("telethon", Format::Telethon, Language::Python);
}

#[test]
fn kurigram_opens_a_session_string_and_calls() {
    travels("kurigram", Format::Pyrogram, Language::Python);
}

#[test]
fn gramjs_opens_a_session_string_and_calls() {
    travels("gramjs", Format::GramJs, Language::Node);
}

#[test]
fn mtcute_opens_a_session_string_and_calls() {
    travels("mtcute", Format::Mtcute, Language::Node);
}
