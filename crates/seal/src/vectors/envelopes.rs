//! Envelopes that open, and intact or faulty ones that must not.

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::people::{
    DAY, USER, card, counting, device, expected, file_card, largest_session, sealing, sealing_key,
    session,
};
use crate::{
    Card, Device, Envelope, Expected, SealingKey, SigningKey, Suite,
    encoding::encode,
    envelope::faulty::{Faulty, Plain},
};

pub fn all() -> Vec<(String, Value)> {
    let mut all = opening();
    all.extend(expected_otherwise());
    all.extend(faulty());
    all.extend(misspelt());
    all.into_iter()
        .map(|(name, vector)| (format!("envelope_{name}"), vector))
        .collect()
}

fn sealed(card: &Card) -> Envelope {
    sealing(card)
        .seal_with(&session(), &device(), counting)
        .unwrap()
}

fn opening() -> Vec<(String, Value)> {
    let mut vectors = Vec::new();
    for (name, suite) in [("xwing", Suite::XWing), ("x25519", Suite::X25519)] {
        let key = sealing_key(suite);
        let vector = |envelope: &Envelope, expected: &Expected<'_>| {
            let mut vector = vector(&key, &envelope.to_json(), expected);
            let opened = key.open(envelope.to_json().as_bytes(), expected).unwrap();
            let plaintext = Plain::of(&opened.session).padded();
            vector["info"] = json!(encode(&envelope.info()));
            vector["plaintext"] = json!(encode(&plaintext));
            vector["session"] = told(&opened.session);
            vector
        };
        let from_file = Expected {
            platform: "",
            user: "",
            ..expected()
        };
        let pinned = Expected {
            device: Some(device().verifying_key()),
            ..expected()
        };
        let card = card(suite);
        let largest = sealing(&card).seal_with(&largest_session(), &device(), counting);
        vectors.push((name.to_owned(), vector(&sealed(&card), &expected())));
        vectors.push((
            format!("{name}_device_known"),
            vector(&sealed(&card), &pinned),
        ));
        vectors.push((
            format!("{name}_largest"),
            vector(&largest.unwrap(), &expected()),
        ));
        vectors.push((
            format!("{name}_from_file"),
            vector(&sealed(&file_card(suite)), &from_file),
        ));
    }
    vectors
}

/// Nothing is wrong with these, but that somebody else or another moment is expected.
fn expected_otherwise() -> Vec<(String, Value)> {
    let key = sealing_key(Suite::X25519);
    let envelope = sealed(&card(Suite::X25519));
    let good = expected();
    let stranger = SigningKey::<Device>::from_seed(&[0x77; 32]).verifying_key();
    let otherwise = [
        (
            "another_environment",
            Expected {
                environment: "test",
                ..good
            },
        ),
        (
            "another_platform",
            Expected {
                platform: "https://other.example",
                ..good
            },
        ),
        (
            "without_platform",
            Expected {
                platform: "",
                ..good
            },
        ),
        (
            "another_service",
            Expected {
                service: "0199c0de-5e41-7000-8000-000000000009".parse().unwrap(),
                ..good
            },
        ),
        (
            "another_user",
            Expected {
                user: "user-4712",
                ..good
            },
        ),
        (
            "another_grant",
            Expected {
                grant: "0199c0de-9ca7-7000-8000-000000000009".parse().unwrap(),
                ..good
            },
        ),
        (
            "another_device",
            Expected {
                device: Some(stranger),
                ..good
            },
        ),
        (
            "too_early",
            Expected {
                now: good.now - DAY - 301,
                ..good
            },
        ),
        (
            "too_late",
            Expected {
                now: good.now + 29 * DAY,
                ..good
            },
        ),
    ];
    let mut vectors: Vec<_> = otherwise
        .into_iter()
        .map(|(name, expected)| {
            (
                name.to_owned(),
                closed(&key, &envelope.to_json(), &expected),
            )
        })
        .collect();
    let renamed = SealingKey::from_seed(Suite::X25519, "2026-12", &[0x44; 32]).unwrap();
    let other = SealingKey::from_seed(Suite::X25519, "2026-11", &[0x45; 32]).unwrap();
    let suite = sealing_key(Suite::XWing);
    for (name, key) in [
        ("another_key_id", renamed),
        ("another_key", other),
        ("another_suite", suite),
    ] {
        vectors.push((name.to_owned(), closed(&key, &envelope.to_json(), &good)));
    }
    vectors
}

type Fault = fn(&mut Faulty);

/// A device signed these: what it sealed is not what it says, or not in the one right form.
fn faulty() -> Vec<(String, Value)> {
    let key = sealing_key(Suite::X25519);
    let card = card(Suite::X25519);
    let make = |fault: Fault| {
        let mut faulty = Faulty::new(&sealing(&card), &session(), &device());
        fault(&mut faulty);
        faulty.seal(&card, &device()).to_json()
    };
    let faultless = make(|_| ());
    assert!(key.open(faultless.as_bytes(), &expected()).is_ok());
    let faults: [(&str, Fault); 14] = [
        ("info_of_another_user", |faulty| {
            faulty.bound.user = "user-4712".to_owned()
        }),
        ("info_of_another_time", |faulty| {
            faulty.bound.expires_at += 1
        }),
        ("info_of_another_card", |faulty| faulty.bound.card[0] ^= 1),
        ("info_of_other_scopes", |faulty| faulty.bound.scopes.clear()),
        ("padding_not_zero", |faulty| faulty.plain.last(1)),
        ("padding_of_a_block_too_many", |faulty| {
            faulty.plain.longer(512)
        }),
        ("length_too_long", |faulty| faulty.plain.length_off(1)),
        ("length_too_short", |faulty| faulty.plain.length_off(-1)),
        ("cbor_of_another_form", |faulty| faulty.plain.replace(2, 2)),
        ("cbor_number_not_shortest", |faulty| faulty.plain.widen()),
        ("cbor_map_without_end", |faulty| faulty.plain.indefinite()),
        ("cbor_entry_missing", |faulty| faulty.plain.replace(0, 0xa8)),
        ("key_of_zeros", |faulty| faulty.plain.no_key()),
        ("scopes_not_sorted", |faulty| {
            faulty.said.scopes.reverse();
            faulty.bound.scopes.reverse();
        }),
    ];
    faults
        .into_iter()
        .map(|(name, fault)| (name.to_owned(), closed(&key, &make(fault), &expected())))
        .collect()
}

/// The JSON itself is not as it must be.
fn misspelt() -> Vec<(String, Value)> {
    let key = sealing_key(Suite::X25519);
    let good = sealed(&card(Suite::X25519)).to_json();
    let kid = r#""kid":"2026-11","#;
    let signature = good
        .rsplit_once("\"sig\":\"")
        .unwrap()
        .1
        .trim_end_matches("\"}");
    // 64 bytes leave four bits in the last character that nobody may use.
    let (head, last) = signature.split_at(85);
    let next = char::from(last.as_bytes()[0] + 1);
    let wrong = [
        ("unknown_field", good.replacen("{", r#"{"more":1,"#, 1)),
        (
            "unknown_field_in_context",
            good.replace(r#""context":{"#, r#""context":{"more":1,"#),
        ),
        ("field_twice", good.replace(kid, &format!("{kid}{kid}"))),
        ("field_missing", good.replace(kid, "")),
        ("version_2", good.replace(r#""v":1"#, r#""v":2"#)),
        ("version_as_text", good.replace(r#""v":1"#, r#""v":"1""#)),
        (
            "base64_with_padding",
            good.replace(signature, &format!("{signature}==")),
        ),
        (
            "base64_with_spare_bits",
            good.replace(signature, &format!("{head}{next}")),
        ),
        (
            "base64_not_url_safe",
            good.replace('_', "/").replace(r#""ct":"#, r#""ct": "#),
        ),
        (
            "id_in_capitals",
            good.replace("0199c0de-5e41", "0199C0DE-5E41"),
        ),
        ("user_padded", good.replace(USER, &format!(" {USER}"))),
        ("cut_short", good[..good.len() - 1].to_owned()),
        ("more_behind", format!("{good}{{}}")),
        (
            "signature_of_another",
            good.replace(
                &encode(device().verifying_key().as_bytes()),
                &encode(
                    SigningKey::<Device>::from_seed(&[0x77; 32])
                        .verifying_key()
                        .as_bytes(),
                ),
            ),
        ),
    ];
    wrong
        .into_iter()
        .map(|(name, json)| {
            assert_ne!(json, good, "{name}");
            (name.to_owned(), closed(&key, &json, &expected()))
        })
        .collect()
}

fn closed(key: &SealingKey, envelope: &str, expected: &Expected<'_>) -> Value {
    let opened = key.open(envelope.as_bytes(), expected);
    assert!(opened.is_err(), "{envelope} opened");
    vector(key, envelope, expected)
}

fn vector(key: &SealingKey, envelope: &str, expected: &Expected<'_>) -> Value {
    json!({
        "key": key.to_text().expose_secret(),
        "envelope": envelope,
        "expected": {
            "environment": expected.environment,
            "platform": expected.platform,
            "service": expected.service,
            "user": expected.user,
            "grant": expected.grant,
            "device": expected.device,
            "now": expected.now,
        },
    })
}

fn told(session: &signet_session::TelegramSession) -> Value {
    let introduction = session.introduction();
    json!({
        "dc": session.dc_id(),
        "ip": session.address().ip(),
        "port": session.address().port(),
        "test": session.is_test(),
        "key": encode(session.key().expose_secret()),
        "userId": session.user_id(),
        "apiId": session.api_id(),
        "introduction": [
            introduction.device_model(),
            introduction.system_version(),
            introduction.app_version(),
            introduction.language(),
        ],
    })
}
