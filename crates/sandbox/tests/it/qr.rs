//! Signing in by QR.

use std::time::Duration;

use grammers_mtsender::InvocationError;
use grammers_tl_types as tl;
use tl::enums::auth::LoginToken;

use crate::client::{API_HASH, API_ID, Client, no_violations, person, refusal, start, user};
use crate::password::{guarded, parameters, prove};

const PHONE: &str = "9996621234";

async fn export(client: &mut Client) -> Result<LoginToken, InvocationError> {
    export_except(client, Vec::new()).await
}

async fn export_except(
    client: &mut Client,
    except_ids: Vec<i64>,
) -> Result<LoginToken, InvocationError> {
    client
        .call(tl::functions::auth::ExportLoginToken {
            api_id: API_ID,
            api_hash: API_HASH.to_owned(),
            except_ids,
        })
        .await
}

async fn token(client: &mut Client) -> Vec<u8> {
    match export(client).await.unwrap() {
        LoginToken::Token(token) => token.token,
        other => panic!("{other:?}"),
    }
}

async fn accept(
    client: &mut Client,
    token: Vec<u8>,
) -> Result<tl::enums::Authorization, InvocationError> {
    client
        .call(tl::functions::auth::AcceptLoginToken { token })
        .await
}

#[tokio::test]
async fn an_accepted_token_signs_in_and_the_device_that_shows_it_is_told() {
    let sandbox = start(vec![person(PHONE)]);
    let mut home = Client::connect(&sandbox, 2).await;
    home.enter(PHONE).await;
    let mut new = Client::connect(&sandbox, 2).await;
    let token = token(&mut new).await;
    let tl::enums::Authorization::Authorization(accepted) =
        accept(&mut home, token.clone()).await.unwrap();
    assert_eq!(accepted.device_model, "Test");
    assert!(accepted.hash != 0 && !accepted.password_pending);
    let told = new.update().await;
    let tl::enums::Updates::UpdateShort(told) = told else {
        panic!("{told:?}");
    };
    assert_eq!(told.update, tl::enums::Update::LoginToken);
    let LoginToken::Success(success) = export(&mut new).await.unwrap() else {
        panic!("no success");
    };
    assert!(user(success.authorization).is_self);
    let again = accept(&mut home, token).await;
    assert_eq!(refusal(again), "400 AUTH_TOKEN_INVALIDX");
    assert_eq!(sandbox.devices(PHONE).unwrap().len(), 2);
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_token_lives_for_thirty_seconds() {
    let sandbox = start(vec![person(PHONE)]);
    let mut home = Client::connect(&sandbox, 2).await;
    home.enter(PHONE).await;
    let mut new = Client::connect(&sandbox, 2).await;
    let token = token(&mut new).await;
    sandbox.clock().advance(Duration::from_secs(30));
    let late = accept(&mut home, token).await;
    assert_eq!(refusal(late), "400 AUTH_TOKEN_EXPIRED");
    let unknown = accept(&mut home, vec![1; 32]).await;
    assert_eq!(refusal(unknown), "400 AUTH_TOKEN_INVALIDX");
}

#[tokio::test]
async fn with_a_password_the_token_leads_to_it() {
    let sandbox = start(vec![guarded()]);
    let mut home = Client::connect(&sandbox, 2).await;
    let hash = home.send_code(PHONE).await.unwrap();
    let needed = home.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(needed), "401 SESSION_PASSWORD_NEEDED");
    let asked = parameters(&mut home).await;
    prove(&mut home, asked, "correct horse").await.unwrap();

    let mut new = Client::connect(&sandbox, 2).await;
    let token = token(&mut new).await;
    let tl::enums::Authorization::Authorization(accepted) = accept(&mut home, token).await.unwrap();
    assert!(accepted.password_pending);
    assert_eq!(
        refusal(export(&mut new).await),
        "401 SESSION_PASSWORD_NEEDED"
    );
    let asked = parameters(&mut new).await;
    prove(&mut new, asked, "correct horse").await.unwrap();
    new.call(tl::functions::updates::GetState {}).await.unwrap();
}

#[tokio::test]
async fn a_token_of_another_dc_is_imported_on_the_home_dc() {
    let sandbox = start(vec![person(PHONE)]);
    let mut home = Client::connect(&sandbox, 2).await;
    home.enter(PHONE).await;
    let mut elsewhere = Client::connect(&sandbox, 1).await;
    let token = token(&mut elsewhere).await;
    accept(&mut home, token.clone()).await.unwrap();
    let again = accept(&mut home, token).await;
    assert_eq!(refusal(again), "400 AUTH_TOKEN_ALREADY_ACCEPTED");
    let LoginToken::MigrateTo(migrate) = export(&mut elsewhere).await.unwrap() else {
        panic!("no migration");
    };
    assert_eq!(migrate.dc_id, 2);
    let mut there = Client::connect(&sandbox, 2).await;
    let import = tl::functions::auth::ImportLoginToken {
        token: migrate.token,
    };
    let LoginToken::Success(success) = there.call(import).await.unwrap() else {
        panic!("no success");
    };
    assert!(user(success.authorization).is_self);
    no_violations(&sandbox);
}

#[tokio::test]
async fn an_account_that_the_device_has_cannot_accept() {
    let sandbox = start(vec![person(PHONE)]);
    let mut home = Client::connect(&sandbox, 2).await;
    let me = home.enter(PHONE).await;
    let mut new = Client::connect(&sandbox, 2).await;
    let LoginToken::Token(shown) = export_except(&mut new, vec![me.id]).await.unwrap() else {
        panic!("no token");
    };
    let accepted = accept(&mut home, shown.token).await;
    assert_eq!(refusal(accepted), "400 AUTH_TOKEN_EXCEPTION");
}

#[tokio::test]
async fn what_was_accepted_and_ended_cannot_be_imported() {
    let sandbox = start(vec![person(PHONE)]);
    let mut home = Client::connect(&sandbox, 2).await;
    home.enter(PHONE).await;
    sandbox
        .age_authorizations(PHONE, Duration::from_secs(86_400))
        .unwrap();
    let mut elsewhere = Client::connect(&sandbox, 1).await;
    let token = token(&mut elsewhere).await;
    let tl::enums::Authorization::Authorization(accepted) =
        accept(&mut home, token.clone()).await.unwrap();
    let end = tl::functions::account::ResetAuthorization {
        hash: accepted.hash,
    };
    assert!(home.call(end).await.unwrap());
    let mut there = Client::connect(&sandbox, 2).await;
    let import = tl::functions::auth::ImportLoginToken { token };
    assert_eq!(refusal(there.call(import).await), "400 AUTH_TOKEN_EXPIRED");
}
