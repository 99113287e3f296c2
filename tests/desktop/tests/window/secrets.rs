//! What is secret goes to Rust and does not come back: not to the page, not into the log, not into
//! a file that can be read.

use std::fs;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::json;
use signet_test_desktop::{
    CODE, Desktop, NUMBER, Options, PASSWORD, Telegram, Terms, person::WELCOME, run,
};
use signet_test_markers::{Markers, Sighting};

use crate::sign_in::accounts;

const API_HASH: &str = "5d1e07c2a9b84f36a2d0c7e815f3b96a";
const WRONG_PASSWORD: &str = "incorrect zebra staple";
/// Typed as a code; the right one is too short to be looked for in every form.
const WRONG_CODE: &str = "55555";
const PROXY_WORD: &str = "proxy-word-90317";

/// What came to the page, and what stood on it.
#[derive(Default)]
struct Page {
    heard: Vec<String>,
    shown: Vec<String>,
}

impl Page {
    /// Looks at it as it is now. What was heard until then is forgotten by the page.
    #[track_caller]
    fn look(&mut self, desktop: &Desktop) {
        self.heard.extend(desktop.heard());
        let shown = "const fields = [...document.querySelectorAll('input, textarea')];
            return [document.documentElement.outerHTML, ...fields.map((one) => one.value),
              location.href, JSON.stringify({ ...localStorage }),
              JSON.stringify({ ...sessionStorage })].join('\\n')";
        let shown = desktop.script(shown, &[]);
        self.shown.push(shown.as_str().unwrap().to_owned());
    }

    fn sightings(&self, markers: &Markers) -> Vec<String> {
        let heard = markers.in_bytes("what Rust said", self.heard.concat().as_bytes());
        let shown = markers.in_bytes("the page", self.shown.concat().as_bytes());
        told(heard.into_iter().chain(shown))
    }
}

fn told(all: impl IntoIterator<Item = Sighting>) -> Vec<String> {
    all.into_iter().map(|one| one.to_string()).collect()
}

#[test]
fn what_is_typed_scanned_and_kept_comes_back_nowhere() {
    let telegram = Telegram::start(Terms {
        api_hash: Some(API_HASH.to_owned()),
        tells_keys: true,
        ..Terms::default()
    });
    let sandbox = telegram.sandbox();
    let password = Some(PASSWORD);
    sandbox.set_password(NUMBER, password, None).unwrap();
    let mut options: Options = telegram.desktop();
    options.arguments.extend(["--log".into(), "trace".into()]);
    run(options, |desktop| {
        let mut page = Page::default();
        desktop.heading(WELCOME);
        desktop.listen();
        let proxy = json!({ "address": format!("socks5://ada:{PROXY_WORD}@127.0.0.1:9") });
        desktop.call("set_proxy", proxy).unwrap();
        page.look(desktop);
        desktop.call("remove_proxy", json!({})).unwrap();

        desktop.add_account();
        desktop.button("Use QR code").click();
        let token = desktop.read_qr();
        page.look(desktop);
        desktop.button("Use phone number").click();
        desktop.wait_for_step("phone");
        page.look(desktop);
        desktop.give_number(NUMBER);
        desktop.wait_for_step("code");
        page.look(desktop);
        desktop.give_code(WRONG_CODE);
        desktop.wait_for_failure("code");
        page.look(desktop);
        desktop.give_code(CODE);
        desktop.wait_for_step("password");
        page.look(desktop);
        desktop.give_password(WRONG_PASSWORD);
        desktop.wait_for_failure("password");
        page.look(desktop);
        desktop.give_password(PASSWORD);
        desktop.wait_for_step("done");
        page.look(desktop);
        desktop.button("Done").click();
        desktop.wait_for_no_sign_in();
        let id = accounts(desktop)[0]["id"].as_str().unwrap().to_owned();
        for place in ["", "/devices", "/activity"] {
            desktop.go(&format!("#/accounts/{id}{place}"));
            desktop.wait_for_text("Ada Marlow");
            page.look(desktop);
        }
        for command in ["diagnostics", "network"] {
            desktop.call(command, json!({})).unwrap();
        }
        page.look(desktop);

        let markers = markers(&telegram, &token);
        assert_eq!(page.sightings(&markers), [""; 0]);
        for code in [CODE, WRONG_CODE] {
            assert!(
                !has_number(&page.heard.concat(), code),
                "the code {code} was said"
            );
            let shown = page.shown.iter().any(|shown| has_number(shown, code));
            assert!(!shown, "the code {code} was shown");
        }
        assert!(
            page.heard.len() > 20,
            "little was heard: {:?}",
            page.heard.len()
        );

        only_when_asked(desktop, &id, &markers);
        desktop.end().unwrap();
        nothing_is_kept_in_the_open(desktop, &markers);
    });
    telegram.assert_unbroken();
}

fn markers(telegram: &Telegram, token: &str) -> Markers {
    let token = token.strip_prefix("tg://login?token=").unwrap();
    let keys = telegram.keys();
    assert!(!keys.is_empty(), "no key is known");
    let markers = Markers::new()
        .and("the number", NUMBER)
        .and("the number with its plus", format!("+{NUMBER}"))
        .and("the password", PASSWORD)
        .and("a wrong password", WRONG_PASSWORD)
        .and("the proxy's password", PROXY_WORD)
        .and("the api_hash", API_HASH)
        .and(
            "the login token",
            Base64UrlUnpadded::decode_vec(token).unwrap(),
        )
        .and("the login token as it is scanned", token);
    // A stretch of each, wherever it is cut.
    keys.iter().fold(markers, |markers, key| {
        [0, 120, 240].into_iter().fold(markers, |markers, at| {
            markers.and("a key", &key[at..at + 16])
        })
    })
}

/// The number comes in full when the person wants it, and goes again. Its coming also shows that
/// both sinks catch what leaks, as does a name that is a marker.
#[track_caller]
fn only_when_asked(desktop: &Desktop, id: &str, markers: &Markers) {
    desktop.go(&format!("#/accounts/{id}"));
    desktop.button("Show").click();
    desktop.wait_for_text(NUMBER);
    let mut page = Page::default();
    page.look(desktop);
    for (sink, caught) in [
        (
            "traffic",
            markers.in_bytes("", page.heard.concat().as_bytes()),
        ),
        ("page", markers.in_bytes("", page.shown.concat().as_bytes())),
    ] {
        let caught = caught
            .iter()
            .any(|one| one.marker.starts_with("the number"));
        assert!(caught, "the {sink} would not show a leak");
    }
    desktop.go("#/settings");
    let mut page = Page::default();
    page.look(desktop);
    assert_eq!(page.sightings(markers), [""; 0]);

    let named = json!({ "account": id, "name": PASSWORD });
    desktop.call("rename_account", named).unwrap();
    desktop.go("#/accounts");
    desktop.wait_for_text(PASSWORD);
    let mut page = Page::default();
    page.look(desktop);
    let caught = page.sightings(markers).concat();
    assert!(
        caught.contains("what Rust said") && caught.contains("the page"),
        "{caught}"
    );
}

/// The log at its most talkative and every file that the program keeps.
#[track_caller]
fn nothing_is_kept_in_the_open(desktop: &Desktop, markers: &Markers) {
    let data = desktop.data_folder();
    assert_eq!(told(markers.in_files(&data).unwrap()), [""; 0]);
    let mut lines = 0;
    for entry in fs::read_dir(data.join("logs")).unwrap() {
        let log = fs::read_to_string(entry.unwrap().path()).unwrap();
        for code in [CODE, WRONG_CODE] {
            assert!(!has_number(&log, code), "the code {code} was logged");
        }
        lines += log.lines().count();
    }
    assert!(lines > 3, "only {lines} lines were logged");
    let planted = data.join("logs/planted.log");
    for marker in markers.iter() {
        for (_, bytes) in marker.forms() {
            fs::write(&planted, bytes).unwrap();
            assert!(!markers.in_files(&data).unwrap().is_empty(), "a blind sink");
        }
    }
}

/// As a number of its own, not as part of a longer one.
fn has_number(text: &str, number: &str) -> bool {
    text.split(|one: char| !one.is_ascii_alphanumeric())
        .any(|word| word == number)
}
