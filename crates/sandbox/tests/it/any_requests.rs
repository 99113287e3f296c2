//! Whatever is asked of control over HTTP.

use std::cell::RefCell;
use std::net::{SocketAddr, TcpStream};

use grammers_mtproto::transport::Full;
use grammers_tl_types::{self as tl, Serializable};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use serde_json::{Value, json};
use signet_sandbox::{Config, Sandbox};

use crate::any_messages::{calls, connect, introduced};
use crate::cases;
use crate::client::{API_HASH, Client, exchange, person};
use crate::watch;

const PHONE: &str = "9996621234";

fn controlled() -> Sandbox {
    Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        control: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        accounts: vec![person(PHONE)],
        ..Config::default()
    })
    .unwrap()
}

fn path() -> impl Strategy<Value = String> {
    let phone = prop_oneof![3 => Just(PHONE.to_owned()), 1 => "\\PC{0,12}", 1 => "[0-9]{0,16}"];
    let what = select(vec![
        "code",
        "password",
        "standing",
        "age",
        "devices",
        "unconfirm",
        "forget-keys",
        "%ff",
    ]);
    let known = select(vec![
        "/accounts",
        "/clock",
        "/counts",
        "/faults",
        "/salts/skip",
        "/violations",
        "/",
        "/page.js",
    ]);
    prop_oneof![
        4 => (phone, what).prop_map(|(phone, what)| format!("/accounts/{phone}/{what}")),
        4 => known.prop_map(str::to_owned),
        1 => "\\PC{0,40}",
    ]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..100_000u64).prop_map(Value::from),
        Just(json!(i64::MAX)),
        Just(json!(u64::MAX)),
        Just(json!(1e300)),
    ]
}

fn body() -> impl Strategy<Value = String> {
    let text = || prop_oneof!["\\PC{0,20}", Just(String::new())];
    let fault = (text(), number()).prop_flat_map(|(message, number)| {
        let method = select(vec![
            "auth.sendCode",
            "help.getConfig",
            "users.getUsers",
            "",
        ]);
        let fault = select(vec![
            json!({ "kind": "error", "code": number, "message": message }),
            json!({ "kind": "delay", "milliseconds": number }),
            json!({ "kind": "refuse", "code": number }),
            json!({ "kind": "refuse", "code": -404 }),
            json!({ "kind": "garbage" }),
            json!({ "kind": "dropAfter" }),
            json!({ "kind": message }),
        ]);
        (method, fault, 0..3u32).prop_map(
            |(method, fault, times)| json!({ "method": method, "times": times, "fault": fault }),
        )
    });
    let way = (
        select(vec!["app", "sms", "word", "missedCall", "email", "payment"]),
        text(),
    )
        .prop_map(|(kind, text)| json!({ "kind": kind, "prefix": text, "beginning": text }));
    let phone = prop_oneof!["9996[0-9]{5,7}", text()];
    let account = (
        phone,
        text(),
        option::of(any::<u8>()),
        vec(way, 0..3),
        any::<bool>(),
    )
        .prop_map(|(phone, name, dc, ways, lively)| {
            json!({
                "phone": phone, "firstName": name, "dc": dc, "ways": ways, "lively": lively,
                "loginEmail": name, "portrait": lively.then_some("dawn"),
            })
        });
    let standing = select(vec!["good", "frozen", "banned", "deleted", "none"]);
    let json = prop_oneof![
        3 => number().prop_map(|number| json!({ "seconds": number })),
        3 => fault,
        3 => account,
        2 => standing.prop_map(|standing| json!({ "standing": standing })),
        1 => text().prop_map(|text| json!({ "password": null, "hint": text })),
        1 => Just(json!({ "password": "x" })),
    ];
    prop_oneof![
        8 => json.prop_map(|json| json.to_string()),
        1 => "\\PC{0,60}",
        1 => Just("[".repeat(100_000)),
    ]
}

/// The head around a path and a body, mostly as it should be.
fn request() -> impl Strategy<Value = (String, String)> {
    let method = select(vec!["GET", "PUT", "POST", "DELETE", "PATCH", "G\u{e9}T"]);
    let length = prop_oneof![9 => Just(None), 1 => any::<u32>().prop_map(Some)];
    let version = prop_oneof![9 => Just("HTTP/1.1".to_owned()), 1 => "\\PC{0,10}"];
    let kind = prop_oneof![9 => Just("application/json".to_owned()), 1 => "\\PC{0,10}"];
    (method, path(), version, kind, length, body()).prop_map(
        |(method, path, version, kind, length, body)| {
            let length = length.map_or(body.len(), |length| length as usize);
            let first = format!("{method} {path} {version}\r\nHost: x\r\nConnection: close\r\n");
            let rest = format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}");
            (first, rest)
        },
    )
}

#[tokio::test]
async fn whatever_is_asked_of_control_nothing_panics_or_hangs() {
    let mut runner = cases::runner(300);
    let sandbox = controlled();
    let control = sandbox.control().unwrap().clone();
    let key = exchange(Full::new(), &sandbox, 2, 1).await;
    let healthy = RefCell::new(connect(&sandbox, key));
    let signed_in = Client::connect(&sandbox, 2).await;
    let mut signed_in = signed_in;
    signed_in.enter(PHONE).await;
    let forgotten = RefCell::new(false);
    let ask = |first: &str, rest: &str| {
        let stream = TcpStream::connect(control.address).unwrap();
        let request = format!("{first}Authorization: Bearer {}\r\n{rest}", control.token);
        watch::conclude(stream, request.as_bytes());
    };
    runner
        .run(&request(), |(first, rest)| {
            ask(&first, &rest);
            *healthy.borrow_mut() = connect(&sandbox, key);
            healthy.borrow_mut().ping();
            *forgotten.borrow_mut() |= first.contains("forget-keys");
            if !*forgotten.borrow() {
                let mut raw = connect(&sandbox, signed_in.key);
                let packets: Vec<_> = calls()
                    .into_iter()
                    .map(|call| {
                        let (id, seqno) = (raw.next_id(), raw.next_seqno(true));
                        let body = introduced(tl::LAYER, call);
                        raw.seal(id, seqno, &body, body.len())
                    })
                    .collect();
                raw.conclude(&packets);
            }
            cases::nothing_panicked();
            Ok(())
        })
        .unwrap();
    ask(
        "DELETE /faults HTTP/1.1\r\nHost: x\r\nConnection: close\r\n",
        "\r\n",
    );
    let mut client = Client::connect(&sandbox, 2).await;
    let config = client.call(tl::functions::help::GetConfig {}).await;
    assert!(!config.unwrap().to_bytes().is_empty());
}

#[tokio::test]
async fn times_beyond_all_bounds_leave_a_sandbox_that_serves() {
    cases::notice_panics();
    let sandbox = controlled();
    let mut client = Client::connect(&sandbox, 2).await;
    client.enter(PHONE).await;
    for _ in 0..2 {
        let farthest = std::time::Duration::MAX;
        sandbox.age_authorizations(PHONE, farthest).unwrap();
        sandbox.clock().advance(farthest);
    }
    let raw = &mut connect(&sandbox, client.key);
    for call in calls() {
        raw.say(&introduced(tl::LAYER, call));
    }
    raw.ping();
    cases::nothing_panicked();
}
