//! A platform, a service, a device and a trail, as they meet in the tests.

use std::{
    sync::Mutex,
    task::{Context, Poll, Waker},
};

use secrecy::SecretBox;
use signet_contract::ids::{GrantId, ServiceId};
use signet_seal::{
    Card, CardDraft, Device, Envelope, Expected, Identity, Platform, Sealing, SealingKey, Signer,
    SigningKey, Suite,
};
use signet_session::TelegramSession;
use signet_trail::{
    Actor, Circumstance, Draft, Head, Line, Recorded, Seal, Text, Timestamp, Trail, TrailKey,
    TrailStore,
};

pub const ORIGIN: &str = "https://atlas.example";
pub const USER: &str = "user-4711";
pub const NOW: u64 = 1_795_000_000;

pub struct Parties {
    pub platform: SigningKey<Platform>,
    pub identity: SigningKey<Identity>,
    pub device: SigningKey<Device>,
    pub key: SealingKey,
    pub service: ServiceId,
    pub grant: GrantId,
}

impl Parties {
    pub fn new(suite: Suite) -> Self {
        Self {
            platform: SigningKey::random().unwrap(),
            identity: SigningKey::random().unwrap(),
            device: SigningKey::random().unwrap(),
            key: SealingKey::random(suite, "one").unwrap(),
            service: ServiceId::now(),
            grant: GrantId::now(),
        }
    }

    pub fn draft(&self) -> CardDraft {
        CardDraft {
            platform: ORIGIN.to_owned(),
            service_id: self.service,
            name: "Atlas Archive".to_owned(),
            purpose: "Keeps a searchable copy of your own channels".to_owned(),
            contact: String::new(),
            scopes: vec!["messages:read".to_owned()],
            redirect_uris: Vec::new(),
            identity_key: self.identity.verifying_key(),
            key: self.key.stated_by(&self.identity, self.service, NOW + 1000),
            not_before: NOW,
            not_after: NOW + 1000,
        }
    }

    pub fn card(&self) -> Card {
        let token = self.draft().sign_by_platform(&self.platform).unwrap();
        let signer = Signer::Platform {
            origin: ORIGIN,
            key: &self.platform.verifying_key(),
        };
        Card::read(&token, signer, NOW).unwrap()
    }

    pub fn sealing<'s>(&self, card: &'s Card) -> Sealing<'s> {
        Sealing {
            environment: "production",
            card,
            grant: self.grant,
            user: USER,
            scopes: card.scopes(),
            issued_at: NOW,
            expires_at: NOW + 500,
        }
    }

    pub fn seal(&self, session: &TelegramSession) -> Envelope {
        let line = recorded(&format!("grant:{}", self.grant));
        let card = self.card();
        self.sealing(&card)
            .seal(line, session, &self.device)
            .unwrap()
    }

    pub fn expected(&self) -> Expected<'static> {
        Expected {
            environment: "production",
            platform: ORIGIN,
            service: self.service,
            user: USER,
            grant: self.grant,
            device: None,
            now: NOW,
        }
    }
}

#[derive(Default)]
struct Memory(Mutex<Option<Head>>);

impl TrailStore for Memory {
    type Error = signet_trail::Error;

    async fn append(&self, draft: Draft) -> Result<Line, Self::Error> {
        let mut last = self.0.lock().unwrap();
        let line = draft.follow(last.as_ref())?;
        *last = Some(*line.head());
        Ok(line)
    }

    async fn publish(&self, _: &Head) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// A line that allows one sealing.
pub fn recorded(subject: &str) -> Recorded<Seal> {
    let key = TrailKey::new(SecretBox::new(Box::new([7; 32])));
    let trail = Trail::new(Memory::default(), key);
    let circumstance = Circumstance {
        at: Timestamp::from_unix_millis(NOW * 1000),
        actor: Actor::Person(Text::none()),
        subject: subject.parse().unwrap(),
        reference: Text::none(),
    };
    let mut future = Box::pin(trail.record::<Seal>(circumstance));
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(line) => line.unwrap(),
        Poll::Pending => panic!("memory waits for nothing"),
    }
}
