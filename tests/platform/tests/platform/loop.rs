//! From a link to a dead session, with a Telegram at the other end.

use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use signet_contract::platform::{
    Ending, ErrorCode, Health, LinkState, Moment, Receipt, SessionDetail, SessionState, StepKind,
    StepOutcome,
};
use signet_platform_client::{Consumer, Delivery, Ended, Wish};
use signet_seal::{Envelope, Suite};
use signet_session::TelegramSession;
use signet_telegram::{Client, DeviceHash, devices, mint::MintStep};

use crate::{
    journal::Journal,
    parties::{Redemption, Service, USER, World, user},
    person::{Fingerprint, PASSWORD, Person, copied, fingerprint},
};

pub const ATLAS: &str = "Atlas via Signet";

/// A person, a platform and a service called Atlas.
pub struct Scene {
    pub person: Person,
    pub world: World,
    pub atlas: Service,
}

/// What the person's device has of one grant.
pub struct Granted {
    pub redemption: Redemption,
    pub envelope: Envelope,
    pub delivery: Delivery,
    /// By what home ends it.
    pub hash: DeviceHash,
    /// Kept until home is old enough; nobody connects with it while the grant lives.
    pub copy: TelegramSession,
    pub key: Fingerprint,
}

impl Scene {
    pub async fn start(password: Option<&'static str>) -> Self {
        let person = Person::sign_in(password).await;
        let world = World::with(Suite::XWing, |config| {
            config.environment = "sandbox".to_owned();
            config.limit_token = 1_000;
            config.limit_token_address = 1_000;
        })
        .await;
        let atlas = world.register(Suite::XWing, [11; 32], "Atlas").await;
        Self {
            person,
            world,
            atlas,
        }
    }

    /// An instance of Atlas.
    pub fn instance(&self, name: &str) -> Consumer {
        self.instance_of(&self.atlas, name)
    }

    pub fn instance_of(&self, service: &Service, name: &str) -> Consumer {
        let named = |settings: &mut signet_platform_client::ConsumerSettings| {
            settings.instance = name.parse().unwrap();
        };
        self.world.consumer_of(service, named)
    }

    pub async fn granted(&self) -> Granted {
        self.granted_to(&self.atlas, None).await
    }

    /// Linked, confirmed, minted, sealed, delivered.
    pub async fn granted_to(&self, service: &Service, until: Option<Moment>) -> Granted {
        let (world, person) = (&self.world, &self.person);
        let asking = self.instance_of(service, "asking");
        let link = world.link_by(&asking, until).await;
        let redemption = world.redeemed(&link).await;
        let grant = redemption.grant();
        let waiting = redemption.device.status(grant).await.unwrap();
        assert_eq!(waiting, LinkState::Waiting);
        assert_eq!(redemption.confirm_by(&asking, &link).await.grant_id, grant);

        let card = &redemption.request.card;
        let journal = Journal::new();
        let minted = person.mint(&journal, card.name()).await;
        let recorded = journal.steps();
        assert!(matches!(recorded.first(), Some(MintStep::Begun)));
        let closed = MintStep::Closed { hash: minted.hash };
        assert_eq!(recorded.last(), Some(&closed));
        let device = format!("{} via Signet", card.name());
        assert_eq!(person.connections(&device), 0, "closed before it is sealed");

        let envelope = redemption.sealed(world, card, USER, &minted.session);
        let delivery = redemption.hand_over(&envelope).await.unwrap();
        let again = redemption.hand_over(&envelope).await.unwrap();
        assert_eq!(again, delivery, "delivered twice is delivered once");
        Granted {
            redemption,
            envelope,
            delivery,
            hash: minted.hash,
            key: journal.key(),
            copy: minted.session,
        }
    }

    /// Nobody gets anything for it any more.
    pub async fn is_refused(&self, granted: &Granted) {
        let wish = granted.wish();
        for name in ["one", "two"] {
            let error = self.instance(name).lease(&wish).await.err().unwrap();
            let code = error.code().unwrap();
            let over = [ErrorCode::SessionRevoked, ErrorCode::SessionExpired];
            assert!(over.contains(&code), "{error:?}");
        }
        let envelope = &granted.envelope;
        let again = granted.redemption.hand_over(envelope).await.unwrap();
        assert_eq!(again, granted.delivery, "and does not come back");
        let error = self.instance("one").lease(&wish).await.err().unwrap();
        assert!(error.refusal().is_some(), "{error:?}");
    }

    /// Home ends it by its hash and sees it gone; the device reports both.
    pub async fn home_ends(&self, granted: &Granted) -> SessionDetail {
        let home = &self.person.home;
        let ended = home.end(granted.hash).await.unwrap();
        assert!(!matches!(ended, devices::Ended::PossibleAt(_)), "{ended:?}");
        let reset = Receipt::HomeReset {
            done: true,
            retry_at: None,
        };
        granted.report(&reset).await;
        assert!(!home.shows(granted.hash).await.unwrap());
        granted.report(&Receipt::ConfirmedDead {}).await
    }
}

impl Granted {
    pub fn wish(&self) -> Wish {
        Wish {
            grant: Some(self.redemption.grant()),
            ..Wish::of(user())
        }
    }

    pub async fn seen(&self) -> SessionDetail {
        let device = &self.redemption.device;
        device.session(self.delivery.session).await.unwrap()
    }

    pub async fn report(&self, receipt: &Receipt) -> SessionDetail {
        let device = &self.redemption.device;
        device.report(self.delivery.session, receipt).await.unwrap()
    }
}

/// Ended for this reason and dead, with these steps beside the first and the last.
pub fn is_dead(detail: &SessionDetail, why: Ending, between: &[(StepKind, StepOutcome)]) {
    let session = &detail.session;
    assert_eq!(session.state, SessionState::Dead);
    assert_eq!(session.revocation_reason, Some(why));
    let outcome = |kind| {
        let step = detail.steps.iter().find(|step| step.kind == kind);
        step.map(|step| step.outcome)
    };
    assert_eq!(outcome(StepKind::Blocked), Some(StepOutcome::Done));
    assert_eq!(outcome(StepKind::ConfirmedDead), Some(StepOutcome::Done));
    for (kind, expected) in between {
        assert_eq!(outcome(*kind), Some(*expected), "{:?}", detail.steps);
    }
}

async fn whole_loop(password: Option<&'static str>) {
    let scene = Scene::start(password).await;
    let person = &scene.person;
    person.grow_old();
    let granted = scene.granted().await;
    assert_eq!(granted.seen().await.session.health, Health::Unknown);

    let leased = scene.instance("one").lease(&granted.wish()).await.unwrap();
    assert_eq!(leased.id(), granted.delivery.session);
    let opened = granted.seen().await.session.health;
    assert_eq!(opened, Health::Working, "told by the receipt");
    let road = person.road().while_permitted(leased.permit());
    let session = copied(leased.session().unwrap());
    let client = Client::from_session(&road, session).await.unwrap();
    let chats = client.chats(20).await.unwrap();
    let messages = client.messages(&chats[0].peer, 5).await.unwrap();
    assert_eq!(chats[0].last.as_ref(), messages.first());
    assert!(!messages.is_empty());
    assert_eq!(person.connections(ATLAS), 1);
    leased.report(Health::Limited).await.unwrap();
    assert_eq!(granted.seen().await.session.health, Health::Limited);

    let start = Instant::now();
    let device = &granted.redemption.device;
    let ending = device.revoke(granted.delivery.session).await.unwrap();
    assert_eq!(ending.session.state, SessionState::Ending);
    let refused = scene.instance("two").lease(&granted.wish()).await;
    let took = start.elapsed();
    assert!(
        refused.is_err() && took < Duration::from_secs(2),
        "{took:?}"
    );
    scene.is_refused(&granted).await;

    // The holder learns of it when it wants to renew, at the latest.
    scene.world.clock().advance(Duration::from_secs(280));
    assert_eq!(leased.ended().await, Ended::SessionEnded);
    assert!(leased.session().is_err());
    // Its road is closed, so it logs out by one that is open for that.
    client.check().await.unwrap_err();
    let session = client.close().await.unwrap();
    devices::log_out(&person.road(), session).await.unwrap();
    leased.logged_out(true).await.unwrap();
    leased.give_back().await.unwrap();

    let dead = scene.home_ends(&granted).await;
    let steps = [
        (StepKind::HolderLogout, StepOutcome::Done),
        (StepKind::HomeReset, StepOutcome::Done),
    ];
    is_dead(&dead, Ending::Person, &steps);
    assert!(!person.is_listed(ATLAS));
    assert_eq!(person.devices().len(), 1, "home stays");
    person.home.check().await.unwrap();
    person.is_unharmed();
}

#[tokio::test]
async fn a_session_goes_from_a_link_to_confirmed_dead() {
    whole_loop(None).await;
}

#[tokio::test]
async fn a_session_of_an_account_with_a_password_does_too() {
    whole_loop(Some(PASSWORD)).await;
}

#[tokio::test]
async fn a_home_too_young_to_end_it_lets_the_minted_key_end_itself() {
    let scene = Scene::start(None).await;
    let person = &scene.person;
    let granted = scene.granted().await;
    let leased = scene.instance("one").lease(&granted.wish()).await.unwrap();
    leased.give_back().await.unwrap();
    let device = &granted.redemption.device;
    device.revoke(granted.delivery.session).await.unwrap();
    let devices::Ended::PossibleAt(then) = person.home.end(granted.hash).await.unwrap() else {
        panic!("ended by a young home");
    };
    let wait = then.duration_since(SystemTime::now()).unwrap();
    assert!(wait > Duration::from_secs(86_000) && wait <= Duration::from_secs(86_400));
    let later = Receipt::HomeReset {
        done: false,
        retry_at: Some(then.into()),
    };
    let waiting = granted.report(&later).await;
    assert_eq!(waiting.session.state, SessionState::Ending, "not dead yet");
    let told = waiting.steps.iter().find_map(|step| step.retry_at);
    assert_eq!(told, Some(then.into()));
    assert!(person.is_listed(ATLAS), "honest until then");

    let copy = copied(&granted.copy);
    devices::log_out(&person.road(), copy).await.unwrap();
    granted.report(&Receipt::CopyLogout { done: true }).await;
    assert!(!person.home.shows(granted.hash).await.unwrap());
    let dead = granted.report(&Receipt::ConfirmedDead {}).await;
    let steps = [
        (StepKind::HomeReset, StepOutcome::Postponed),
        (StepKind::CopyLogout, StepOutcome::Done),
    ];
    is_dead(&dead, Ending::Person, &steps);
    assert!(!person.is_listed(ATLAS));
    person.is_unharmed();
}

#[tokio::test]
async fn each_service_has_a_key_of_its_own_and_none_has_homes() {
    let scene = Scene::start(None).await;
    let person = &scene.person;
    let beacon = scene
        .world
        .register(Suite::X25519, [12; 32], "Beacon")
        .await;
    let one = scene.granted().await;
    let two = scene.granted_to(&beacon, None).await;
    let wish = one.wish();
    let at_atlas = scene.instance("one").lease(&wish).await.unwrap();
    let instance = scene.instance_of(&beacon, "one");
    let at_beacon = instance.lease(&two.wish()).await.unwrap();
    let keys = [
        fingerprint(at_atlas.session().unwrap().key()),
        fingerprint(at_beacon.session().unwrap().key()),
    ];
    assert_eq!(keys, [one.key, two.key], "as they were minted");
    assert_ne!(keys[0], keys[1]);
    assert!(!keys.contains(&person.key));
    assert!(instance.lease(&wish).await.is_err(), "nor gets the other's");
    let names: Vec<_> = person.devices().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["desk", ATLAS, "Beacon via Signet"]);

    // Both at work at once, and home as well.
    let mut clients = Vec::new();
    for leased in [&at_atlas, &at_beacon] {
        let session = copied(leased.session().unwrap());
        let client = Client::from_session(&person.road(), session).await.unwrap();
        client.check().await.unwrap();
        clients.push(Arc::new(client));
    }
    person.home.check().await.unwrap();
    let connected = person.devices().into_iter().map(|(_, count)| count);
    assert_eq!(connected.collect::<Vec<_>>(), [1, 1, 1]);
    person.is_unharmed();
}
