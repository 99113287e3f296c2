//! The second step.

use grammers_crypto::two_factor_auth::calculate_2fa;
use grammers_mtsender::InvocationError;
use grammers_tl_types as tl;
use signet_sandbox::{Config, NewAccount, Rules, Sandbox};

use crate::client::{API_HASH, Client, no_violations, person, random, refusal, start, user};

const PHONE: &str = "9996621234";

pub fn guarded() -> NewAccount {
    NewAccount {
        password: Some("correct horse".to_owned()),
        hint: Some("a battery".to_owned()),
        ..person(PHONE)
    }
}

pub async fn parameters(client: &mut Client) -> tl::types::account::Password {
    let answer = client.call(tl::functions::account::GetPassword {}).await;
    let tl::enums::account::Password::Password(parameters) = answer.unwrap();
    parameters
}

pub async fn prove(
    client: &mut Client,
    parameters: tl::types::account::Password,
    password: &str,
) -> Result<tl::enums::auth::Authorization, InvocationError> {
    let algorithm =
        tl::types::PasswordKdfAlgoSha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow::try_from(
            parameters.current_algo.unwrap(),
        )
        .unwrap();
    let (m1, g_a) = calculate_2fa(
        &algorithm.salt1,
        &algorithm.salt2,
        &algorithm.p,
        &algorithm.g,
        parameters.srp_b.unwrap(),
        random::<256>().to_vec(),
        password,
    );
    let proof = tl::types::InputCheckPasswordSrp {
        srp_id: parameters.srp_id.unwrap(),
        a: g_a.to_vec(),
        m1: m1.to_vec(),
    };
    let password = proof.into();
    client
        .call(tl::functions::auth::CheckPassword { password })
        .await
}

async fn at_the_password(client: &mut Client) {
    let hash = client.send_code(PHONE).await.unwrap();
    let needed = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(needed), "401 SESSION_PASSWORD_NEEDED");
}

#[tokio::test]
async fn the_right_password_signs_in_after_the_code() {
    let sandbox = start(vec![guarded()]);
    let mut client = Client::connect(&sandbox, 2).await;
    at_the_password(&mut client).await;
    let early = client.call(tl::functions::updates::GetState {}).await;
    assert_eq!(refusal(early), "401 SESSION_PASSWORD_NEEDED");
    let parameters = parameters(&mut client).await;
    assert_eq!(parameters.hint.as_deref(), Some("a battery"));
    let me = prove(&mut client, parameters, "correct horse")
        .await
        .unwrap();
    assert!(user(me).is_self);
    client
        .call(tl::functions::updates::GetState {})
        .await
        .unwrap();
    no_violations(&sandbox);
}

#[tokio::test]
async fn parameters_serve_once_and_wrong_passwords_make_the_account_wait() {
    let sandbox = Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        accounts: vec![guarded()],
        rules: Rules {
            password_attempts: 2,
            ..Rules::default()
        },
        ..Config::default()
    })
    .unwrap();
    let mut client = Client::connect(&sandbox, 2).await;
    at_the_password(&mut client).await;
    let once = parameters(&mut client).await;
    let wrong = prove(&mut client, once.clone(), "wrong").await;
    assert_eq!(refusal(wrong), "400 PASSWORD_HASH_INVALID");
    let again = prove(&mut client, once, "correct horse").await;
    assert_eq!(refusal(again), "400 SRP_ID_INVALID");
    let fresh = parameters(&mut client).await;
    let wrong = prove(&mut client, fresh, "wrong").await;
    assert_eq!(refusal(wrong), "400 PASSWORD_HASH_INVALID");
    let fresh = parameters(&mut client).await;
    let flood = refusal(prove(&mut client, fresh, "correct horse").await);
    assert!(flood.starts_with("420 FLOOD_WAIT_"), "{flood}");
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let fresh = parameters(&mut client).await;
    prove(&mut client, fresh, "correct horse").await.unwrap();
}

#[tokio::test]
async fn a_password_that_changed_meanwhile_is_said_to_have_changed() {
    let sandbox = start(vec![guarded()]);
    let mut client = Client::connect(&sandbox, 2).await;
    at_the_password(&mut client).await;
    let old = parameters(&mut client).await;
    sandbox.set_password(PHONE, Some("new"), None).unwrap();
    let changed = prove(&mut client, old, "correct horse").await;
    assert_eq!(refusal(changed), "400 SRP_PASSWORD_CHANGED");
}

#[tokio::test]
async fn a_password_that_is_turned_on_later_is_asked_of_the_next_sign_in() {
    let sandbox = start(vec![person(PHONE)]);
    let mut first = Client::connect(&sandbox, 2).await;
    first.enter(PHONE).await;
    sandbox.set_password(PHONE, Some("new"), None).unwrap();
    first
        .call(tl::functions::updates::GetState {})
        .await
        .unwrap();
    let mut second = Client::connect(&sandbox, 2).await;
    at_the_password(&mut second).await;
    let parameters = parameters(&mut second).await;
    prove(&mut second, parameters, "new").await.unwrap();
}
