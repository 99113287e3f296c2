//! The cases of `sdk/conformance` that need no server, or one answer of one.

use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use secrecy::SecretString;
use serde_json::{Value, json};
use signet_contract::platform::NewLink;
use signet_platform_client::{
    Backoff, Breaker, Clock, Consumer, ConsumerSettings, Holding, Next, Patience, PlatformAddress,
    Reach, Wish,
};
use signet_seal::SealingKey;

use crate::{
    faults::token,
    parties::{patience, service},
    server::{Answer, Server},
};

pub fn cases(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sdk/conformance");
    let text = fs::read(folder.join(name)).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn name(case: &Value) -> &str {
    case["name"].as_str().unwrap()
}

fn seconds(value: &Value) -> Duration {
    Duration::from_secs_f64(value.as_f64().unwrap())
}

#[test]
fn every_file_is_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sdk/conformance");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let known = [
        "README.md",
        "backoff.json",
        "breaker.json",
        "envelopes.json",
        "errors.json",
        "exchanges.json",
        "lease.json",
    ];
    assert_eq!(files, known);
}

pub fn answer(answer: &Value) -> Answer {
    let status = u16::try_from(answer["status"].as_u64().unwrap()).unwrap();
    let headers: Vec<_> = answer["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    let body = &answer["body"];
    match body.as_str() {
        None => Answer::Json(status, headers, body.clone()),
        Some("") => Answer::Json(status, headers, Value::Null),
        Some(text) => {
            let length = text.len();
            let head = format!("HTTP/1.1 {status} x\r\nContent-Length: {length}\r\n\r\n");
            Answer::Raw(format!("{head}{text}").into_bytes())
        }
    }
}

#[tokio::test]
async fn answers_have_their_category_and_their_tries() {
    for case in list(&cases("errors.json")) {
        let said = case["answer"].clone();
        let server = Server::start(move |seen, _| {
            if seen.path.ends_with("/token") {
                token()
            } else {
                answer(&said)
            }
        })
        .await;
        let settings = ConsumerSettings {
            patience: Patience {
                tries: 2,
                ..patience()
            },
            ..settings(server.origin(), "local", "sk_planted")
        };
        let consumer = Consumer::new(settings, Arc::new(Fixed(0))).unwrap();
        let wanted: NewLink = serde_json::from_value(json!({
            "userId": "u", "userLabel": "u", "scopes": ["a"],
        }))
        .unwrap();
        let error = consumer.link(&wanted).await.unwrap_err();
        let found = json!({
            "category": error.category(),
            "code": error.code(),
            "tries": server.count("POST", "/api/telegram-auth/link-tokens"),
            "retryAfter": error.retry_after().map(|pause| pause.as_secs()),
        });
        assert_eq!(found, case["expect"], "{}", name(case));
    }
}

#[test]
fn pauses_double_up_to_a_cap_with_full_jitter() {
    let file = cases("backoff.json");
    let backoff = Backoff::default();
    assert_eq!(
        (backoff.base, backoff.cap),
        (seconds(&file["base"]), seconds(&file["cap"]))
    );
    for case in list(&file["cases"]) {
        let share = case["share"].as_f64().unwrap();
        let random = (share * u64::MAX as f64) as u64;
        let tries = u32::try_from(case["tries"].as_u64().unwrap()).unwrap();
        let pause = backoff.pause(tries, random);
        let off = pause.abs_diff(seconds(&case["pause"]));
        assert!(off < Duration::from_micros(1), "{case}: {pause:?}");
    }
}

#[test]
fn the_breaker_goes_through_every_step() {
    for case in list(&cases("breaker.json")) {
        let mut breaker = Breaker::default();
        for step in list(&case["steps"]) {
            let at = seconds(&step["at"]);
            match step["do"].as_str().unwrap() {
                "failed" => breaker.failed(at),
                "succeeded" => breaker.succeeded(),
                "admit" => {
                    let wait = step["wait"].as_f64().map(Duration::from_secs_f64);
                    assert_eq!(breaker.admit(at).err(), wait, "{}: {step}", name(case));
                    assert_eq!(step["admitted"], wait.is_none());
                }
                other => panic!("{other}"),
            }
            assert_eq!(step["state"], breaker.state(at), "{}: {step}", name(case));
        }
    }
}

#[test]
fn leases_are_renewed_and_withheld_in_time() {
    for case in list(&cases("lease.json")) {
        let number = |field: &str| u32::try_from(case[field].as_u64().unwrap()).unwrap();
        let holding = Holding::new(
            seconds(&case["asked"]),
            number("endsIn"),
            number("disconnectBeforeEnd"),
        );
        for at in list(&case["at"]) {
            let now = seconds(&at["now"]);
            let next = match holding.next(now) {
                Next::Wait(_) => "wait",
                Next::Renew => "renew",
                Next::Disconnect => "disconnect",
            };
            assert_eq!(at["next"], next, "{}: {at}", name(case));
            assert_eq!(at["live"], holding.is_live(now), "{}: {at}", name(case));
        }
    }
}

/// A calendar that shows one moment.
pub struct Fixed(pub u64);

impl Clock for Fixed {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn wall(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0)
    }
}

pub fn settings(origin: &str, environment: &str, api_key: &str) -> ConsumerSettings {
    ConsumerSettings {
        address: PlatformAddress::parse(origin, Reach::Loopback).unwrap(),
        environment: environment.to_owned(),
        service: service(),
        api_key: SecretString::from(api_key),
        sealing_keys: Vec::new(),
        instance: "ingest-1".parse().unwrap(),
        lease_seconds: None,
        patience: patience(),
    }
}

#[test]
fn envelopes_open_or_stay_closed() {
    for case in list(&cases("envelopes.json")) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/seal/vectors");
        let file = folder.join(format!("{}.json", case["vector"].as_str().unwrap()));
        let vector: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let expected = &vector["expected"];
        let or = |change: &str, otherwise: &Value| {
            let changed = &case["change"][change];
            let value = if changed.is_null() {
                otherwise
            } else {
                changed
            };
            value.as_str().unwrap().to_owned()
        };
        let key = SecretString::from(vector["key"].as_str().unwrap());
        let mut settings = settings(
            &or("platform", &expected["platform"]),
            &or("environment", &expected["environment"]),
            "sk",
        );
        settings.service = or("serviceId", &expected["service"]).parse().unwrap();
        settings.sealing_keys = vec![SealingKey::from_text(&key).unwrap()];
        let now = expected["now"].as_u64().unwrap();
        let consumer = Consumer::new(settings, Arc::new(Fixed(now))).unwrap();

        let session = json!("0199c0de-9ca7-7000-8000-00000000000e");
        let lease = "0199c0de-9ca7-7000-8000-00000000000a";
        let account = "0199c0de-9ca7-7000-8000-00000000000b";
        let device = json!("F8t5-ytBIPKx7GXkGY1uCLKOgT_rAeSkAIObheGAgM4");
        let wish = Wish {
            grant: case["change"]["wishGrantId"]
                .as_str()
                .map(|grant| grant.parse().unwrap()),
            ..Wish::of(or("userId", &expected["user"]).parse().unwrap())
        };
        let lease_json = json!({
            "id": lease, "sessionId": session, "grantId": or("leaseGrantId", &expected["grant"]),
            "userId": wish.user, "accountId": account, "endsAt": "2099-01-01T00:00:00Z",
            "endsIn": 600, "disconnectBeforeEnd": 60,
        });
        let sealed = json!({
            "sessionId": or("sealedSessionId", &session), "reference": "7F3K-2Q9D",
            "grantId": or("sealedGrantId", &expected["grant"]), "userId": wish.user,
            "accountId": account, "deviceId": "0199c0de-9ca7-7000-8000-00000000000d",
            "deviceKey": or("deviceKey", &device), "scopes": [], "leaseId": lease,
            "leaseEndsAt": "2099-01-01T00:00:00Z", "expiresAt": "2099-01-01T00:00:00Z",
            "envelope": vector["envelope"],
        });
        let opened = consumer.open(
            &wish,
            &serde_json::from_value(lease_json).unwrap(),
            &serde_json::from_value(sealed).unwrap(),
        );
        assert_eq!(case["opens"], opened.is_ok(), "{}", name(case));
    }
}
