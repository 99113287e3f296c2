//! Envelopes, both ways, with two implementations of HPKE that are not ours.

use std::{collections::BTreeMap, fs, path::Path};

use base64ct::{Base64UrlUnpadded, Encoding};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use signet_seal::{Envelope, Expected, SealingKey};
use signet_test_foreign::{Language, ask};

const BOTH: [(Language, &str); 2] = [
    (Language::Python, "envelopes.py"),
    (Language::Node, "envelopes.mjs"),
];

fn vectors() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/seal/vectors");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let vectors: BTreeMap<_, _> = files
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.to_owned();
            let envelope = name.starts_with("envelope_");
            envelope.then(|| {
                (
                    name,
                    serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
                )
            })
        })
        .collect();
    assert!(vectors.len() > 40);
    vectors
}

fn asked(language: Language, script: &str, questions: Vec<Value>) -> Vec<Value> {
    let count = questions.len();
    let answers = ask(language, script, &Value::Array(questions))
        .unwrap_or_else(|error| panic!("{language:?}: {error}"));
    let answers = answers.as_array().unwrap().clone();
    assert_eq!(answers.len(), count);
    answers
}

#[test]
fn others_open_what_opens_and_nothing_else() {
    let vectors = vectors();
    for (language, script) in BOTH {
        let questions = vectors.values().map(|vector| {
            let mut question = vector.clone();
            question["ask"] = "open".into();
            question
        });
        let answers = asked(language, script, questions.collect());
        let mut opened = 0;
        for ((name, vector), answer) in vectors.iter().zip(answers) {
            let session = &vector["session"];
            let expected = if session.is_null() {
                Value::Null
            } else {
                opened += 1;
                let ip = session["ip"].as_str().unwrap();
                let in_hex = ip
                    .parse()
                    .map(|ip: std::net::Ipv6Addr| format!("{:032x}", ip.to_bits()));
                json!({
                    "info": vector["info"],
                    "plaintext": vector["plaintext"],
                    "ip": in_hex.unwrap_or_else(|_| ip.to_owned()),
                    "key": session["key"],
                    "userId": session["userId"],
                    "introduction": session["introduction"],
                })
            };
            assert_eq!(answer, expected, "{language:?}: {name}");
        }
        assert_eq!(opened, 8, "{language:?}");
    }
}

#[test]
fn we_open_what_others_sealed() {
    for (language, script) in BOTH {
        let cases: Vec<_> = ["xwing", "xwing_largest", "x25519_from_file"]
            .map(|name| vectors()[&format!("envelope_{name}")].clone())
            .into();
        let questions = cases.iter().map(|vector| {
            let envelope: Value =
                serde_json::from_str(vector["envelope"].as_str().unwrap()).unwrap();
            json!({
                "ask": "seal",
                "suite": envelope["suite"],
                "kid": envelope["kid"],
                "context": envelope["context"],
                "plaintext": vector["plaintext"],
                "publicKey": public_key(vector),
            })
        });
        let sealed = asked(language, script, questions.collect());
        for (vector, sealed) in cases.iter().zip(&sealed) {
            let ours = vector["envelope"].as_str().unwrap();
            let theirs = sealed.as_str().unwrap();
            assert_ne!(ours, theirs, "{language:?} drew no random numbers");
            let ours = Envelope::read(ours.as_bytes()).unwrap();
            assert_eq!(
                Envelope::read(theirs.as_bytes()).unwrap().info(),
                ours.info()
            );
            let opened = key(vector).open(theirs.as_bytes(), &expected(&vector["expected"]));
            let session = opened.unwrap().session;
            let bytes = Base64UrlUnpadded::encode_string(session.key().expose_secret());
            assert_eq!(vector["session"]["key"], bytes, "{language:?}");
            assert_eq!(
                vector["session"]["userId"],
                session.user_id(),
                "{language:?}"
            );
        }
    }
}

fn key(vector: &Value) -> SealingKey {
    SealingKey::from_text(&SecretString::from(vector["key"].as_str().unwrap())).unwrap()
}

/// As a card would carry it.
fn public_key(vector: &Value) -> Value {
    let identity = signet_seal::SigningKey::from_seed(&[0x22; 32]);
    let service = vector["expected"]["service"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let statement = key(vector).stated_by(&identity, service, 1);
    serde_json::to_value(statement).unwrap()["public_key"].clone()
}

fn expected(value: &Value) -> Expected<'_> {
    let text = |name: &str| value[name].as_str().unwrap();
    Expected {
        environment: text("environment"),
        platform: text("platform"),
        service: text("service").parse().unwrap(),
        user: text("user"),
        grant: text("grant").parse().unwrap(),
        device: value["device"]
            .as_str()
            .map(|device| device.parse().unwrap()),
        now: value["now"].as_u64().unwrap(),
    }
}
