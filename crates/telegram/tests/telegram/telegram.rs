//! A local Telegram for one test, with a person on it.

use std::{fmt::Debug, sync::Arc, time::Duration};

use grammers_tl_types as tl;
use signet_sandbox::{Config, Fault, NewAccount, Sandbox};
use signet_session::{Introduction, TelegramSession};
use signet_telegram::{Client, Environment, Error, Link, Road};

use crate::chance;

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

/// The way there; answers are waited for two seconds, so that tests of silence are short.
pub fn road(sandbox: &Sandbox) -> Road {
    road_of(sandbox.environment())
}

pub fn road_of(environment: &str) -> Road {
    let text = format!("{environment}rpc_timeout_ms = 2000\n");
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

/// A session of the person, in use by nobody.
pub async fn session(sandbox: &Sandbox) -> TelegramSession {
    let link = open(sandbox).await;
    let user_id = sign_in(&link).await;
    link.close().await.unwrap().into_session(user_id).unwrap()
}

/// The person's home, old enough to end others.
pub async fn home(sandbox: &Sandbox) -> Arc<Client> {
    let client = young_home(sandbox).await;
    sandbox
        .age_authorizations(PHONE, Duration::from_secs(2 * 86_400))
        .unwrap();
    client
}

pub async fn young_home(sandbox: &Sandbox) -> Arc<Client> {
    let session = session(sandbox).await;
    Arc::new(Client::from_session(&road(sandbox), session).await.unwrap())
}

/// Everything that may go wrong with one call.
pub fn faults() -> Vec<Fault> {
    let error = |code, message: &str| Fault::Error {
        code,
        message: message.to_owned(),
    };
    vec![
        Fault::DropBefore,
        Fault::DropAfter,
        Fault::Delay { milliseconds: 4400 },
        Fault::Garbage,
        error(420, "FLOOD_WAIT_30"),
        error(500, "AUTH_RESTART"),
        Fault::Refuse { code: -404 },
        Fault::Refuse { code: -429 },
    ]
}

/// Runs some of these cases that chance chooses, or all when everything is to be tried. They wait
/// more than they work, so several run at once.
pub async fn some_of<C: Debug + Clone, F: Future<Output = ()> + Send + 'static>(
    cases: Vec<C>,
    most: usize,
    run: impl Fn(C) -> F,
) {
    let cases = chance::slice(cases.into_iter(), most);
    for several in cases.chunks(4) {
        let started: Vec<_> = several
            .iter()
            .map(|case| (case, tokio::spawn(run(case.clone()))))
            .collect();
        for (case, running) in started {
            assert!(running.await.is_ok(), "{case:?}");
        }
    }
}

/// What hits a call after so many good ones.
pub fn script(sandbox: &Sandbox, method: &str, good: u32, times: u32, fault: Fault) {
    sandbox.script(method, good, Fault::Delay { milliseconds: 0 });
    sandbox.script(method, times, fault);
}
