//! Scripted faults, as a client meets them.

use std::time::{Duration, Instant};

use grammers_tl_types as tl;
use signet_sandbox::Fault;

use crate::client::{Client, no_violations, person, refusal, start};

const PHONE: &str = "9996621234";

#[tokio::test]
async fn an_error_is_answered_as_often_as_it_was_scripted() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    let error = Fault::Error {
        code: 500,
        message: "AUTH_RESTART".to_owned(),
    };
    sandbox.script("auth.sendCode", 2, error);
    for _ in 0..2 {
        assert_eq!(refusal(client.send_code(PHONE).await), "500 AUTH_RESTART");
    }
    assert_eq!(sandbox.last_code(PHONE).unwrap(), None);
    client.send_code(PHONE).await.unwrap();
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_delay_takes_its_time_and_holds_up_nothing_else() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    let delay = Fault::Delay { milliseconds: 400 };
    sandbox.script("auth.sendCode", 1, delay);
    let begun = Instant::now();
    let mut other = Client::connect(&sandbox, 2).await;
    let (sent, _) = tokio::join!(client.send_code(PHONE), other.introduce("Other"));
    sent.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(400));
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_connection_drops_before_or_after_the_work() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    sandbox.script("auth.sendCode", 1, Fault::DropBefore);
    assert!(client.send_code(PHONE).await.is_err());
    assert_eq!(sandbox.last_code(PHONE).unwrap(), None);

    let mut client = Client::connect(&sandbox, 2).await;
    sandbox.script("auth.sendCode", 1, Fault::DropAfter);
    assert!(client.send_code(PHONE).await.is_err());
    assert!(sandbox.last_code(PHONE).unwrap().is_some());
}

#[tokio::test]
async fn a_transport_error_is_a_status_and_the_end_of_the_connection() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    sandbox.script("auth.sendCode", 1, Fault::Refuse { code: -429 });
    let error = format!("{:?}", client.send_code(PHONE).await.err());
    assert!(error.contains("429"), "{error}");
    assert_eq!(sandbox.last_code(PHONE).unwrap(), None);
}

#[tokio::test]
async fn garbage_is_an_error_for_the_client_and_the_work_is_done() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    sandbox.script("auth.sendCode", 1, Fault::Garbage);
    assert!(client.send_code(PHONE).await.is_err());
    assert!(sandbox.last_code(PHONE).unwrap().is_some());
    sandbox.script("help.getConfig", 1, Fault::Garbage);
    sandbox.clear_faults();
    client.introduce("Test").await.unwrap();
}

#[tokio::test]
async fn salts_that_all_turn_bad_are_replaced_without_the_caller_noticing() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    sandbox.skip_salts();
    client.enter(PHONE).await;
    client
        .call(tl::functions::updates::GetState {})
        .await
        .unwrap();
    no_violations(&sandbox);
}
