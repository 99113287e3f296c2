//! A platform that serves, a service registered at it, and a person's device.

use std::{
    sync::Arc,
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime},
};

use secrecy::{SecretBox, SecretString};
use signet_contract::{
    ids::{AccountId, GrantId, ServiceId},
    platform::{
        Confirm, Confirmed, Credential, DeviceDescription, Link, Moment, NewLink, NewService,
        Octets, Redeemed, UserId,
    },
};
use signet_platform_client::{
    Consumer, ConsumerSettings, Delivery, EnrolledDevice, Error, Patience, PlatformAddress, Reach,
    Request, Visit,
};
use signet_seal::{
    Card, Device, Envelope, Identity, Platform, Sealing, SealingKey, SigningKey, Suite,
    VerifyingKey,
};
use signet_service::{Server, audit::Deed, clock::Clock, config::Config, registration};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_trail::{
    Action, Actor, Circumstance, Draft, Head, Line, Recorded, Text, Timestamp, Trail, TrailKey,
    TrailStore,
};
use tempfile::TempDir;

pub const USER: &str = "usr_8F21";

/// A service that is registered, and what only it knows.
pub struct Service {
    id: ServiceId,
    api_key: Credential,
    seed: [u8; 32],
    suite: Suite,
}

/// `signetd`, with a service that is registered at it.
pub struct World {
    pub server: Server,
    service: Service,
    _folder: TempDir,
}

impl World {
    pub async fn start(suite: Suite) -> Self {
        Self::with(suite, |_| {}).await
    }

    /// `change` may set any key of `signetd`'s configuration.
    pub async fn with(suite: Suite, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data_dir: folder.path().join("data"),
            ..Config::default()
        };
        change(&mut config);
        let server = Server::start(config, Clock::default()).await.unwrap();
        let service = register(&server, suite, [7; 32], "Atlas Archive").await;
        Self {
            server,
            service,
            _folder: folder,
        }
    }

    /// One more service.
    pub async fn register(&self, suite: Suite, seed: [u8; 32], name: &str) -> Service {
        register(&self.server, suite, seed, name).await
    }

    /// Everybody's time, which a test can move on.
    pub fn clock(&self) -> &Clock {
        &self.server.platform().clock
    }

    fn time(&self) -> Arc<Time> {
        Arc::new(Time(self.clock().clone()))
    }

    fn environment(&self) -> String {
        self.server.platform().config.environment.clone()
    }

    fn address(&self) -> PlatformAddress {
        PlatformAddress::parse(self.server.origin().as_str(), Reach::Loopback).unwrap()
    }

    /// An instance of the service.
    pub fn consumer(&self, instance: &str) -> Consumer {
        self.consumer_but(|settings| settings.instance = instance.parse().unwrap())
    }

    /// An instance with other settings.
    pub fn consumer_but(&self, change: impl FnOnce(&mut ConsumerSettings)) -> Consumer {
        self.consumer_of(&self.service, change)
    }

    /// An instance of this service.
    pub fn consumer_of(
        &self,
        service: &Service,
        change: impl FnOnce(&mut ConsumerSettings),
    ) -> Consumer {
        let key = SealingKey::from_seed(service.suite, "one", &service.seed).unwrap();
        let mut settings = ConsumerSettings {
            address: self.address(),
            environment: self.environment(),
            service: service.id,
            // Exposed to the service, whose key it is.
            api_key: SecretString::from(service.api_key.expose()),
            sealing_keys: vec![key],
            instance: "one".parse().unwrap(),
            lease_seconds: None,
            patience: patience(),
        };
        change(&mut settings);
        Consumer::new(settings, self.time()).unwrap()
    }

    pub async fn visit(&self, pinned: Option<VerifyingKey<Platform>>) -> Result<Visit, Error> {
        let (environment, time) = (self.environment(), self.time());
        Visit::open(&self.address(), &environment, pinned, patience(), time).await
    }

    pub async fn link(&self) -> Link {
        self.link_by(&self.consumer("asking"), None).await
    }

    /// A link that this instance asks for, until then.
    pub async fn link_by(&self, asking: &Consumer, access_until: Option<Moment>) -> Link {
        let wanted = NewLink {
            user_id: user(),
            user_label: "mara@lind.example".parse().unwrap(),
            scopes: vec!["messages.read".parse().unwrap()],
            access_until,
            redirect_uri: None,
        };
        asking.link(&wanted).await.unwrap()
    }

    /// A device that redeemed a link, not yet confirmed.
    pub async fn redeemed(&self, link: &Link) -> Redemption {
        let visit = self.visit(None).await.unwrap();
        let request = visit.preview(&link.token).await.unwrap();
        let key = SigningKey::<Device>::random().unwrap();
        let redeemed = visit.redeem(&link.token, &key, description(), None).await;
        let redeemed = redeemed.unwrap();
        Redemption {
            device: EnrolledDevice::new(visit, redeemed.device_id, key),
            request,
            redeemed,
        }
    }

    /// The page that asked brings the code back.
    pub async fn confirm(&self, link: &Link, redemption: &Redemption) -> Confirmed {
        let asking = self.consumer("asking");
        redemption.confirm_by(&asking, link).await
    }

    /// Everything up to a session that services can lease.
    pub async fn delivered(&self) -> (Redemption, Delivery) {
        let link = self.link().await;
        let redemption = self.redeemed(&link).await;
        self.confirm(&link, &redemption).await;
        let delivery = redemption.deliver(self).await.unwrap();
        (redemption, delivery)
    }
}

/// A grant as its device sees it.
pub struct Redemption {
    pub device: EnrolledDevice,
    pub request: Request,
    pub redeemed: Redeemed,
}

impl Redemption {
    pub fn grant(&self) -> GrantId {
        self.redeemed.grant_id
    }

    /// The page of this instance brings the code back.
    pub async fn confirm_by(&self, asking: &Consumer, link: &Link) -> Confirmed {
        let confirm = Confirm {
            link_id: link.link_id,
            // Exposed as the redirect exposes it.
            confirmation_code: Credential::new(self.redeemed.confirmation_code.expose().to_owned()),
        };
        asking.confirm(&confirm).await.unwrap()
    }

    pub fn envelope(&self, world: &World) -> Envelope {
        self.envelope_for(world, &self.request.card, self.redeemed.user_id.as_str())
    }

    pub fn envelope_for(&self, world: &World, card: &Card, user: &str) -> Envelope {
        self.sealed(world, card, user, &session())
    }

    pub fn sealed(
        &self,
        world: &World,
        card: &Card,
        user: &str,
        session: &TelegramSession,
    ) -> Envelope {
        let environment = world.environment();
        let scopes: Vec<_> = self
            .redeemed
            .scopes
            .iter()
            .map(ToString::to_string)
            .collect();
        let sealing = Sealing {
            environment: &environment,
            card,
            grant: self.grant(),
            user,
            scopes: &scopes,
            issued_at: world.clock().now().unix_seconds(),
            expires_at: self.redeemed.access_until.unix_seconds(),
        };
        let line = recorded(self.grant());
        sealing.seal(line, session, self.device.key()).unwrap()
    }

    pub async fn deliver(&self, world: &World) -> Result<Delivery, Error> {
        self.hand_over(&self.envelope(world)).await
    }

    pub async fn hand_over(&self, envelope: &Envelope) -> Result<Delivery, Error> {
        let account: AccountId = "0199c0de-9ca7-7000-8000-00000000000b".parse().unwrap();
        let hint = Some("ends in 77".parse().unwrap());
        let line = recorded(self.grant());
        self.device.deliver(line, envelope, account, hint).await
    }
}

async fn register(server: &Server, suite: Suite, seed: [u8; 32], name: &str) -> Service {
    let id = ServiceId::now();
    let identity = SigningKey::<Identity>::random().unwrap();
    let key = SealingKey::from_seed(suite, "one", &seed).unwrap();
    let statement = key.stated_by(&identity, id, 4_000_000_000);
    let new = NewService {
        id,
        name: name.parse().unwrap(),
        purpose: "Keeps a searchable copy of your own channels"
            .parse()
            .unwrap(),
        scopes: vec![
            "messages.read".parse().unwrap(),
            "channels.read".parse().unwrap(),
        ],
        redirect_uris: Vec::new(),
        contact: "privacy@atlas.example".to_owned(),
        identity_key: Octets(*identity.verifying_key().as_bytes()),
        sealing_key: serde_json::to_string(&statement).unwrap(),
        allowed_addresses: Vec::new(),
    };
    let by = Deed {
        actor: Actor::App("test".parse().unwrap()),
        subject: "service:test".parse().unwrap(),
        reference: None,
    };
    let registered = registration::register(server.platform(), new, by).await;
    Service {
        id,
        api_key: registered.unwrap().api_key.api_key,
        seed,
        suite,
    }
}

pub fn user() -> UserId {
    USER.parse().unwrap()
}

pub fn description() -> DeviceDescription {
    DeviceDescription {
        name: "desk".parse().unwrap(),
        system: "linux".parse().unwrap(),
        version: "0.1.0".parse().unwrap(),
    }
}

/// As people wait, but for a moment only.
fn patience() -> Patience {
    Patience {
        answer: Duration::from_secs(10),
        ..Patience::default()
    }
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

/// The server's clock as devices and services see theirs.
struct Time(Clock);

impl signet_platform_client::Clock for Time {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.0.now().unix_millis())
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.elapsed()
    }
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

/// The vault's line for one action on this grant.
fn recorded<A: Action>(grant: GrantId) -> Recorded<A> {
    let key = TrailKey::new(SecretBox::new(Box::new([7; 32])));
    let trail = Trail::new(Memory, key);
    let circumstance = Circumstance {
        at: Timestamp::from_unix_millis(0),
        actor: Actor::Person(Text::none()),
        subject: format!("grant:{grant}").parse().unwrap(),
        reference: Text::none(),
    };
    let mut future = Box::pin(trail.record::<A>(circumstance));
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(line) => line.unwrap(),
        Poll::Pending => panic!("memory waits for nothing"),
    }
}
