//! What was planted as key, code, password, token or number is looked for in everything that is
//! logged and printed while somebody signs in and lets services in.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use base64ct::{Base64UrlUnpadded, Encoding};
use grammers_tl_types::functions::auth::AcceptLoginToken;
use secrecy::{ExposeSecret, SecretBox};
use signet_sandbox::{Config, Fault, NewAccount, Sandbox};
use signet_session::{AuthKey, TelegramSession};
use signet_telegram::{
    Client, Environment, FutureToken, Link, Proxy, Road,
    devices::log_out,
    login::{Input, LoginFlow, Setup, Snapshot, Step},
    mint::{Minted, Minter, Minting},
};
use signet_test_markers::Markers;
use signet_test_telegram::{Drawer, Ledger, PASSWORD, Relay, home_name, person, service_name};
use tracing_subscriber::{Layer, filter::filter_fn, fmt::MakeWriter, layer::SubscriberExt};

use crate::printed::Printed;

const PHONE: &str = "9996620401";
/// As it was typed, and must not be repeated either.
const TYPED: &str = "+999 66 2-0401";
const CODE: &str = "22222";
const WRONG_CODE: &str = "771093645218";
const WRONG_PASSWORD: &str = "incorrect zebra staple";
const API_HASH: &str = "5d1e07c2a9b84f36a2d0c7e815f3b96a";
const FUTURE: &[u8] = b"a future token that nobody gave";
const PROXY_WORD: &str = "proxy-word-90317";

/// Everything that is logged by anybody in this process, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Log {
    /// But for the sandbox, which is no part of the product and says who calls.
    fn start() -> Self {
        let log = Self::default();
        let ours = filter_fn(|metadata| !metadata.target().starts_with("signet_sandbox"));
        let lines = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(log.clone());
        let all = tracing_subscriber::registry().with(lines.with_filter(ours));
        tracing::subscriber::set_global_default(all).unwrap();
        log
    }

    fn bytes(&self) -> Vec<u8> {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.clone()
    }
}

/// A stretch of the key, wherever it is cut.
fn and_key(markers: Markers, session: &TelegramSession) -> Markers {
    let key = session.key().expose_secret();
    [0, 120, 240].into_iter().fold(markers, |markers, at| {
        markers.and("a key", &key[at..at + 16])
    })
}

fn setup(tokens: Vec<FutureToken>) -> Setup {
    Setup {
        introduction: home_name().unwrap(),
        future_tokens: tokens,
        except: Vec::new(),
    }
}

/// By phone, with everything mistyped first, and connections that break on the way.
async fn by_phone(
    sandbox: &Sandbox,
    relay: &Relay,
    road: &Road,
    printed: &mut Printed,
) -> TelegramSession {
    let drawer = Arc::new(Drawer::default());
    let begun = setup(vec![FutureToken::new(FUTURE.to_vec())]);
    printed.add(&begun);
    let flow = LoginFlow::begin(road.clone(), begun, Arc::clone(&drawer)).unwrap();
    printed.add(&flow);
    // The first answer is garbage, and nothing asks twice by itself.
    sandbox.script("auth.sendCode", 1, Fault::Garbage);
    for input in [
        Input::Phone(TYPED.into()),
        Input::Phone(TYPED.into()),
        Input::Code(WRONG_CODE.into()),
        Input::Code(CODE.into()),
        Input::Password(WRONG_PASSWORD.into()),
    ] {
        printed.add(&input);
        printed.add(&flow.submit(input).await.unwrap());
    }
    for form in drawer.forms().unwrap() {
        printed.add(&form);
    }
    relay.cut();
    sandbox.script("auth.checkPassword", 1, Fault::DropBefore);
    for _ in 0..3 {
        let shown = flow.submit(Input::Password(PASSWORD.into())).await;
        printed.add(&shown);
        if let Ok(Snapshot {
            step: Step::Done { .. },
            ..
        }) = shown
        {
            break;
        }
    }
    flow.close().await;
    let session = drawer.take().pop().unwrap();
    printed.add(&session);
    session
}

/// By QR, with the home session as the phone that scans; the token becomes a marker.
async fn by_qr(road: &Road, home: Link, printed: &mut Printed) -> (TelegramSession, Vec<u8>) {
    let drawer = Arc::new(Drawer::default());
    let flow = LoginFlow::begin(road.clone(), setup(vec![]), Arc::clone(&drawer)).unwrap();
    let shown = flow.submit(Input::UseQr).await.unwrap();
    printed.add(&shown);
    let Step::Qr {
        link: Some(link), ..
    } = &shown.step
    else {
        panic!("{shown:?}");
    };
    let token = link.expose_secret().rsplit('=').next().unwrap();
    let token = Base64UrlUnpadded::decode_vec(token).unwrap();
    let accept = AcceptLoginToken {
        token: token.clone(),
    };
    home.invoke(&accept).await.unwrap();
    home.close().await.unwrap();
    let mut snapshots = flow.snapshots();
    let asked = snapshots.wait_for(|shown| matches!(shown.step, Step::Password { .. }));
    printed.add(&*asked.await.unwrap());
    let shown = flow.submit(Input::Password(PASSWORD.into())).await.unwrap();
    printed.add(&shown);
    flow.close().await;
    (drawer.take().pop().unwrap(), token)
}

async fn minted(home: &Arc<Client>, service: &str, code: bool, printed: &mut Printed) -> Minted {
    let ledger = Arc::new(Ledger::default());
    let minter = Minter {
        home: Arc::clone(home),
        journal: Arc::clone(&ledger) as _,
        introduction: service_name(service).unwrap(),
    };
    let now = SystemTime::now();
    let minting = if code {
        let sent = minter.by_code(PHONE.into(), now).await.unwrap();
        let refused = sent.submit(&WRONG_CODE.into(), now).await.err().unwrap();
        printed.both(&refused.error);
        let again = refused.again.unwrap();
        again.submit(&CODE.into(), now).await.ok().unwrap()
    } else {
        minter.by_token(now).await.unwrap()
    };
    let Minting::PasswordNeeded(needed) = minting else {
        panic!("no password is asked for");
    };
    let refused = needed.submit(&WRONG_PASSWORD.into(), now).await;
    let refused = refused.err().unwrap();
    printed.both(&refused.error);
    let again = refused.again.unwrap();
    let minted = again.submit(&PASSWORD.into(), now).await.ok().unwrap();
    printed.add(&ledger.step());
    printed.add(&minted);
    minted
}

fn link_key(session: &TelegramSession) -> AuthKey {
    let key = SecretBox::new(Box::new(*session.key().expose_secret()));
    AuthKey::new(key).unwrap()
}

#[tokio::test]
async fn nothing_planted_is_logged_or_printed_in_any_form() {
    let log = Log::start();
    let mut printed = Printed::default();
    let sandbox = Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        accounts: vec![NewAccount {
            password: Some(PASSWORD.to_owned()),
            hint: Some("as always".to_owned()),
            portrait: Some(signet_sandbox::Portrait::Dawn),
            ..person(PHONE)
        }],
        ..Config::default()
    })
    .unwrap();
    let relay = Relay::before(&sandbox, 2).await.unwrap();
    let environment = relay.environment(&sandbox);
    let environment = Arc::new(Environment::custom(&environment).unwrap());
    let road = Road::new(Arc::clone(&environment), None);
    let proxy = format!("socks5://ada:{PROXY_WORD}@127.0.0.1:1");
    let nowhere = road.through(Some(Proxy::parse(&proxy.as_str().into()).unwrap()));
    printed.add(&environment);
    printed.add(&nowhere);
    let name = home_name().unwrap();
    let unreachable = Link::open(&nowhere, 2, None, &name).await.err().unwrap();
    printed.both(&unreachable);

    let session = by_phone(&sandbox, &relay, &road, &mut printed).await;
    let mut markers = and_key(Markers::new(), &session)
        .and("the number", PHONE)
        .and("the number as typed", TYPED)
        .and("a wrong code", WRONG_CODE)
        .and("a wrong password", WRONG_PASSWORD)
        .and("the password", PASSWORD)
        .and("the api_hash", API_HASH)
        .and("a future token", FUTURE)
        .and("the proxy's password", PROXY_WORD);
    let scanner = Link::open(&road, 2, Some(link_key(&session)), &name).await;
    let (other, token) = by_qr(&road, scanner.unwrap(), &mut printed).await;
    markers = and_key(markers, &other).and("a login token", token);

    let home = Arc::new(Client::from_session(&road, session).await.unwrap());
    sandbox.script("users.getUsers", 1, Fault::DropBefore);
    printed.add(&home.check().await);
    sandbox.script("users.getUsers", 1, Fault::Garbage);
    printed.both(&home.check().await.err().unwrap());
    printed.add(&*home.standing().borrow());
    let account = home.account().await.unwrap();
    printed.add(&account);
    printed.add(&account.phone.as_ref().map(signet_telegram::Phone::masked));
    printed.add(
        &home
            .photo(account.photo.unwrap())
            .await
            .map(|photo| photo.is_some()),
    );
    let first = minted(&home, "Atlas", false, &mut printed).await;
    let second = minted(&home, "Borealis", true, &mut printed).await;
    let devices = home.devices().await.unwrap();
    printed.add(&devices);
    printed.add(&home.end(first.hash).await);
    for session in [other, first.session, second.session] {
        markers = and_key(markers, &session);
        let left = log_out(&road, session).await.unwrap().unwrap();
        printed.add(&left);
        markers = markers.and("a token of a sign-out", left.expose_secret());
    }
    printed.every_error();

    let (log_bytes, shown) = (log.bytes(), printed.into_bytes());
    let told = |found: Vec<signet_test_markers::Sighting>| {
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(markers.in_bytes("the log", &log_bytes)), [""; 0]);
    assert_eq!(told(markers.in_bytes("what is printed", &shown)), [""; 0]);
    // Too short for a marker, and in nothing that is logged or printed by chance.
    for bytes in [&log_bytes, &shown] {
        assert!(!String::from_utf8_lossy(bytes).contains(CODE), "the code");
    }
    let lines = String::from_utf8_lossy(&log_bytes);
    println!(
        "{} lines, {} bytes logged; {} bytes printed; {} markers in {} forms",
        lines.lines().count(),
        log_bytes.len(),
        shown.len(),
        markers.iter().count(),
        markers
            .iter()
            .map(|marker| marker.forms().count())
            .sum::<usize>(),
    );
    assert!(lines.contains("signet_telegram"), "nothing was logged");
    assert!(shown.len() > 10_000, "little was printed");
    would_have_been_seen(&markers, &log);
    assert_eq!(sandbox.violations(), []);
}

/// Each marker, planted in each form, is found: as text in the log, as bytes in what is printed.
fn would_have_been_seen(markers: &Markers, log: &Log) {
    let sink = |bytes: &[u8]| match str::from_utf8(bytes) {
        Ok(text) if !text.contains(char::is_control) => {
            let before = log.bytes().len();
            tracing::trace!(text = %text, "planted");
            log.bytes().split_off(before)
        }
        Ok(_) | Err(_) => bytes.to_vec(),
    };
    let blind = markers.blind(sink);
    let blind: Vec<_> = blind.iter().map(ToString::to_string).collect();
    assert_eq!(blind, [""; 0]);
}
