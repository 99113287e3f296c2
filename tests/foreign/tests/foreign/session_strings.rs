//! Session strings, both ways, with every library that has them.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use signet_session::{Error, Format, Fragment};
use signet_test_foreign::{Language, ask};

use crate::cases::{Case, cases};

/// A library that reads and writes one format.
#[derive(Clone, Copy)]
struct Library {
    name: &'static str,
    format: Format,
    language: Language,
}

const LIBRARIES: [Library; 7] = [
    library("telethon", Format::Telethon, Language::Python),
    library("kurigram", Format::Pyrogram, Language::Python),
    library("gramjs", Format::GramJs, Language::Node),
    library("mtcute", Format::Mtcute, Language::Node),
    library("convert_telethon", Format::Telethon, Language::Node),
    library("convert_gramjs", Format::GramJs, Language::Node),
    library("convert_pyrogram", Format::Pyrogram, Language::Node),
];

const fn library(name: &'static str, format: Format, language: Language) -> Library {
    Library {
        name,
        format,
        language,
    }
}

impl Library {
    fn ask(&self, questions: Vec<Value>) -> Vec<Value> {
        put(self.language, questions)
    }

    /// The cases that the format has room for.
    fn cases(&self) -> Vec<Case> {
        let fits = |case: &Case| self.format != Format::GramJs || case.address.port() <= 32767;
        cases().into_iter().filter(fits).collect()
    }
}

/// All questions of one language at once: starting the libraries takes longer than asking them.
fn put(language: Language, questions: Vec<Value>) -> Vec<Value> {
    let script = match language {
        Language::Python => "session_strings.py",
        Language::Node => "session_strings.mjs",
    };
    let count = questions.len();
    let answers = ask(language, script, &Value::Array(questions))
        .unwrap_or_else(|error| panic!("{language:?}: {error}"));
    let answers = answers.as_array().unwrap().clone();
    assert_eq!(answers.len(), count);
    answers
}

/// Every case of every library, with what the library answers to the question about it.
fn asked(question: impl Fn(&Library, &Case) -> Value) -> Vec<(Library, Case, Value)> {
    let mut asked = Vec::new();
    for language in [Language::Python, Language::Node] {
        let of_language = LIBRARIES
            .into_iter()
            .filter(|library| library.language == language);
        let cases: Vec<_> = of_language
            .flat_map(|library| library.cases().into_iter().map(move |case| (library, case)))
            .collect();
        let questions = cases.iter().map(|(library, case)| question(library, case));
        let answers = put(language, questions.collect());
        let both = cases.into_iter().zip(answers);
        asked.extend(both.map(|((library, case), answer)| (library, case, answer)));
    }
    asked
}

fn read(format: Format, string: &Value) -> Result<Fragment, Error> {
    Fragment::read(format, &SecretString::from(string.as_str().unwrap()))
}

#[test]
fn the_libraries_find_what_we_wrote() {
    let found = asked(|library, case| {
        let string = case.session().write(library.format).unwrap();
        json!({ "ask": format!("{}_read", library.name), "string": string.expose_secret() })
    });
    for (library, case, answer) in found {
        case.assert_found(&answer, library.name);
    }
}

#[test]
fn we_find_what_the_libraries_wrote_and_would_have_written_the_same() {
    let written = asked(|library, case| case.question(&format!("{}_write", library.name)));
    for (library, case, string) in written {
        let fragment = read(library.format, &string).unwrap();
        case.assert_read(&fragment, library.name);
        let ours = case.session().write(library.format).unwrap();
        assert_eq!(string, ours.expose_secret(), "{}: {case:?}", library.name);
    }
}

#[test]
fn older_strings_of_pyrogram_are_read() {
    let [_, kurigram, ..] = LIBRARIES;
    let cases = kurigram.cases();
    let write = cases
        .iter()
        .map(|case| case.question("kurigram_write_older"));
    let strings = kurigram.ask(write.collect());
    let again = strings
        .iter()
        .map(|string| json!({ "ask": "kurigram_read", "string": string }));
    let answers = kurigram.ask(again.collect());
    for ((case, string), answer) in cases.iter().zip(&strings).zip(&answers) {
        let fragment = read(Format::Pyrogram, string).unwrap();
        case.assert_read(&fragment, "older");
        assert_eq!(fragment.api_id, None);
        assert_eq!(answer["user"], case.user);
    }
    let mut lengths: Vec<_> = strings
        .iter()
        .map(|string| string.as_str().unwrap().len())
        .collect();
    lengths.sort_unstable();
    lengths.dedup();
    assert_eq!(lengths, [351, 356], "both older forms");
}

#[test]
fn mtcute_may_leave_the_user_out_and_name_a_server_for_media() {
    let [_, _, _, mtcute, ..] = LIBRARIES;
    let cases = mtcute.cases();
    let with = |name: &str, value: Value| {
        let questions = cases.iter().map(|case| {
            let mut question = case.question("mtcute_write");
            question[name] = value.clone();
            question
        });
        mtcute.ask(questions.collect())
    };
    for (case, string) in cases.iter().zip(with("user", Value::Null)) {
        let fragment = read(Format::Mtcute, &string).unwrap();
        case.assert_read(&fragment, "without a user");
        assert_eq!(fragment.user_id, None);
    }
    for (case, string) in cases.iter().zip(with("media", true.into())) {
        let fragment = read(Format::Mtcute, &string).unwrap();
        case.assert_read(&fragment, "with media");
        assert_eq!(fragment.user_id, Some(case.user));
    }
}

#[test]
fn bots_are_refused() {
    for library in LIBRARIES {
        if matches!(library.format, Format::Telethon | Format::GramJs) {
            continue;
        }
        let cases = library.cases();
        let questions = cases.iter().map(|case| {
            let mut question = case.question(&format!("{}_write", library.name));
            question["bot"] = true.into();
            question
        });
        for string in library.ask(questions.collect()) {
            assert_eq!(read(library.format, &string).err(), Some(Error::Bot));
        }
    }
}

#[test]
fn gramjs_itself_cannot_hold_a_high_port() {
    let [_, _, gramjs, _, _, convert, _] = LIBRARIES;
    let high: Vec<_> = cases()
        .into_iter()
        .filter(|case| case.address.port() > 32767)
        .collect();
    assert!(!high.is_empty());
    // mtcute's converter writes them all the same; GramJS then finds a negative port.
    let strings = convert.ask(
        high.iter()
            .map(|case| case.question("convert_gramjs_write"))
            .collect(),
    );
    let found = gramjs.ask(
        strings
            .iter()
            .map(|string| json!({ "ask": "gramjs_read", "string": string }))
            .collect(),
    );
    for ((case, string), answer) in high.iter().zip(&strings).zip(&found) {
        assert!(answer["port"].as_i64().unwrap() < 0);
        assert_eq!(
            read(Format::GramJs, string).err(),
            Some(Error::Port(Format::GramJs))
        );
        let refused = case.session().write(Format::GramJs);
        assert_eq!(refused.err(), Some(Error::Port(Format::GramJs)));
    }
    let alone = ask(
        Language::Node,
        "session_strings.mjs",
        &json!([high[0].question("gramjs_write")]),
    );
    assert!(alone.is_err(), "GramJS throws");
}

/// By its length GramJS takes the string for one of Telethon's, even its own.
#[test]
fn gramjs_is_given_a_very_short_address_in_full() {
    let [_, _, gramjs, ..] = LIBRARIES;
    let addresses = ["[::1]:443", "[::f]:443", "[a::]:443", "[1::2]:443"];
    let any = cases().swap_remove(0);
    let cases = addresses.map(|address| Case {
        address: address.parse().unwrap(),
        ..any.clone()
    });
    let own = gramjs.ask(
        cases
            .iter()
            .map(|case| case.question("gramjs_write"))
            .collect(),
    );
    let ours = cases.iter().map(|case| {
        let ours = case.session().write(Format::GramJs).unwrap();
        json!(ours.expose_secret())
    });
    let question = |string: Value| json!({ "ask": "gramjs_read", "string": string });
    let found = gramjs.ask(ours.chain(own.iter().cloned()).map(question).collect());
    let (in_ours, in_its_own) = found.split_at(cases.len());
    for (((case, own), in_ours), in_its_own) in cases.iter().zip(&own).zip(in_ours).zip(in_its_own)
    {
        case.assert_found(in_ours, "ours");
        case.assert_read(&read(Format::GramJs, own).unwrap(), "its own");
        let ip = case.address.ip().to_string();
        assert_eq!(in_its_own["ip"] != ip, ip.len() == 3, "{case:?}");
    }
}
