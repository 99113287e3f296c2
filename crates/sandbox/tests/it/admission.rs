//! Who is let in at all.

use std::net::TcpStream;

use grammers_mtproto::transport::Full;
use grammers_tl_types::{self as tl, Serializable};
use signet_sandbox::{Config, Rules, Sandbox};

use crate::client::{Client, address, exchange, no_violations, person, refusal, start};
use crate::raw::Raw;

const PHONE: &str = "9996621234";

#[tokio::test]
async fn an_application_that_nobody_registered_is_sent_no_code() {
    let sandbox = Sandbox::start(Config {
        accounts: vec![person(PHONE)],
        ..Config::default()
    })
    .unwrap();
    let mut client = Client::connect(&sandbox, 2).await;
    let code = client.send_code(PHONE).await;
    assert_eq!(refusal(code), "400 API_ID_INVALID");
}

#[tokio::test]
async fn a_client_must_introduce_itself() {
    let sandbox = start(vec![]);
    let key = exchange(Full::new(), &sandbox, 2, 1).await;
    let mut raw = Raw::new(TcpStream::connect(address(&sandbox, 2)).unwrap(), key);
    raw.say(&tl::functions::help::GetConfig {}.to_bytes());
    let refused = loop {
        let said = raw.hear_all();
        let text = said
            .iter()
            .map(|s| String::from_utf8_lossy(&s.body).into_owned());
        if let Some(text) = text.reduce(|all, one| all + &one)
            && text.contains("CONNECTION")
        {
            break text;
        }
    };
    assert!(refused.contains("CONNECTION_NOT_INITED"), "{refused}");
}

#[tokio::test]
async fn the_oldest_keys_that_nobody_uses_are_unknown() {
    let sandbox = Sandbox::start(Config {
        rules: Rules {
            idle_keys: 2,
            ..Rules::default()
        },
        ..Config::default()
    })
    .unwrap();
    let first = exchange(Full::new(), &sandbox, 2, 1).await;
    for _ in 0..2 {
        exchange(Full::new(), &sandbox, 2, 1).await;
    }
    let last = exchange(Full::new(), &sandbox, 2, 1).await;
    assert_eq!(sandbox.counts().keys, 2);
    Client::with_key(Full::new, &sandbox, 2, last, "Test")
        .await
        .unwrap();
    let unknown = Client::with_key(Full::new, &sandbox, 2, first, "Test").await;
    let error = format!("{:?}", unknown.err());
    assert!(error.contains("404"), "{error}");
    no_violations(&sandbox);
}
