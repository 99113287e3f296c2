//! Takes out of a text what must not be written down: the second line of defence, behind types
//! that do not print their secrets.

use std::{borrow::Cow, sync::LazyLock};

use regex::{Captures, Regex};

/// A field with one of these words in its name is never written, whatever its value looks like.
const SECRET_WORDS: &[&str] = &[
    "code",
    "email",
    "hash",
    "hint",
    "key",
    "name",
    "password",
    "passphrase",
    "phone",
    "secret",
    "session",
    "token",
    "username",
];

/// What is taken out, and what stands in its place, in this order.
const RULES: [(&str, &str); 9] = [
    (r#"(?i)\b(signet|tg)://[^\s"'<>]*"#, "$1://[…]"),
    // A link page carries its token in the path.
    (r#"(?i)\b(https?://[^\s/?#"'<>]+)[/?#][^\s"'<>]*"#, "$1/[…]"),
    (r"(?i)\b(bearer)\s+\S+", "$1 […]"),
    (
        r#"(?i)\b((?:\w*_)?(?:hash|hint|key|passphrase|password|phone|secret|session|token)(?:_\w+)?)("?\s*[=:]\s*)("(?:[^"\\]|\\.)*"|[^\s,;&)}]+)"#,
        "$1$2[…]",
    ),
    (r#"(?i)\b(\w*code)("?\s*[=:]?\s*"?)\d{5,7}\b"#, "$1$2[…]"),
    (r"[\w.+-]+@[\w-]+(\.[\w-]+)+", "[e-mail]"),
    (r"\+\d[\d ().-]{5,}\d", "[phone]"),
    (r"\b\d{8,}\b", "[digits]"),
    (r"(\d{1,3},\s*){15,}\d{1,3}", "[bytes]"),
];

/// Runs of letters that may be a key in hex or base64.
const RUNS: &str = r"[A-Za-z0-9+/_=-]{32,}";

struct Patterns {
    rules: Vec<(Regex, &'static str)>,
    runs: Option<Regex>,
    /// The person's home, whose path names them.
    home: Option<String>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns {
    rules: RULES
        .iter()
        .filter_map(|(pattern, put)| Some((Regex::new(pattern).ok()?, *put)))
        .collect(),
    runs: Regex::new(RUNS).ok(),
    home: dirs::home_dir()
        .map(|home| home.display().to_string())
        .filter(|home| home.len() > 1),
});

/// The text without secrets and persons.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if let Some(home) = &PATTERNS.home
        && text.contains(home)
    {
        text = text.replace(home, "~").into();
    }
    if let Some(runs) = &PATTERNS.runs {
        text = replaced(text, |text| runs.replace_all(text, without_keys));
    }
    for (pattern, put) in &PATTERNS.rules {
        text = replaced(text, |text| pattern.replace_all(text, *put));
    }
    text
}

/// The value of a field: nothing of it if its name says that it is a secret.
pub fn redact_field<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    if name.split('_').any(|word| SECRET_WORDS.contains(&word)) {
        "[…]".into()
    } else {
        redact(value)
    }
}

fn replaced<'a>(text: Cow<'a, str>, change: impl Fn(&str) -> Cow<'_, str>) -> Cow<'a, str> {
    match change(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => changed.into(),
    }
}

fn without_keys(found: &Captures<'_>) -> String {
    let run = &found[0];
    if is_key(run) {
        "[…]".into()
    } else {
        run.into()
    }
}

/// Keys mix their letters or are one long word with digits; paths, names and ids do neither.
fn is_key(run: &str) -> bool {
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let is_mixed = |part: &str| {
        part.len() >= 10
            && has_digit(part)
            && part.bytes().any(|b| b.is_ascii_uppercase())
            && part.bytes().any(|b| b.is_ascii_lowercase())
    };
    let is_one_word = !run.contains(['/', '-', '_']);
    let is_hex = run.bytes().all(|b| b.is_ascii_hexdigit());
    is_hex || (is_one_word && has_digit(run)) || run.split('/').any(is_mixed)
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64, Base64UrlUnpadded, Encoding};
    use proptest::prelude::*;

    use super::*;

    /// Pairs: what went in, what must be left.
    #[test]
    fn secrets_and_persons_are_taken_out() {
        let base64 = "kR8mXw2+Qz7/TgB4vYc9NfL1hJ6pD0sEaUiO5tWqZ3yxA=";
        for (text, left) in [
            (
                "opened signet://link?p=https://a.example&t=abc now",
                "opened signet://[…] now",
            ),
            ("login tg://login?token=AQL", "login tg://[…]"),
            (
                "at https://atlas.example/link/abc?x",
                "at https://atlas.example/[…]",
            ),
            ("Authorization: Bearer abc.def", "Authorization: Bearer […]"),
            ("call +49 151 2345-4077 now", "call [phone] now"),
            ("call +4915123454077", "call [phone]"),
            ("user 5012345678", "user [digits]"),
            ("mail mara@lind.example!", "mail [e-mail]!"),
            ("password=hunter2, next", "password=[…], next"),
            (r#"{"password":"two words"}"#, r#"{"password":[…]}"#),
            ("code: 40961", "code: […]"),
            ("phone_code=40961", "phone_code=[…]"),
            ("the code 40961 came", "the code […] came"),
            ("auth_key: 00ff", "auth_key: […]"),
            ("access_token=abc&x=1", "access_token=[…]&x=1"),
            ("session_string = 1AbC", "session_string = […]"),
            ("api_hash = 00ff", "api_hash = […]"),
            (base64, "[…]"),
            (&"00ff".repeat(16), "[…]"),
            (&"a2b3c4d5".repeat(5), "[…]"),
            (
                "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]",
                "[[bytes]]",
            ),
            ("[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]", "[[bytes]]"),
        ] {
            assert_eq!(redact(text), left, "{text}");
        }
    }

    #[test]
    fn what_helps_is_left() {
        for text in [
            "reference 7F3K-2Q9D",
            "0198f2c4-9d3e-7a61-b0c5-6f2a1d4e8b37",
            "/var/lib/somewhere/share/signet/logs/signet.2026-11-20.log",
            "signet_desktop::settings::file",
            "took 1234567 us on port 44301",
            "127.0.0.1:4430",
            "version 0.1.0",
            "exit code: 101",
            "rpc error code: 420",
            "https://atlas.example",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn a_home_does_not_name_its_owner() {
        let home = dirs::home_dir().unwrap();
        let text = format!("{}/signet/settings.json", home.display());
        assert_eq!(redact(&text), "~/signet/settings.json");
    }

    #[test]
    fn a_field_named_for_a_secret_is_never_written() {
        for name in [
            "password",
            "phone_code",
            "auth_key",
            "first_name",
            "username",
        ] {
            assert_eq!(redact_field(name, "x"), "[…]", "{name}");
        }
        assert_eq!(redact_field("theme", "dark"), "dark");
    }

    #[test]
    fn every_rule_is_in_force() {
        assert_eq!(PATTERNS.rules.len(), RULES.len());
        assert!(PATTERNS.runs.is_some());
    }

    proptest! {
        #[test]
        fn keys_of_48_bytes_and_more_never_pass(key in proptest::collection::vec(any::<u8>(), 48..300)) {
            for text in [Base64::encode_string(&key), Base64UrlUnpadded::encode_string(&key)] {
                let left = redact(&text).into_owned();
                let longest = left.split("[…]").map(str::len).max().unwrap_or_default();
                prop_assert!(longest < 32, "{} became {}", text, left);
            }
        }

        #[test]
        fn any_text_is_taken(text in ".*") {
            redact(&text);
        }
    }
}
