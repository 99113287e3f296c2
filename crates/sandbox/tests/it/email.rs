//! E-mail: setting it up, signing in by it, doing without it, recovering a password.

use std::time::Duration;

use grammers_mtsender::InvocationError;
use grammers_tl_types as tl;
use signet_sandbox::{CodeWay, NewAccount, Sandbox};
use tl::enums::auth::{SentCode, SentCodeType};

use crate::client::{Client, no_violations, person, refusal, start, user};
use crate::password::{guarded, parameters, prove};

const PHONE: &str = "9996621234";
const WEEK: Duration = Duration::from_secs(7 * 86_400);

fn with_email() -> NewAccount {
    NewAccount {
        login_email: Some("alice@example.org".to_owned()),
        ways: vec![CodeWay::Email],
        ..person(PHONE)
    }
}

fn given(code: &str) -> tl::enums::EmailVerification {
    let code = code.to_owned();
    tl::enums::EmailVerification::Code(tl::types::EmailVerificationCode { code })
}

async fn sign_in(
    client: &mut Client,
    hash: &str,
    code: &str,
) -> Result<tl::enums::auth::Authorization, InvocationError> {
    client
        .call(tl::functions::auth::SignIn {
            phone_number: PHONE.to_owned(),
            phone_code_hash: hash.to_owned(),
            phone_code: None,
            email_verification: Some(given(code)),
        })
        .await
}

fn emailed(sandbox: &Sandbox) -> String {
    sandbox.last_email_code(PHONE).unwrap().unwrap()
}

#[tokio::test]
async fn a_code_that_goes_to_the_login_email_is_answered_as_such() {
    let sandbox = start(vec![with_email()]);
    let mut client = Client::connect(&sandbox, 2).await;
    let sent = client.sent_code(PHONE).await.unwrap();
    let SentCodeType::EmailCode(kind) = sent.r#type else {
        panic!("{sent:?}");
    };
    assert_eq!(kind.email_pattern, "a***e@example.org");
    assert_eq!(sandbox.last_code(PHONE).unwrap(), None);
    let code = emailed(&sandbox);
    let as_sms = client.sign_in(PHONE, &sent.phone_code_hash, &code).await;
    assert_eq!(refusal(as_sms), "400 PHONE_CODE_INVALID");
    let me = sign_in(&mut client, &sent.phone_code_hash, &code).await;
    assert!(user(me.unwrap()).is_self);
    no_violations(&sandbox);
}

#[tokio::test]
async fn an_account_without_an_email_sets_one_up_on_the_way_in() {
    let sandbox = start(vec![NewAccount {
        ways: vec![CodeWay::EmailSetup],
        ..person(PHONE)
    }]);
    let mut client = Client::connect(&sandbox, 2).await;
    let sent = client.sent_code(PHONE).await.unwrap();
    assert!(matches!(sent.r#type, SentCodeType::SetUpEmailRequired(_)));
    let hash = sent.phone_code_hash;
    let early = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(early), "400 PHONE_CODE_INVALID");
    let setup = tl::types::EmailVerifyPurposeLoginSetup {
        phone_number: PHONE.to_owned(),
        phone_code_hash: hash,
    };
    let purpose = tl::enums::EmailVerifyPurpose::LoginSetup(setup);
    let send = |email: &str| tl::functions::account::SendVerifyEmailCode {
        purpose: purpose.clone(),
        email: email.to_owned(),
    };
    let verify = |code: &str| tl::functions::account::VerifyEmail {
        purpose: purpose.clone(),
        verification: given(code),
    };
    assert_eq!(
        refusal(client.call(send("nonsense")).await),
        "400 EMAIL_INVALID"
    );
    let tl::enums::account::SentEmailCode::Code(told) =
        client.call(send("bob@example.org")).await.unwrap();
    assert_eq!(
        (told.email_pattern.as_str(), told.length),
        ("b*b@example.org", 6)
    );
    assert_eq!(refusal(client.call(verify("1")).await), "400 CODE_INVALID");
    let verified = client.call(verify(&emailed(&sandbox))).await.unwrap();
    let tl::enums::account::EmailVerified::Login(verified) = verified else {
        panic!("{verified:?}");
    };
    let SentCode::Code(sent) = verified.sent_code else {
        panic!("no code");
    };
    assert!(matches!(sent.r#type, SentCodeType::EmailCode(_)));
    let code = emailed(&sandbox);
    let me = sign_in(&mut client, &sent.phone_code_hash, &code).await;
    assert!(user(me.unwrap()).is_self);
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_login_email_that_nobody_reads_is_done_without_after_a_week() {
    let sandbox = start(vec![with_email()]);
    let mut client = Client::connect(&sandbox, 2).await;
    let mut hash = client.send_code(PHONE).await.unwrap();
    let reset = |hash: &str| tl::functions::auth::ResetLoginEmail {
        phone_number: PHONE.to_owned(),
        phone_code_hash: hash.to_owned(),
    };
    let SentCode::Code(sent) = client.call(reset(&hash)).await.unwrap() else {
        panic!("no code");
    };
    let SentCodeType::EmailCode(kind) = sent.r#type else {
        panic!("no e-mail code");
    };
    assert!(kind.reset_pending_date.is_some());
    hash = sent.phone_code_hash;
    assert_eq!(
        refusal(client.call(reset(&hash)).await),
        "400 TASK_ALREADY_EXISTS"
    );
    sandbox.clock().advance(WEEK);
    hash = client.send_code(PHONE).await.unwrap();
    let SentCode::Code(sent) = client.call(reset(&hash)).await.unwrap() else {
        panic!("no code");
    };
    assert!(matches!(sent.r#type, SentCodeType::Sms(_)));
    let hash = sent.phone_code_hash;
    client.sign_in(PHONE, &hash, "22222").await.unwrap();
}

#[tokio::test]
async fn a_forgotten_password_is_recovered_by_email() {
    let sandbox = start(vec![NewAccount {
        recovery_email: Some("carol@example.org".to_owned()),
        ..guarded()
    }]);
    let mut client = Client::connect(&sandbox, 2).await;
    let hash = client.send_code(PHONE).await.unwrap();
    let needed = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(needed), "401 SESSION_PASSWORD_NEEDED");
    assert!(parameters(&mut client).await.has_recovery);
    let early = check(&mut client, "123456").await;
    assert_eq!(refusal(early), "400 PASSWORD_RECOVERY_EXPIRED");
    let ask = tl::functions::auth::RequestPasswordRecovery {};
    let tl::enums::auth::PasswordRecovery::Recovery(told) = client.call(ask).await.unwrap();
    assert_eq!(told.email_pattern, "c***l@example.org");
    let wrong = check(&mut client, "1").await;
    assert_eq!(refusal(wrong), "400 CODE_INVALID");
    assert!(check(&mut client, &emailed(&sandbox)).await.unwrap());
    let recover = tl::functions::auth::RecoverPassword {
        code: emailed(&sandbox),
        new_settings: None,
    };
    assert!(user(client.call(recover).await.unwrap()).is_self);
    assert!(!parameters(&mut client).await.has_password);
    let ask = tl::functions::auth::RequestPasswordRecovery {};
    assert_eq!(refusal(client.call(ask).await), "400 PASSWORD_EMPTY");
    no_violations(&sandbox);
}

#[tokio::test]
async fn without_a_recovery_email_there_is_no_recovery() {
    let sandbox = start(vec![guarded()]);
    let mut client = Client::connect(&sandbox, 2).await;
    let hash = client.send_code(PHONE).await.unwrap();
    let needed = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(needed), "401 SESSION_PASSWORD_NEEDED");
    let ask = tl::functions::auth::RequestPasswordRecovery {};
    let none = client.call(ask).await;
    assert_eq!(refusal(none), "400 PASSWORD_RECOVERY_NA");
    let asked = parameters(&mut client).await;
    prove(&mut client, asked, "correct horse").await.unwrap();
}

async fn check(client: &mut Client, code: &str) -> Result<bool, InvocationError> {
    let code = code.to_owned();
    client
        .call(tl::functions::auth::CheckRecoveryPassword { code })
        .await
}
