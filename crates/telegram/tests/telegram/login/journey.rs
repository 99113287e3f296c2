//! One sign-in on one sandbox, with a store in memory, for tests to play with.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64ct::{Base64UrlUnpadded, Encoding};
use grammers_tl_types as tl;
use secrecy::{ExposeSecret, SecretBox};
use signet_sandbox::{Config, NewAccount, Rules, Sandbox};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_telegram::login::{
    Cause, Failure, Finished, FutureToken, Input, InputKind, LoginFlow, PendingId, PendingLogin,
    Refused, SessionStore, Setup, Snapshot, Step, StoreFailure,
};
use signet_telegram::{Environment, Error, Link, Refusal, Road};

use crate::telegram::{PHONE, introduction, person, sign_in, unbroken};

pub const PASSWORD: &str = "correct horse";

/// A store in memory, which can be told to fail.
#[derive(Default)]
pub struct Memory {
    kept: Mutex<BTreeMap<[u8; 16], SecretBox<[u8]>>>,
    saved: Mutex<Vec<Saved>>,
    failing: Mutex<Vec<(Call, StoreFailure)>>,
    calls: Mutex<Vec<Call>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Keep,
    Forget,
    Save,
}

pub struct Saved {
    pub session: TelegramSession,
}

impl Memory {
    /// The next calls of this kind fail, one for each.
    pub fn fail(&self, call: Call, failure: StoreFailure) {
        self.failing.lock().unwrap().push((call, failure));
    }

    pub fn forms(&self) -> Vec<PendingLogin> {
        let kept = self.kept.lock().unwrap();
        let read = kept
            .values()
            .map(|bytes| PendingLogin::read(bytes).unwrap());
        read.collect()
    }

    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    pub fn saved(&self) -> Vec<Saved> {
        std::mem::take(&mut *self.saved.lock().unwrap())
    }

    fn called(&self, call: Call) -> Result<(), StoreFailure> {
        self.calls.lock().unwrap().push(call);
        let mut failing = self.failing.lock().unwrap();
        match failing.iter().position(|(failing, _)| *failing == call) {
            Some(at) => Err(failing.remove(at).1),
            None => Ok(()),
        }
    }
}

impl SessionStore for Memory {
    async fn keep(&self, pending: &PendingLogin) -> Result<(), StoreFailure> {
        self.called(Call::Keep)?;
        let bytes = pending.bytes();
        self.kept
            .lock()
            .unwrap()
            .insert(*pending.id().bytes(), bytes);
        Ok(())
    }

    async fn forget(&self, id: PendingId) -> Result<(), StoreFailure> {
        self.called(Call::Forget)?;
        self.kept.lock().unwrap().remove(id.bytes());
        Ok(())
    }

    async fn save(&self, finished: &Finished) -> Result<(), StoreFailure> {
        self.called(Call::Save)?;
        self.kept.lock().unwrap().remove(finished.pending.bytes());
        self.saved.lock().unwrap().push(Saved {
            session: copied(&finished.session),
        });
        Ok(())
    }
}

fn copied(session: &TelegramSession) -> TelegramSession {
    let key = Box::new(*session.key().expose_secret());
    TelegramSession::new(SessionParts {
        dc_id: session.dc_id(),
        address: session.address(),
        test: session.is_test(),
        key: AuthKey::new(SecretBox::new(key)).unwrap(),
        user_id: session.user_id(),
        api_id: session.api_id(),
        introduction: session.introduction().clone(),
    })
    .unwrap()
}

/// A sandbox, a store, and how to sign in there.
pub struct World {
    pub sandbox: Sandbox,
    pub store: Arc<Memory>,
    environment: String,
}

impl World {
    pub fn new() -> Self {
        Self::of(vec![person()])
    }

    pub fn of(accounts: Vec<NewAccount>) -> Self {
        Self::with(accounts, Rules::default(), 2)
    }

    pub fn with(accounts: Vec<NewAccount>, rules: Rules, home_dc: u8) -> Self {
        let sandbox = Sandbox::start(Config {
            accounts,
            rules,
            home_dc,
            ..Config::default()
        })
        .unwrap();
        let world = Self {
            environment: String::new(),
            sandbox,
            store: Arc::default(),
        };
        // Long enough for a machine that does other things too.
        world.impatient(4000)
    }

    /// Every answer is given up after so long.
    pub fn impatient(mut self, milliseconds: u64) -> Self {
        self.environment = format!(
            "{}rpc_timeout_ms = {milliseconds}\n",
            self.sandbox.environment()
        );
        self
    }

    /// Reaches the home DC there from now on.
    pub fn moved(mut self, to: SocketAddr) -> Self {
        let dcs = self.sandbox.dcs();
        let (_, home) = dcs.iter().find(|(id, _)| *id == 2).unwrap();
        self.environment = self.environment.replace(&home.to_string(), &to.to_string());
        self
    }

    pub fn road(&self) -> Road {
        let environment = Environment::custom(&self.environment).unwrap();
        Road::new(Arc::new(environment), None)
    }

    pub fn begin(&self) -> LoginFlow {
        self.begin_with(setup())
    }

    pub fn begin_with(&self, setup: Setup) -> LoginFlow {
        LoginFlow::begin(self.road(), setup, Arc::clone(&self.store)).unwrap()
    }

    pub fn resume(&self, pending: PendingLogin) -> LoginFlow {
        LoginFlow::resume(self.road(), setup(), Arc::clone(&self.store), pending).unwrap()
    }

    pub fn asked(&self, method: &str) -> u64 {
        self.sandbox
            .asked()
            .get(method)
            .copied()
            .unwrap_or_default()
    }

    /// How often clients asked for a code.
    pub fn codes(&self) -> u64 {
        self.asked("auth.sendCode")
    }

    /// Without the phone that scans.
    pub fn devices(&self) -> Vec<String> {
        let mut devices = self.sandbox.devices(PHONE).unwrap();
        devices.retain(|device| device != "Phone");
        devices
    }

    /// A phone that is signed in and can scan.
    pub async fn scanner(&self) -> Link {
        let introduction = introduction("Phone");
        let link = Link::open(&self.road(), 2, None, &introduction).await;
        let link = link.unwrap();
        sign_in(&link).await;
        link
    }

    /// Closes the flow; then there is nothing left of it, here or there.
    pub async fn nothing_is_left(&self, flow: LoginFlow) {
        assert!(flow.close().await, "not all could be ended");
        assert_eq!(self.devices(), Vec::<String>::new());
        assert_eq!(self.sandbox.counts().codes, 0, "a code is still good");
        assert_eq!(self.store.forms().len(), 0, "a form is still kept");
        unbroken(&self.sandbox);
    }

    pub fn is_done(&self, flow: &LoginFlow) {
        let snapshot = flow.snapshot();
        assert!(matches!(snapshot.step, Step::Done { .. }), "{snapshot:?}");
        unbroken(&self.sandbox);
    }

    /// The flow is done, and its session is saved, alone, and works.
    pub async fn is_signed_in(&self, flow: LoginFlow) {
        let snapshot = flow.snapshot();
        assert!(matches!(snapshot.step, Step::Done { .. }), "{snapshot:?}");
        assert!(flow.close().await);
        let saved = self.store.saved();
        assert_eq!(saved.len(), 1);
        assert_eq!(self.store.forms().len(), 0);
        assert_eq!(self.devices(), ["Signet"]);
        self.works(&saved[0].session).await;
        unbroken(&self.sandbox);
    }

    pub async fn works(&self, session: &TelegramSession) {
        let key = Box::new(*session.key().expose_secret());
        let key = AuthKey::new(SecretBox::new(key)).unwrap();
        let (road, dc) = (self.road(), session.dc_id());
        let link = Link::open(&road, dc, Some(key), session.introduction());
        let link = link.await.unwrap();
        let state = tl::functions::updates::GetState {};
        link.read(&state).await.unwrap();
    }
}

pub fn setup() -> Setup {
    Setup {
        introduction: Introduction::new("Signet", "Debian 12", "0.1.0", "de").unwrap(),
        future_tokens: Vec::new(),
        except: Vec::new(),
    }
}

pub fn setup_offering(token: Vec<u8>) -> Setup {
    Setup {
        future_tokens: vec![FutureToken::new(token)],
        ..setup()
    }
}

pub fn guarded() -> NewAccount {
    NewAccount {
        password: Some(PASSWORD.to_owned()),
        hint: Some("a horse".to_owned()),
        ..person()
    }
}

pub async fn submit(flow: &LoginFlow, input: Input) -> Snapshot {
    flow.submit(input).await.unwrap()
}

pub async fn phone(flow: &LoginFlow) -> Snapshot {
    submit(flow, Input::Phone("+999 66 2 1234".into())).await
}

pub async fn code(flow: &LoginFlow, code: &str) -> Snapshot {
    submit(flow, Input::Code(code.into())).await
}

pub async fn password(flow: &LoginFlow, password: &str) -> Snapshot {
    submit(flow, Input::Password(password.into())).await
}

pub async fn refused(flow: &LoginFlow, input: Input) -> Refused {
    flow.submit(input).await.unwrap_err()
}

/// Waits for a change that comes by itself.
pub async fn until(flow: &LoginFlow, wanted: impl Fn(&Snapshot) -> bool) -> Snapshot {
    let mut snapshots = flow.snapshots();
    let found = snapshots.wait_for(|snapshot| wanted(snapshot));
    let found = tokio::time::timeout(Duration::from_secs(20), found).await;
    match found {
        Ok(found) => found.unwrap().clone(),
        Err(_) => panic!("it stayed at {:?}", flow.snapshot()),
    }
}

/// What went wrong, as Telegram's word for it.
pub fn refusal(snapshot: &Snapshot) -> &Refusal {
    match &snapshot.failure {
        Some(Failure {
            cause: Cause::Telegram(Error::Refused { refusal, .. }),
            ..
        }) => refusal,
        other => panic!("not refused: {other:?} in {:?}", snapshot.step),
    }
}

/// The token that the code on the screen carries.
pub fn token(snapshot: &Snapshot) -> Vec<u8> {
    let Step::Qr {
        link: Some(link), ..
    } = &snapshot.step
    else {
        panic!("{snapshot:?}");
    };
    let token = link.expose_secret().strip_prefix("tg://login?token=");
    Base64UrlUnpadded::decode_vec(token.unwrap()).unwrap()
}

/// The phone scans and says yes.
pub async fn accept(phone: &Link, token: Vec<u8>) {
    let request = tl::functions::auth::AcceptLoginToken { token };
    phone.invoke(&request).await.unwrap();
}

pub fn shows_qr(snapshot: &Snapshot) -> bool {
    matches!(&snapshot.step, Step::Qr { link: Some(_), .. })
}

/// Something to do, and nothing that is waited for.
pub fn goes_on(snapshot: &Snapshot) {
    let onward = |kind: &InputKind| !matches!(kind, InputKind::Cancel | InputKind::Proxy);
    assert!(!snapshot.busy, "{snapshot:?}");
    assert!(snapshot.offers.iter().any(onward), "{snapshot:?}");
}

/// Waits for something at the sandbox.
pub async fn eventually(what: &str, happens: impl Fn() -> bool) {
    let begun = Instant::now();
    while !happens() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The environment with another RSA key in it.
pub fn with_key(environment: &str, modulus: &[u8; 256], exponent: u32) -> String {
    let [_, high, middle, low] = exponent.to_be_bytes();
    let der = [
        &[0x30, 0x82, 1, 10, 2, 0x82, 1, 1, 0][..],
        modulus,
        &[2, 3, high, middle, low],
    ]
    .concat();
    let body = base64ct::Base64::encode_string(&der);
    let begin = environment.find("pem = ").unwrap();
    let end = begin + environment[begin..].find("-----END").unwrap();
    let end = end + environment[end..].find('\n').unwrap();
    let pem = "RSA PUBLIC KEY-----";
    let line = format!("pem = \"-----BEGIN {pem}\\n{body}\\n-----END {pem}\\n\"");
    [&environment[..begin], &line, &environment[end..]].concat()
}
