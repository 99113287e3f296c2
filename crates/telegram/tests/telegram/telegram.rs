//! A local Telegram for one test, with a person on it.

use std::sync::Arc;

use grammers_tl_types as tl;
use signet_sandbox::{Config, NewAccount, Sandbox};
use signet_session::Introduction;
use signet_telegram::{Environment, Error, Link, Road};

/// Lives on DC 2; its code is 22222.
pub const PHONE: &str = "9996621234";
pub const CODE: &str = "22222";

pub fn person() -> NewAccount {
    NewAccount {
        phone: PHONE.to_owned(),
        first_name: "Ada".to_owned(),
        ..NewAccount::default()
    }
}

pub fn start() -> Sandbox {
    start_with(person())
}

pub fn start_with(account: NewAccount) -> Sandbox {
    Sandbox::start(Config {
        accounts: vec![account],
        ..Config::default()
    })
    .unwrap()
}

/// The way there; answers are waited for a second, so that tests of silence are short.
pub fn road(sandbox: &Sandbox) -> Road {
    road_of(sandbox.environment())
}

pub fn road_of(environment: &str) -> Road {
    let text = format!("{environment}rpc_timeout_ms = 1000\n");
    Road::new(Arc::new(Environment::custom(&text).unwrap()), None)
}

pub fn introduction(device_model: &str) -> Introduction {
    Introduction::new(device_model, "Debian 12", "0.1.0", "en").unwrap()
}

pub async fn open(sandbox: &Sandbox) -> Link {
    Link::open(&road(sandbox), 2, None, &introduction("Signet"))
        .await
        .unwrap()
}

pub fn unbroken(sandbox: &Sandbox) {
    assert_eq!(sandbox.violations(), []);
}

pub async fn send_code(link: &Link) -> Result<String, Error> {
    let api = link.road().environment().api().unwrap();
    let request = tl::functions::auth::SendCode {
        phone_number: PHONE.to_owned(),
        api_id: api.id(),
        api_hash: secrecy::ExposeSecret::expose_secret(api.hash()).to_owned(),
        settings: tl::types::CodeSettings {
            allow_flashcall: false,
            current_number: false,
            allow_app_hash: false,
            allow_missed_call: false,
            allow_firebase: false,
            unknown_number: false,
            logout_tokens: None,
            token: None,
            app_sandbox: None,
        }
        .into(),
    };
    match link.invoke(&request).await? {
        tl::enums::auth::SentCode::Code(sent) => Ok(sent.phone_code_hash),
        other => panic!("{other:?}"),
    }
}

pub async fn sign_in(link: &Link) -> i64 {
    let hash = send_code(link).await.unwrap();
    let request = tl::functions::auth::SignIn {
        phone_number: PHONE.to_owned(),
        phone_code_hash: hash,
        phone_code: Some(CODE.to_owned()),
        email_verification: None,
    };
    match link.invoke(&request).await.unwrap() {
        tl::enums::auth::Authorization::Authorization(answer) => answer.user.id(),
        other => panic!("{other:?}"),
    }
}
