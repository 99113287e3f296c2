//! Environment files: a good one, and each way in which one can be wrong, with its line.

use std::{fs, time::Duration};

use proptest::prelude::*;
use secrecy::ExposeSecret;
use signet_telegram::{
    Environment, Error,
    environment::{Problem, Rules},
};

const HASH: &str = "5ec2e7";

/// Line numbers below refer to this file.
const GOOD: &str = r#"name = "local"
test = false
api_id = 4242
api_hash = "5ec2e7"
home_dc = 2
[[dc]]
id = 1
address = "127.0.0.1:4430"
[[dc]]
id = 2
address = "[::1]:4431"
[[key]]
pem = """
-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAyMEdY1aR+sCR3ZSJrtztKTKqigvO/vBfqACJLZtS7QMgCGXJ6XIR
yy7mx66W0/sOFa7/1mAZtEoIokDP3ShoqF4fVNb6XeqgQfaUHd8wJpDWHcR2OFwv
plUUI1PLTktZ9uW2WE23b+ixNwJjJGwBDJPQEQFBE+vfmH0JP503wr5INS1poWg/
j25sIWeYPHYeOrFp/eXaqhISP6G+q2IeTaWTXpwZj4LzXq5YOpk4bYEQ6mvRq7D1
aHWfYmlEGepfaYR8Q0YqvvhYtMte3ITnuSJs171+GDqpdKcSwHnd6FudwGO4pcCO
j4WcDuXc2CTHgH8gFTNhp/Y8/SpDOhvn9QIDAQAB
-----END RSA PUBLIC KEY-----
"""
[rules]
fresh_session_seconds = 60
code_seconds = 5
rpc_timeout_ms = 200
"#;

/// The good file with one piece replaced, judged: the line and the problem.
fn judged(old: &str, new: &str) -> (Option<usize>, Problem) {
    assert_eq!(GOOD.matches(old).count(), 1, "{old}");
    refused(&GOOD.replace(old, new))
}

fn refused(text: &str) -> (Option<usize>, Problem) {
    match Environment::custom(text) {
        Err(Error::Environment { line, problem }) => (line, problem),
        Ok(environment) => panic!("taken: {environment:?}"),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_good_file_says_everything() {
    let environment = Environment::custom(GOOD).unwrap();
    assert_eq!(environment.name(), "local");
    assert!(environment.is_custom() && !environment.is_production() && !environment.is_test());
    let api = environment.api().unwrap();
    assert_eq!((api.id(), api.hash().expose_secret()), (4242, HASH));
    assert_eq!(environment.home_dc(), 2);
    let home = environment.data_centre(2).unwrap();
    assert_eq!(home.address().to_string(), "[::1]:4431");
    assert_eq!(environment.data_centres().len(), 2);
    let test_key = Environment::test().keys()[0].clone();
    assert_eq!(environment.keys(), [test_key]);
    let rules = environment.rules();
    assert_eq!(rules.fresh_session(), Duration::from_secs(60));
    assert_eq!(rules.code(), Duration::from_secs(5));
    assert_eq!(rules.rpc_timeout(), Duration::from_millis(200));
}

#[test]
fn rules_left_out_are_telegrams() {
    let (before, _) = GOOD.split_once("[rules]").unwrap();
    let environment = Environment::custom(before).unwrap();
    assert_eq!(*environment.rules(), Rules::TELEGRAM);
    assert_eq!(*Environment::production().rules(), Rules::TELEGRAM);
}

#[test]
fn a_printed_environment_tells_no_hash() {
    let environment = Environment::custom(GOOD).unwrap();
    assert!(!format!("{environment:?}").contains(HASH));
}

#[test]
fn unknown_keys_are_named_in_every_table() {
    let unknown = |key: &str| Problem::UnknownKey(key.to_owned());
    assert_eq!(
        judged("test = false", "tset = false"),
        (Some(2), unknown("tset"))
    );
    assert_eq!(
        judged("id = 1\n", "id = 1\nipv6 = 1\n"),
        (Some(8), unknown("ipv6"))
    );
    assert_eq!(
        judged("[[key]]\n", "[[key]]\n\nder = 1\n"),
        (Some(14), unknown("der"))
    );
    assert_eq!(
        judged("code_seconds", "code_secs"),
        (Some(25), unknown("code_secs"))
    );
    assert_eq!(judged("[rules]", "[limits]"), (Some(23), unknown("limits")));
    let long = "x".repeat(100);
    assert_eq!(
        judged("test = false", &format!("{long} = 1")),
        (Some(2), unknown(&long[..40]))
    );
}

#[test]
fn missing_keys_are_named_at_their_table() {
    for (line, key) in [
        ("name = \"local\"\n", "name"),
        ("test = false\n", "test"),
        ("api_id = 4242\n", "api_id"),
        ("api_hash = \"5ec2e7\"\n", "api_hash"),
        ("home_dc = 2\n", "home_dc"),
    ] {
        assert_eq!(judged(line, ""), (Some(1), Problem::Missing(key)));
    }
    assert_eq!(judged("id = 2\n", ""), (Some(9), Problem::Missing("id")));
    assert_eq!(
        judged("address = \"[::1]:4431\"\n", ""),
        (Some(9), Problem::Missing("address"))
    );
    let (without_keys, _) = GOOD.split_once("[[key]]").unwrap();
    assert_eq!(refused(without_keys), (Some(1), Problem::Missing("key")));
    let (without_dcs, keys) = GOOD.split_once("[[dc]]").unwrap();
    let (_, keys) = keys.split_once("[[key]]").unwrap();
    assert_eq!(
        refused(&format!("{without_dcs}[[key]]{keys}")),
        (Some(1), Problem::Missing("dc"))
    );
    assert_eq!(
        refused(&format!("{without_dcs}dc = []\n[[key]]{keys}")),
        (Some(6), Problem::Missing("dc"))
    );
    assert_eq!(refused(""), (Some(1), Problem::Missing("name")));
}

#[test]
fn wrong_types_are_named() {
    let typed = |key, wanted| Problem::Type { key, wanted };
    assert_eq!(judged("\"local\"", "7"), (Some(1), typed("name", "a text")));
    assert_eq!(
        judged("false", "\"no\""),
        (Some(2), typed("test", "true or false"))
    );
    assert_eq!(
        judged("4242", "\"4242\""),
        (Some(3), typed("api_id", "a whole number"))
    );
    assert_eq!(
        judged("4242", "4.2"),
        (Some(3), typed("api_id", "a whole number"))
    );
    assert_eq!(
        judged("[rules]", "[[rules]]"),
        (Some(23), typed("rules", "a table"))
    );
    assert_eq!(
        judged("[[key]]", "[key]"),
        (Some(12), typed("key", "a list of tables"))
    );
    let (head, tail) = GOOD.split_once("[[dc]]").unwrap();
    let (_, tail) = tail.split_once("[[key]]").unwrap();
    assert_eq!(
        refused(&format!(
            "{head}dc = [\n{{ id = 2, address = \"127.0.0.1:1\" }},\n7]\n[[key]]{tail}"
        )),
        (Some(8), typed("dc", "a list of tables"))
    );
}

#[test]
fn numbers_out_of_range_are_named_with_the_range() {
    for (old, key, low, high, line, values) in [
        (
            "4242",
            "api_id",
            1,
            2_147_483_647,
            3,
            ["0", "-1", "2147483648"],
        ),
        ("home_dc = 2", "home_dc", 1, 255, 5, ["0", "256", "1000"]),
        (
            "id = 1\n",
            "id",
            1,
            255,
            7,
            ["0", "256", "99999999999999999999"],
        ),
        (
            "= 60",
            "fresh_session_seconds",
            0,
            2_592_000,
            24,
            ["-1", "2592001", "0xFFFFFFFF"],
        ),
        ("= 5\n", "code_seconds", 1, 86_400, 25, ["0", "86401", "-5"]),
        (
            "= 200",
            "rpc_timeout_ms",
            10,
            600_000,
            26,
            ["9", "600001", "0"],
        ),
    ] {
        for value in values {
            let ending = if old.ends_with('\n') { "\n" } else { "" };
            let new = match old.split_once('=') {
                Some((before, _)) => format!("{before}= {value}{ending}"),
                None => (*value).to_owned(),
            };
            let range = Problem::Range { key, low, high };
            assert_eq!(judged(old, &new), (Some(line), range), "{key} = {value}");
        }
    }
}

#[test]
fn names_are_plain_and_not_telegrams() {
    for name in [
        "",
        "l\\u202Eocal",
        "lo/cal",
        "\u{442}est",
        " local",
        "local ",
        &"n".repeat(33),
    ] {
        assert_eq!(judged("local", name), (Some(1), Problem::Name), "{name}");
    }
    for name in ["production", "test", "Production", "TEST"] {
        assert_eq!(
            judged("local", name),
            (Some(1), Problem::ReservedName),
            "{name}"
        );
    }
}

#[test]
fn a_bad_hash_or_address_is_named_without_being_repeated() {
    assert_eq!(judged(HASH, "no hash"), (Some(4), Problem::ApiHash));
    assert_eq!(judged(HASH, ""), (Some(4), Problem::ApiHash));
    for address in ["localhost:4430", "127.0.0.1", "127.0.0.1:0", "0.0.0.0:4430"] {
        assert_eq!(
            judged("127.0.0.1:4430", address),
            (Some(8), Problem::Address)
        );
    }
    let misplaced = GOOD.replace("4242", "\"5ec2e7\"");
    let error = Environment::custom(&misplaced).unwrap_err();
    assert!(!error.to_string().contains(HASH), "{error}");
}

#[test]
fn data_centres_are_listed_once_and_home_is_among_them() {
    assert_eq!(
        judged("id = 2\n", "id = 1\n"),
        (Some(10), Problem::DuplicateDc(1))
    );
    assert_eq!(
        judged("home_dc = 2", "home_dc = 3"),
        (Some(5), Problem::HomeDc(3))
    );
    let many: String = (3..=17)
        .map(|id| format!("[[dc]]\nid = {id}\naddress = \"127.0.0.1:{id}\"\n"))
        .collect();
    assert_eq!(
        judged("[[key]]", &format!("{many}[[key]]")),
        (Some(54), Problem::TooMany { key: "dc", max: 16 })
    );
}

#[test]
fn a_bad_or_repeated_key_is_named() {
    assert_eq!(
        judged("BEGIN RSA PUBLIC", "BEGIN PUBLIC"),
        (
            Some(13),
            Problem::Pem("it must begin and end as an RSA PUBLIC KEY")
        )
    );
    assert_eq!(
        judged("MIIBCg", "MIIB*g"),
        (Some(13), Problem::Pem("its base64 is wrong"))
    );
    assert_eq!(
        judged("MIIBCg", "MIIBCw"),
        (Some(13), Problem::Pem("its DER is wrong"))
    );
    assert_eq!(judged("9QIDAQAB", "9AIDAQAB").0, Some(13));
    let (before, key) = GOOD.split_once("[[key]]").unwrap();
    let (key, rules) = key.split_once("[rules]").unwrap();
    let twice = format!("{before}[[key]]{key}[[key]]{key}[rules]{rules}");
    assert_eq!(refused(&twice), (Some(24), Problem::DuplicateKey));
}

#[test]
fn broken_toml_is_named_with_its_line() {
    let (line, problem) = judged("api_id = 4242", "api_id 4242");
    assert_eq!(line, Some(3));
    assert!(matches!(problem, Problem::Syntax(_)), "{problem}");
    let (line, problem) = judged("home_dc = 2", "name = \"again\"");
    assert_eq!(line, Some(5));
    assert!(matches!(problem, Problem::Syntax(_)), "{problem}");
    let unclosed = Environment::custom(&GOOD.replace("\"5ec2e7\"", "\"5ec2e7")).unwrap_err();
    assert!(unclosed.to_string().contains("line 4"), "{unclosed}");
    assert!(!unclosed.to_string().contains(HASH), "{unclosed}");
}

#[test]
fn windows_line_ends_are_taken_and_counted() {
    let text = GOOD.replace('\n', "\r\n");
    assert!(Environment::custom(&text).is_ok());
    let (line, _) = refused(&text.replace("127.0.0.1:4430", "nowhere"));
    assert_eq!(line, Some(8));
}

#[test]
fn files_are_read_to_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("environment.toml");
    let load = || Environment::load(&path).map(|environment| environment.name().to_owned());
    let whole = |problem| {
        Err(Error::Environment {
            line: None,
            problem,
        })
    };

    assert_eq!(
        load(),
        whole(Problem::Unreadable(std::io::ErrorKind::NotFound))
    );
    fs::write(&path, GOOD).unwrap();
    assert_eq!(load(), Ok("local".to_owned()));
    fs::write(
        &path,
        format!("{GOOD}#{}", "x".repeat(64 * 1024 - GOOD.len() - 1)),
    )
    .unwrap();
    assert_eq!(load(), Ok("local".to_owned()));
    fs::write(
        &path,
        format!("{GOOD}#{}", "x".repeat(64 * 1024 - GOOD.len())),
    )
    .unwrap();
    assert_eq!(load(), whole(Problem::TooLarge));
    fs::write(&path, b"name = \"\xff\"").unwrap();
    assert_eq!(load(), whole(Problem::NotText));
}

#[test]
fn a_person_may_bring_their_own_ids() {
    let own = signet_telegram::environment::ApiCredentials::new(7, "abc".into()).unwrap();
    let environment = Environment::production().with_api(own);
    assert_eq!(environment.api().map(|api| api.id()), Some(7));
    assert!(environment.is_production());
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        let _ = Environment::custom(&text);
    }

    #[test]
    fn a_damaged_file_never_panics(
        at in any::<prop::sample::Index>(), length in 0..40usize, put in "[\\[\\]{}\"'=\\\\\n#,.0-9a-z\u{e9} -]{0,12}",
    ) {
        let at = at.index(GOOD.len());
        let to = (at + length).min(GOOD.len());
        let damaged = format!("{}{put}{}", &GOOD[..at], &GOOD[to..]);
        if let Err(Error::Environment { line, problem }) = Environment::custom(&damaged) {
            let lines = damaged.lines().count() + 1;
            prop_assert!(line.is_none_or(|line| (1..=lines).contains(&line)), "{line:?} {problem}");
        }
    }
}
