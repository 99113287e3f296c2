//! Keys, cards and sessions for the tests, and clients with little patience.

use std::{sync::Arc, task::Waker, time::Duration};

use secrecy::{SecretBox, SecretString};
use signet_contract::ids::{GrantId, ServiceId};
use signet_platform_client::{
    Backoff, Consumer, ConsumerSettings, Patience, PlatformAddress, Reach, SystemClock,
};
use signet_seal::{
    Card, CardDraft, Device, Envelope, Identity, Platform, Sealing, SealingKey, Signer, SigningKey,
    Suite,
};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_trail::{
    Action, Actor, Circumstance, Draft, Head, Line, Recorded, Text, Timestamp, Trail, TrailKey,
    TrailStore,
};

pub const ENVIRONMENT: &str = "local";
pub const USER: &str = "usr_8F21";

pub fn platform() -> SigningKey<Platform> {
    SigningKey::from_seed(&[0x11; 32])
}

pub fn identity() -> SigningKey<Identity> {
    SigningKey::from_seed(&[0x22; 32])
}

pub fn device() -> SigningKey<Device> {
    SigningKey::from_seed(&[0x33; 32])
}

pub fn sealing_key() -> SealingKey {
    SealingKey::from_seed(Suite::X25519, "one", &[0x44; 32]).unwrap()
}

pub fn service() -> ServiceId {
    "0199c0de-5e41-7000-8000-000000000001".parse().unwrap()
}

pub fn grant() -> GrantId {
    "0199c0de-9ca7-7000-8000-000000000002".parse().unwrap()
}

pub fn now() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

/// A card of the platform at this origin.
pub fn card(origin: &str) -> String {
    let draft = CardDraft {
        platform: origin.to_owned(),
        service_id: service(),
        name: "Atlas Archive".to_owned(),
        purpose: "Keeps a searchable copy of your own channels".to_owned(),
        contact: String::new(),
        scopes: vec!["messages:read".to_owned()],
        redirect_uris: vec!["https://atlas.example/linked".to_owned()],
        identity_key: identity().verifying_key(),
        key: sealing_key().stated_by(&identity(), service(), now() + 1000),
        not_before: now() - 1000,
        not_after: now() + 1000,
    };
    draft.sign_by_platform(&platform()).unwrap()
}

/// What the device seals for the platform at this origin.
pub fn envelope(origin: &str) -> Envelope {
    let signer = Signer::Platform {
        origin,
        key: &platform().verifying_key(),
    };
    let card = Card::read(&card(origin), signer, now()).unwrap();
    let sealing = Sealing {
        environment: ENVIRONMENT,
        card: &card,
        grant: grant(),
        user: USER,
        scopes: card.scopes(),
        issued_at: now(),
        expires_at: now() + 500,
    };
    let line = recorded(&format!("grant:{}", grant()));
    sealing.seal(line, &session(), &device()).unwrap()
}

pub fn session() -> TelegramSession {
    let key = AuthKey::new(SecretBox::new(Box::new([9; 256]))).unwrap();
    let introduction = Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en");
    TelegramSession::new(SessionParts {
        dc_id: 2,
        address: "149.154.167.51:443".parse().unwrap(),
        test: false,
        key,
        user_id: 5_000_000_123,
        api_id: 4242,
        introduction: introduction.unwrap(),
    })
    .unwrap()
}

/// Pauses of a few milliseconds, and a second for an answer.
pub fn patience() -> Patience {
    Patience {
        connect: Duration::from_secs(1),
        answer: Duration::from_secs(1),
        tries: 3,
        backoff: Backoff {
            base: Duration::from_millis(5),
            cap: Duration::from_millis(20),
        },
        longest_pause: Duration::from_secs(2),
    }
}

pub fn address(origin: &str) -> PlatformAddress {
    PlatformAddress::parse(origin, Reach::Loopback).unwrap()
}

pub fn consumer(origin: &str) -> Consumer {
    let settings = ConsumerSettings {
        address: address(origin),
        environment: ENVIRONMENT.to_owned(),
        service: service(),
        api_key: SecretString::from("sk_planted"),
        sealing_keys: vec![sealing_key()],
        instance: "ingest-1".parse().unwrap(),
        lease_seconds: None,
        patience: patience(),
    };
    Consumer::new(settings, Arc::new(SystemClock)).unwrap()
}

struct Memory;

impl TrailStore for Memory {
    type Error = signet_trail::Error;

    async fn append(&self, draft: Draft) -> Result<Line, Self::Error> {
        draft.follow(None)
    }

    async fn publish(&self, _: &Head) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// A line that allows one action.
pub fn recorded<A: Action>(subject: &str) -> Recorded<A> {
    let key = TrailKey::new(SecretBox::new(Box::new([7; 32])));
    let trail = Trail::new(Memory, key);
    let circumstance = Circumstance {
        at: Timestamp::from_unix_millis(0),
        actor: Actor::Person(Text::none()),
        subject: subject.parse().unwrap(),
        reference: Text::none(),
    };
    let mut future = Box::pin(trail.record::<A>(circumstance));
    let mut context = std::task::Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(line) => line.unwrap(),
        std::task::Poll::Pending => panic!("memory waits for nothing"),
    }
}
