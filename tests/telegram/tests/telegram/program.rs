//! Signet as a program that is started, does something and ends or is killed: what it keeps
//! outlives it, everything else dies with its runtime.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use base64ct::{Base64UrlUnpadded, Encoding};
use grammers_tl_types::functions::auth::AcceptLoginToken;
use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Introduction, TelegramSession};
use signet_telegram::{
    Client, DeviceHash, Link, Road,
    devices::log_out,
    login::{Input, InputKind, LoginFlow, Setup, Snapshot, Step},
    mint::{MintStep, Recovered, recover},
};
use signet_test_telegram::{Chance, Drawer, Ledger, PASSWORD, Way, code_of, mint};

/// What a person may do before they leave a sign-in alone.
const INPUTS: u32 = 8;

/// What is durable, and what is known of the sequence so far.
pub struct Vault {
    pub drawer: Arc<Drawer>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    mints: Vec<Mint>,
    /// By which home ends them, by name.
    hashes: BTreeMap<String, DeviceHash>,
    /// Names of those that somebody has tried to end.
    ended: BTreeSet<String>,
    /// How many codes people have asked for.
    codes: u64,
    names: u32,
    story: Vec<String>,
}

#[derive(Clone)]
struct Mint {
    name: String,
    ledger: Arc<Ledger>,
    user_id: i64,
}

impl Vault {
    pub fn new() -> Self {
        Self {
            drawer: Arc::default(),
            known: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn tell(&self, what: impl Into<String>) {
        self.known().story.push(what.into());
    }

    pub fn story(&self) -> Vec<String> {
        self.known().story.clone()
    }

    pub fn codes(&self) -> u64 {
        self.known().codes
    }

    pub fn was_ended(&self, name: &str) -> bool {
        self.known().ended.contains(name)
    }

    /// Whether all is finished or undone.
    pub fn is_settled(&self) -> bool {
        self.known().mints.is_empty() && self.drawer.forms().unwrap().is_empty()
    }

    fn named(&self, what: &str) -> Introduction {
        let mut known = self.known();
        known.names += 1;
        let name = format!("{what} {}", known.names);
        Introduction::new(&name, "Debian 12", "Signet 0.1.0", "en").unwrap()
    }
}

fn name(session: &TelegramSession) -> String {
    session.introduction().device_model().to_owned()
}

fn is_home(session: &TelegramSession) -> bool {
    name(session).starts_with("desk")
}

/// One run of the program, for one person.
pub struct Program<'p> {
    pub road: &'p Road,
    pub vault: &'p Vault,
    pub phone: &'p str,
    pub chance: &'p mut Chance,
}

impl Program<'_> {
    /// Something that a person does, chosen by chance.
    pub async fn something(&mut self) {
        if !self.vault.drawer.forms().unwrap().is_empty() && self.chance.below(2) == 0 {
            return self.resume().await;
        }
        match self.chance.below(10) {
            0..=4 => self.sign_in().await,
            5..=7 => self.mint().await,
            8 => self.log_out().await,
            _ => self.end().await,
        }
    }

    fn pick(&mut self, which: impl Fn(&TelegramSession) -> bool) -> Option<TelegramSession> {
        let mut all = self.vault.drawer.sessions();
        all.retain(which);
        let at = self.chance.below(all.len().max(1) as u64);
        (!all.is_empty()).then(|| all.swap_remove(at as usize))
    }

    async fn sign_in(&mut self) {
        let introduction = self.vault.named("desk");
        self.vault
            .tell(format!("sign in as {}", introduction.device_model()));
        let setup = Setup {
            introduction,
            future_tokens: Vec::new(),
            except: Vec::new(),
        };
        let drawer = Arc::clone(&self.vault.drawer);
        let flow = LoginFlow::begin(self.road.clone(), setup, drawer).unwrap();
        self.attend(flow).await;
    }

    /// Takes up a sign-in that was kept, or ends it.
    async fn resume(&mut self) {
        let Some(form) = self.vault.drawer.forms().unwrap().pop() else {
            return;
        };
        let drawer = Arc::clone(&self.vault.drawer);
        if self.chance.below(2) == 0 {
            let ended = LoginFlow::end(self.road, drawer, form).await;
            self.vault.tell(format!("end a kept sign-in: {ended:?}"));
            return;
        }
        self.vault.tell("resume a kept sign-in");
        let setup = Setup {
            introduction: self.vault.named("never said"),
            future_tokens: Vec::new(),
            except: Vec::new(),
        };
        let flow = LoginFlow::resume(self.road.clone(), setup, drawer, form).unwrap();
        let mut snapshots = flow.snapshots();
        let rest = snapshots.wait_for(|shown| !shown.busy);
        let _ = tokio::time::timeout(Duration::from_secs(3), rest).await;
        self.attend(flow).await;
    }

    /// Types this and that, and leaves in one way or another.
    async fn attend(&mut self, flow: LoginFlow) {
        for _ in 0..INPUTS {
            let shown = flow.snapshot();
            if let Step::Done { .. } | Step::Over = shown.step {
                break;
            }
            if self.chance.below(12) == 0 {
                break;
            }
            let Some(input) = self.input(&shown).await else {
                break;
            };
            let kind = input.kind();
            let asks = [InputKind::Phone, InputKind::Resend, InputKind::NewCode];
            if asks.contains(&kind) {
                self.vault.known().codes += 1;
            }
            let answer = flow.submit(input).await;
            let now = match &answer {
                Ok(shown) => format!("{:?} {:?}", shown.step, shown.failure),
                Err(refused) => format!("{refused:?}"),
            };
            self.vault.tell(format!("{kind:?}: {now}"));
        }
        match self.chance.below(4) {
            0 => {
                self.vault.tell("suspend");
                flow.suspend().await;
            }
            1 => {
                self.vault.tell("drop");
                drop(flow);
                tokio::time::sleep(Duration::from_millis(self.chance.below(300))).await;
            }
            _ => {
                let clean = flow.close().await;
                self.vault.tell(format!("close: {clean}"));
            }
        }
    }

    /// What is typed now; mostly the right thing.
    async fn input(&mut self, shown: &Snapshot) -> Option<Input> {
        let dice = self.chance.below(10);
        let input = match (&shown.step, dice) {
            (Step::Done { .. } | Step::Over, _) => return None,
            (_, 0) => Input::Cancel,
            (_, 1) => Input::UsePhone,
            (Step::Phone, 2) => Input::UseQr,
            (Step::Phone, _) => Input::Phone(format!("+{}", self.phone).into()),
            (Step::Code { .. }, 2) => Input::Code("55555".into()),
            (Step::Code { .. }, 3) => Input::Resend,
            (Step::Code { alive: false, .. }, _) => Input::NewCode,
            (Step::Code { .. }, _) => Input::Code(code_of(self.phone).into()),
            (Step::Password { .. }, 2) => Input::Password("not this".into()),
            (Step::Password { .. }, _) => Input::Password(PASSWORD.into()),
            (
                Step::Qr {
                    link: Some(link), ..
                },
                _,
            ) => {
                let token = link.expose_secret().rsplit('=').next()?;
                let token = Base64UrlUnpadded::decode_vec(token).ok()?;
                self.scan(token).await;
                tokio::time::sleep(Duration::from_millis(150)).await;
                Input::Retry
            }
            (Step::Qr { link: None, .. }, _) => Input::Retry,
            (
                Step::EmailSetup { .. }
                | Step::EmailCode { .. }
                | Step::Recovery { .. }
                | Step::DeadEnd(_),
                _,
            ) => Input::Retry,
        };
        Some(input)
    }

    /// A session that is here plays the phone.
    async fn scan(&mut self, token: Vec<u8>) {
        let Some(session) = self.pick(is_home) else {
            return;
        };
        let (dc, name) = (session.dc_id(), session.introduction().clone());
        let key = SecretBox::new(Box::new(*session.key().expose_secret()));
        let key = AuthKey::new(key).unwrap();
        let link = Link::open(self.road, dc, Some(key), &name).await.unwrap();
        let accepted = link.invoke(&AcceptLoginToken { token }).await;
        let accepted = accepted.map(drop);
        self.vault.tell(format!("scanned: {accepted:?}"));
    }

    /// Lets a service in. The program may stop at a line of the journal.
    async fn mint(&mut self) {
        let Some(session) = self.pick(is_home) else {
            return self.sign_in().await;
        };
        let ledger = match self.chance.below(2) {
            0 => Ledger::default(),
            _ => Ledger::stops_at(self.chance.below(6), self.chance.below(2) == 0),
        };
        let ledger = Arc::new(ledger);
        let way = self.chance.one_of([Way::Token, Way::Token, Way::Code]);
        let service = self.vault.named("service");
        let service = service.device_model();
        let minted_name = format!("{service} via Signet");
        let mint_kept = Mint {
            name: minted_name.clone(),
            ledger: Arc::clone(&ledger),
            user_id: session.user_id(),
        };
        {
            let mut known = self.vault.known();
            known.mints.push(mint_kept);
            known.codes += u64::from(way == Way::Code);
            known.story.push(format!(
                "mint {minted_name} by {way:?} for {}",
                name(&session)
            ));
        }
        let home = Client::from_session(self.road, session).await.unwrap();
        let home = Arc::new(home);
        let journal = Arc::clone(&ledger) as _;
        let minting = mint(&home, journal, service, self.phone, way);
        tokio::select! {
            minted = minting => match minted {
                Ok(minted) => self.minted(&minted_name, minted),
                Err(error) => self.vault.tell(format!("not minted: {error:?}")),
            },
            () = ledger.stopped() => self.vault.tell(format!("stopped at {:?}", ledger.step())),
        }
    }

    fn minted(&self, name: &str, minted: signet_telegram::mint::Minted) {
        self.vault.tell(format!("minted {name}"));
        let mut known = self.vault.known();
        known.mints.retain(|mint| mint.name != name);
        known.hashes.insert(name.to_owned(), minted.hash);
        self.vault.drawer.put(minted.session);
    }

    /// Signs a session out by itself.
    async fn log_out(&mut self) {
        let Some(session) = self.pick(|_| true) else {
            return;
        };
        let name = name(&session);
        self.vault.known().ended.insert(name.clone());
        let left = log_out(self.road, session).await;
        self.vault.tell(format!("log out {name}: {left:?}"));
        if left.is_ok() {
            self.vault.drawer.remove(&name);
        }
    }

    /// Ends a minted session from home.
    async fn end(&mut self) {
        let Some((home, minted)) = self.pick(is_home).zip(self.pick(|one| !is_home(one))) else {
            return;
        };
        let name = name(&minted);
        let Some(hash) = self.vault.known().hashes.get(&name).copied() else {
            return;
        };
        self.vault.known().ended.insert(name.clone());
        let home = Client::from_session(self.road, home).await.unwrap();
        let ended = home.end(hash).await;
        self.vault.tell(format!("end {name}: {ended:?}"));
    }

    /// What a start does first: each mint that was under way is finished or undone, each sign-in
    /// that is only good to be ended is ended.
    pub async fn clean_up(&mut self, everything: bool) {
        let mints = self.vault.known().mints.clone();
        for mint in mints {
            mint.ledger.restart();
            self.recover(mint).await;
        }
        if everything {
            for form in self.vault.drawer.forms().unwrap() {
                let drawer = Arc::clone(&self.vault.drawer);
                let ended = LoginFlow::end(self.road, drawer, form).await;
                self.vault.tell(format!("clean up a sign-in: {ended:?}"));
            }
        }
    }

    async fn recover(&mut self, mint: Mint) {
        let mut now = SystemTime::now();
        for _ in 0..4 {
            let forget = |name: &str| self.vault.known().mints.retain(|mint| mint.name != name);
            let Some(interrupted) = mint.ledger.interrupted(mint.user_id) else {
                return forget(&mint.name);
            };
            if interrupted.step == MintStep::Undone {
                return forget(&mint.name);
            }
            let home = match self.pick(is_home) {
                Some(session) => Some(Client::from_session(self.road, session).await.unwrap()),
                None => None,
            };
            let journal = &*mint.ledger;
            let recovered = recover(self.road, home.as_ref(), interrupted, journal, now).await;
            self.vault
                .tell(format!("recover {}: {recovered:?}", mint.name));
            match recovered {
                Ok(Recovered::Finished(minted)) => return self.minted(&mint.name, minted),
                Ok(Recovered::Undone) => return forget(&mint.name),
                Ok(Recovered::Again(then)) => {
                    // What is on its way arrives meanwhile.
                    tokio::time::sleep(Duration::from_millis(1200)).await;
                    now = then;
                }
                Err(_) => return,
            }
        }
    }
}
