//! Takes out of a text what must not be written down: the second line of defence, behind types
//! that do not print their secrets.

use std::{borrow::Cow, sync::LazyLock};

use regex::{Captures, Regex};

/// Fields whose value is never written, whatever it looks like.
const SECRET_FIELDS: &[&str] = &[
    "api_hash",
    "code",
    "email",
    "key",
    "name",
    "password",
    "passphrase",
    "phone",
    "secret",
    "session",
    "token",
];

/// What is taken out, and what stands in its place, in this order.
static RULES: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r#"(?i)\b(signet|tg)://[^\s"'<>]*"#, "$1://[…]"),
        (r"(?i)\b(api_hash|code|passphrase|password|secret|session|token|key)(\s*[=:]\s*)[^\s,;&)]+", "$1$2[…]"),
        (r"[\w.+-]+@[\w-]+(\.[\w-]+)+", "[e-mail]"),
        (r"\+\d[\d ().-]{5,}\d", "[phone]"),
        (r"\b\d{8,}\b", "[digits]"),
        (r"(\d{1,3}, ){15,}\d{1,3}", "[bytes]"),
    ]
    .into_iter()
    .filter_map(|(pattern, put)| Some((Regex::new(pattern).ok()?, put)))
    .collect()
});

/// Runs of letters that may be a key in hex or base64.
static RUNS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9+/_=-]{32,}").ok());

/// The text without secrets and persons.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if let Some(runs) = &*RUNS {
        text = replaced(text, |text| {
            runs.replace_all(text, |found: &Captures<'_>| {
                let run = &found[0];
                if is_secret(run) {
                    "[…]".to_owned()
                } else {
                    run.to_owned()
                }
            })
        });
    }
    for (pattern, put) in RULES.iter() {
        text = replaced(text, |text| pattern.replace_all(text, *put));
    }
    text
}

/// The value of a field: nothing of it if its name says that it is a secret.
pub fn redact_field<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    if SECRET_FIELDS.contains(&name) {
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

/// Keys and tokens mix their letters and have long parts; paths, names and ids do not.
fn is_secret(run: &str) -> bool {
    let hex = run.len() >= 32 && run.bytes().all(|b| b.is_ascii_hexdigit());
    let digit = run.bytes().any(|b| b.is_ascii_digit());
    let upper = run.bytes().any(|b| b.is_ascii_uppercase());
    let lower = run.bytes().any(|b| b.is_ascii_lowercase());
    let mixed = usize::from(digit) + usize::from(upper) + usize::from(lower) >= 3;
    let parts = run.split('/').count();
    let long_parts = run.len() / parts >= 20;
    hex || (mixed && long_parts)
}

#[cfg(test)]
mod tests {
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
            ("phone +49 151 2345-4077 called", "phone [phone] called"),
            ("phone +4915123454077", "phone [phone]"),
            ("user 5012345678", "user [digits]"),
            ("mail mara@lind.example!", "mail [e-mail]!"),
            ("password=hunter2, next", "password=[…], next"),
            ("code: 40961", "code: […]"),
            ("api_hash = 00ff", "api_hash = […]"),
            (base64, "[…]"),
            (&"00ff".repeat(16), "[…]"),
            (
                "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]",
                "[[bytes]]",
            ),
        ] {
            assert_eq!(redact(text), left, "{text}");
        }
    }

    #[test]
    fn what_helps_is_left() {
        for text in [
            "reference 7F3K-2Q9D",
            "0198f2c4-9d3e-7a61-b0c5-6f2a1d4e8b37",
            "/home/mara/.local/share/signet/logs/signet.2026-11-20.log",
            "signet_desktop::settings::file",
            "took 1234567 us on port 44301",
            "127.0.0.1:4430",
            "version 0.1.0",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn a_field_named_for_a_secret_is_never_written() {
        assert_eq!(redact_field("password", "x"), "[…]");
        assert_eq!(redact_field("theme", "dark"), "dark");
    }

    #[test]
    fn every_rule_is_in_force() {
        assert_eq!(RULES.len(), 6);
        assert!(RUNS.is_some());
    }
}
