//! Seal and open against the bare hpke crate: prints one JSON row for each suite.
//!
//! `cargo run --release -p signet-seal --example bench`. Both sides take turns in one run and do
//! the same encryption under the same `info`. Ours also writes and reads the session, its JSON
//! and its base64; the device's signature, which bare HPKE has no word for, is on both sides.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

use std::{
    error::Error,
    process::ExitCode,
    sync::Mutex,
    task::{Context, Poll, Waker},
    time::Instant,
};

use ed25519_dalek::{Signer as _, SigningKey as Ed25519};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS,
    aead::AesGcm256,
    kdf::HkdfSha256,
    kem::{X25519HkdfSha256, XWing},
    rand_core::{TryCryptoRng, TryRng},
    single_shot_open, single_shot_seal_with_rng,
};
use secrecy::SecretBox;
use serde_json::json;
use signet_contract::ids::{GrantId, ServiceId};
use signet_seal::{
    Card, CardDraft, Device, Expected, Identity, Sealing, SealingKey, Signer, SigningKey, Suite,
};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_trail::{
    Actor, Circumstance, Draft, Head, Line, Recorded, Seal, Text, Timestamp, Trail, TrailKey,
    TrailStore,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

const ROUNDS: usize = 41;
const EACH: usize = 50;
const NOW: u64 = 1_795_000_000;
const SEED: [u8; 32] = [0x44; 32];
/// The share of bare speed that must be left.
const BUDGET: f64 = 0.9;

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Outcome<()> {
    for suite in Suite::ALL {
        let (ours, bare) = match suite {
            Suite::XWing => compare::<XWing>(suite)?,
            Suite::X25519 => compare::<X25519HkdfSha256>(suite)?,
        };
        let ratio = bare / ours;
        println!(
            "{}",
            json!({
                "what": format!("seal and open, {}", suite.name()),
                "unit": "µs",
                "signet": ours,
                "against": "the bare hpke crate and a signature",
                "bare": bare,
                "ratio": ratio,
                "atLeast": BUDGET,
                "holds": ratio >= BUDGET,
            })
        );
    }
    Ok(())
}

/// The middle time of one sealing and opening, ours and bare, in microseconds.
fn compare<K: Kem>(suite: Suite) -> Outcome<(f64, f64)> {
    let ours = Ours::new(suite)?;
    let bare = Bare::<K>::new(&ours)?;
    let (mut our_times, mut bare_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let lines = (0..EACH)
            .map(|_| ours.line())
            .collect::<Outcome<Vec<_>>>()?;
        let start = Instant::now();
        for line in lines {
            ours.once(line)?;
        }
        our_times.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        for _ in 0..EACH {
            bare.once()?;
        }
        bare_times.push(start.elapsed().as_secs_f64());
    }
    let middle = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        let time = times.get(ROUNDS / 2).copied().unwrap_or(f64::NAN);
        time / EACH as f64 * 1e6
    };
    Ok((middle(our_times), middle(bare_times)))
}

struct Ours {
    card: Card,
    key: SealingKey,
    device: SigningKey<Device>,
    session: TelegramSession,
    grant: GrantId,
    trail: Trail<Memory>,
}

impl Ours {
    fn new(suite: Suite) -> Outcome<Self> {
        let identity = SigningKey::<Identity>::from_seed(&[0x22; 32]);
        let key = SealingKey::from_seed(suite, "bench", &SEED)?;
        let service = ServiceId::now();
        let draft = CardDraft {
            platform: String::new(),
            service_id: service,
            name: "Bench".to_owned(),
            purpose: "Measures".to_owned(),
            contact: String::new(),
            scopes: vec!["messages:read".to_owned()],
            redirect_uris: Vec::new(),
            identity_key: identity.verifying_key(),
            key: key.stated_by(&identity, service, NOW + 100),
            not_before: NOW,
            not_after: NOW + 100,
        };
        let token = draft.sign_by_service(&identity)?;
        let secret = SecretBox::new(Box::new([7; 32]));
        Ok(Self {
            card: Card::read(&token, Signer::Service, NOW)?,
            key,
            device: SigningKey::from_seed(&[0x33; 32]),
            session: session()?,
            grant: GrantId::now(),
            trail: Trail::new(Memory::default(), TrailKey::new(secret)),
        })
    }

    fn sealing(&self) -> Sealing<'_> {
        Sealing {
            environment: "production",
            card: &self.card,
            grant: self.grant,
            user: "",
            scopes: self.card.scopes(),
            issued_at: NOW,
            expires_at: NOW + 100,
        }
    }

    fn once(&self, line: Recorded<Seal>) -> Outcome<()> {
        let json = self
            .sealing()
            .seal(line, &self.session, &self.device)?
            .to_json();
        let expected = Expected {
            environment: "production",
            platform: "",
            service: self.card.service(),
            user: "",
            grant: self.grant,
            device: None,
            now: NOW,
        };
        self.key.open(json.as_bytes(), &expected)?;
        Ok(())
    }

    fn line(&self) -> Outcome<Recorded<Seal>> {
        let circumstance = Circumstance {
            at: Timestamp::from_unix_millis(0),
            actor: Actor::Person(Text::none()),
            subject: format!("grant:{}", self.grant).parse()?,
            reference: Text::none(),
        };
        let mut future = Box::pin(self.trail.record::<Seal>(circumstance));
        match future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(line) => Ok(line?),
            Poll::Pending => Err("memory waits for nothing".into()),
        }
    }
}

struct Bare<K: Kem> {
    public: K::PublicKey,
    secret: K::PrivateKey,
    info: Vec<u8>,
    plaintext: Vec<u8>,
    device: Ed25519,
}

impl<K: Kem> Bare<K> {
    fn new(ours: &Ours) -> Outcome<Self> {
        let secret = K::PrivateKey::from_bytes(&SEED).map_err(|error| error.to_string())?;
        let line = ours.line()?;
        let envelope = ours.sealing().seal(line, &ours.session, &ours.device)?;
        Ok(Self {
            public: K::sk_to_pk(&secret),
            secret,
            info: envelope.info(),
            plaintext: vec![7; 512],
            device: Ed25519::from_bytes(&[0x33; 32]),
        })
    }

    fn once(&self) -> Outcome<()> {
        let said = |error: hpke::HpkeError| error.to_string();
        let (enc, sealed) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, K>(
            &OpModeS::Base,
            &self.public,
            &self.info,
            &self.plaintext,
            b"",
            &mut System,
        )
        .map_err(said)?;
        let signature = self.device.sign(&sealed);
        self.device
            .verifying_key()
            .verify_strict(&sealed, &signature)?;
        single_shot_open::<AesGcm256, HkdfSha256, K>(
            &OpModeR::Base,
            &self.secret,
            &enc,
            &self.info,
            &sealed,
            b"",
        )
        .map_err(said)?;
        Ok(())
    }
}

/// The system's generator. A bench may fail when it does.
struct System;

impl TryRng for System {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(getrandom::u32().unwrap_or_default())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(getrandom::u64().unwrap_or_default())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        let _ = getrandom::fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for System {}

fn session() -> Outcome<TelegramSession> {
    Ok(TelegramSession::new(SessionParts {
        dc_id: 2,
        address: "149.154.167.51:443".parse()?,
        test: false,
        key: AuthKey::new(SecretBox::new(Box::new([9; 256])))?,
        user_id: 5_000_000_123,
        api_id: 4242,
        introduction: Introduction::new("Bench via Signet", "Debian 12", "0.1.0", "en")?,
    })?)
}

#[derive(Default)]
struct Memory(Mutex<Option<Head>>);

impl TrailStore for Memory {
    type Error = signet_trail::Error;

    async fn append(&self, draft: Draft) -> Result<Line, Self::Error> {
        let mut last = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let line = draft.follow(last.as_ref())?;
        *last = Some(*line.head());
        Ok(line)
    }

    async fn publish(&self, _: &Head) -> Result<(), Self::Error> {
        Ok(())
    }
}
