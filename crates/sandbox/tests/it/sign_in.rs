//! Signing in by code: the way in and every way it ends.

use std::time::Duration;

use grammers_tl_types as tl;
use signet_sandbox::{CodeWay, NewAccount, Standing};
use tl::enums::auth::SentCodeType;

use crate::client::{Client, no_violations, person, refusal, start};

const PHONE: &str = "9996621234";

#[tokio::test]
async fn a_test_number_signs_in_with_its_code_and_out_again() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    let me = client.enter("+999 66 2 1234").await;
    assert!(me.is_self);
    assert_eq!(me.first_name.as_deref(), Some("Ada"));
    assert_eq!(me.phone.as_deref(), Some(PHONE));

    let id = vec![tl::enums::InputUser::UserSelf];
    let users = client
        .call(tl::functions::users::GetUsers { id })
        .await
        .unwrap();
    assert_eq!(users[0].id(), me.id);
    client
        .call(tl::functions::updates::GetState {})
        .await
        .unwrap();
    let id = tl::enums::InputUser::UserSelf;
    client
        .call(tl::functions::users::GetFullUser { id })
        .await
        .unwrap();

    client.call(tl::functions::auth::LogOut {}).await.unwrap();
    let after = client.call(tl::functions::updates::GetState {}).await;
    assert_eq!(refusal(after), "401 AUTH_KEY_UNREGISTERED");
    assert_eq!(sandbox.devices(PHONE).unwrap(), Vec::<String>::new());
    no_violations(&sandbox);
}

#[tokio::test]
async fn what_clients_ask_is_counted() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    client.enter(PHONE).await;
    sandbox.skip_salts();
    client
        .call(tl::functions::updates::GetState {})
        .await
        .unwrap();
    let asked = sandbox.asked();
    for method in ["req_pq_multi", "req_DH_params", "set_client_DH_params"] {
        assert!(asked[method] >= 1, "{asked:?}");
    }
    for method in ["auth.sendCode", "auth.signIn", "updates.getState"] {
        assert_eq!(asked[method], 1, "{asked:?}");
    }
    assert!(asked["bad_server_salt"] >= 1, "{asked:?}");
}

#[tokio::test]
async fn a_number_of_another_dc_is_sent_there_and_signs_in_there() {
    let sandbox = start(vec![person(PHONE)]);
    let mut elsewhere = Client::connect(&sandbox, 1).await;
    let sent = elsewhere.send_code(PHONE).await;
    assert_eq!(refusal(sent), "303 PHONE_MIGRATE_2");
    let mut home = Client::connect(&sandbox, 2).await;
    home.enter(PHONE).await;
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_key_of_one_dc_is_unknown_on_another() {
    let sandbox = start(vec![]);
    let client = Client::connect(&sandbox, 1).await;
    let transport = grammers_mtproto::transport::Full::new;
    let other = Client::with_key(transport, &sandbox, 2, client.key, "Test").await;
    let error = format!("{:?}", other.err());
    assert!(error.contains("404"), "{error}");
}

#[tokio::test]
async fn a_wrong_code_is_refused_until_the_code_is_dead() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    let hash = client.send_code(PHONE).await.unwrap();
    let empty = client.sign_in(PHONE, &hash, "").await;
    assert_eq!(refusal(empty), "400 PHONE_CODE_EMPTY");
    for _ in 0..5 {
        let wrong = client.sign_in(PHONE, &hash, "11111").await;
        assert_eq!(refusal(wrong), "400 PHONE_CODE_INVALID");
    }
    let right = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(right), "400 PHONE_CODE_EXPIRED");
}

#[tokio::test]
async fn a_code_expires_and_a_cancelled_one_is_dead() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    let hash = client.send_code(PHONE).await.unwrap();
    sandbox.clock().advance(Duration::from_secs(300));
    let late = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(late), "400 PHONE_CODE_EXPIRED");

    let hash = client.send_code(PHONE).await.unwrap();
    let cancel = tl::functions::auth::CancelCode {
        phone_number: PHONE.to_owned(),
        phone_code_hash: hash.clone(),
    };
    assert!(client.call(cancel).await.unwrap());
    let cancelled = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(cancelled), "400 PHONE_CODE_EXPIRED");
}

#[tokio::test]
async fn resending_goes_through_the_ways_and_then_there_is_none() {
    let ways = vec![
        CodeWay::Sms,
        CodeWay::MissedCall {
            prefix: "+49".to_owned(),
        },
    ];
    let sandbox = start(vec![NewAccount {
        ways,
        ..person(PHONE)
    }]);
    let mut client = Client::connect(&sandbox, 2).await;
    let sent = client.sent_code(PHONE).await.unwrap();
    assert!(matches!(sent.r#type, SentCodeType::Sms(_)));
    assert_eq!(sent.next_type, Some(tl::enums::auth::CodeType::MissedCall));
    let resend = |hash: &str| tl::functions::auth::ResendCode {
        phone_number: PHONE.to_owned(),
        phone_code_hash: hash.to_owned(),
        reason: None,
    };
    let again = client.call(resend(&sent.phone_code_hash)).await.unwrap();
    let tl::enums::auth::SentCode::Code(again) = again else {
        panic!("{again:?}");
    };
    assert!(matches!(again.r#type, SentCodeType::MissedCall(_)));
    let none = client.call(resend(&again.phone_code_hash)).await;
    assert_eq!(refusal(none), "406 SEND_CODE_UNAVAILABLE");
}

#[tokio::test]
async fn a_token_from_signing_out_lets_in_once_without_a_code() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    client.enter(PHONE).await;
    let out = client.call(tl::functions::auth::LogOut {}).await.unwrap();
    let tl::enums::auth::LoggedOut::Out(out) = out;
    let tokens = Some(vec![out.future_auth_token.unwrap()]);
    let sent = client.sent(PHONE, tokens.clone()).await.unwrap();
    assert!(matches!(sent, tl::enums::auth::SentCode::Success(_)));
    client
        .call(tl::functions::updates::GetState {})
        .await
        .unwrap();
    client.call(tl::functions::auth::LogOut {}).await.unwrap();
    let sent = client.sent(PHONE, tokens).await.unwrap();
    assert!(matches!(sent, tl::enums::auth::SentCode::Code(_)));
}

#[tokio::test]
async fn a_number_that_must_pay_is_told_so() {
    let sandbox = start(vec![NewAccount {
        ways: vec![CodeWay::Payment],
        ..person(PHONE)
    }]);
    let mut client = Client::connect(&sandbox, 2).await;
    let sent = client.sent(PHONE, None).await.unwrap();
    assert!(matches!(
        sent,
        tl::enums::auth::SentCode::PaymentRequired(_)
    ));
}

#[tokio::test]
async fn the_sixth_code_of_a_day_must_wait() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    for _ in 0..5 {
        client.send_code(PHONE).await.unwrap();
    }
    let flood = refusal(client.send_code(PHONE).await);
    assert!(flood.starts_with("420 FLOOD_WAIT_86"), "{flood}");
    sandbox.clock().advance(Duration::from_secs(86_400));
    client.send_code(PHONE).await.unwrap();
}

#[tokio::test]
async fn numbers_that_cannot_sign_in_say_why() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    let invalid = client.send_code("123").await;
    assert_eq!(refusal(invalid), "406 PHONE_NUMBER_INVALID");
    let hash = client.send_code("9996625555").await.unwrap();
    let nobody = client.sign_in("9996625555", &hash, "22222").await.unwrap();
    assert!(matches!(
        nobody,
        tl::enums::auth::Authorization::SignUpRequired(_)
    ));
    sandbox.set_standing(PHONE, Standing::Banned).unwrap();
    let banned = client.send_code(PHONE).await;
    assert_eq!(refusal(banned), "400 PHONE_NUMBER_BANNED");
}

#[tokio::test]
async fn a_device_that_is_signed_in_is_told_the_code_by_telegram() {
    let sandbox = start(vec![person("4915112345678")]);
    let mut first = Client::connect(&sandbox, 2).await;
    let hash = first.send_code("4915112345678").await.unwrap();
    let code = sandbox.last_code("4915112345678").unwrap().unwrap();
    first.sign_in("4915112345678", &hash, &code).await.unwrap();
    assert!(told(&mut first).await.contains("New login"));

    let mut second = Client::connect(&sandbox, 2).await;
    let sent = second.sent_code("4915112345678").await.unwrap();
    assert!(matches!(sent.r#type, SentCodeType::App(_)));
    let code = sandbox.last_code("4915112345678").unwrap().unwrap();
    assert!(told(&mut first).await.contains(&code));
    no_violations(&sandbox);
}

async fn told(client: &mut Client) -> String {
    let updates = client.update().await;
    let tl::enums::Updates::Updates(updates) = updates else {
        panic!("{updates:?}");
    };
    let tl::enums::Update::NewMessage(new) = &updates.updates[0] else {
        panic!("{updates:?}");
    };
    let tl::enums::Message::Message(message) = &new.message else {
        panic!("{new:?}");
    };
    message.message.clone()
}
