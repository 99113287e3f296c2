//! Backups put back: what was replaced or fenced in since is not undone.

use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};
use signet_contract::{
    ids::ServiceId,
    platform::{Moment, NewService},
};
use signet_seal::{Identity, SealingKey, SigningKey, Suite};
use signet_service::{backup, caller::Rank, config::Config, registration};

use crate::{
    harness::Harness,
    parties::{Service, deed, description},
    staff::{PASSWORD, Staff, accept, enter, post},
};

fn restore(config: &Config, file: &Path) {
    backup::restore(config, file, Moment::from_unix_millis(7)).unwrap();
}

/// A service that states one sealing key after the other.
struct Stating {
    id: ServiceId,
    identity: SigningKey<Identity>,
    admin: Staff,
}

impl Stating {
    async fn register(harness: &Harness, first: &SealingKey) -> Self {
        let (id, identity) = (ServiceId::now(), SigningKey::random().unwrap());
        let said = description(id, &identity, first);
        let new: NewService = serde_json::from_value(said).unwrap();
        let platform = harness.server.platform();
        registration::register(platform, new, deed()).await.unwrap();
        Self {
            id,
            identity,
            admin: Staff::enrol(harness, Rank::Admin).await,
        }
    }

    async fn change(&self, harness: &Harness, change: Value) {
        let path = format!("/services/{}", self.id);
        let changed = self.admin.send(harness, Method::PATCH, &path, change).await;
        assert!(changed.status.is_success(), "{}", changed.body);
    }

    async fn state(&self, harness: &Harness, key: &SealingKey) {
        let statement = key.stated_by(&self.identity, self.id, 4_000_000_000);
        let statement = serde_json::to_string(&statement).unwrap();
        self.change(harness, json!({"sealingKey": statement})).await;
    }

    async fn is_disabled(&self, harness: &Harness) -> bool {
        let found = registration::find(harness.server.platform(), self.id).await;
        found.unwrap().disabled
    }
}

fn key(id: &str) -> SealingKey {
    SealingKey::random(Suite::X25519, id).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealing_key_that_came_back_is_the_one_in_use() {
    let harness = Harness::start().await;
    let (a, b) = (key("a"), key("b"));
    let service = Stating::register(&harness, &a).await;
    service.state(&harness, &b).await;
    service.state(&harness, &a).await;
    let harness = harness.again(|_| {}).await;
    assert!(!service.is_disabled(&harness).await);
    // Also in a copy of now, to which all is said once more.
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();
    let harness = harness.again(|config| restore(config, &file)).await;
    assert!(!service.is_disabled(&harness).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_the_same_name_is_another_one() {
    let harness = Harness::start().await;
    let service = Stating::register(&harness, &key("main")).await;
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();
    service.state(&harness, &key("main")).await;
    // That it was off and on again since does not hide that its key is an old one.
    service.change(&harness, json!({"disabled": true})).await;
    service.change(&harness, json!({"disabled": false})).await;
    let harness = harness.again(|config| restore(config, &file)).await;
    assert!(service.is_disabled(&harness).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fence_that_was_drawn_closer_stays_where_it_is() {
    let harness = Harness::start().await;
    let service = Stating::register(&harness, &key("a")).await;
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();
    let change = json!({
        "allowedAddresses": ["192.0.2.0/24", "2001:db8::7"], "redirectUris": [],
        "scopes": ["messages.read"],
    });
    service.change(&harness, change).await;
    let harness = harness.again(|config| restore(config, &file)).await;
    let platform = harness.server.platform();
    let found = registration::find(platform, service.id).await.unwrap();
    assert_eq!(found.allowed_addresses, ["192.0.2.0/24", "2001:db8::7"]);
    assert!(found.redirect_uris.is_empty());
    assert_eq!(found.scopes.len(), 1);
    assert!(!found.disabled);
}

async fn invited_again(harness: &Harness, email: &str) -> String {
    let platform = harness.server.platform();
    let operators = platform.storage.operators.operators(None, 10).await;
    let operators = operators.unwrap();
    let operator = operators
        .iter()
        .find(|one| one.email.as_str() == email)
        .unwrap();
    let actor = signet_trail::Actor::App("test".parse().unwrap());
    let invitation = platform
        .reception
        .invite(platform, actor, Rank::Viewer, Some(operator.id));
    invitation.await.unwrap().invitation.expose().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_was_replaced_lets_nobody_in() {
    let harness = Harness::start().await;
    let mara = Staff::enrol(&harness, Rank::Viewer).await;
    let other = Staff::enrol(&harness, Rank::Admin).await;
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();
    let invitation = invited_again(&harness, &mara.email).await;
    accept(&harness, &invitation, &mara.email).await;

    let harness = harness.again(|config| restore(config, &file)).await;
    harness.clock().advance(std::time::Duration::from_secs(30));
    for door in ["login", "activate"] {
        let old = enter(&harness, door, &mara.email, &mara.secret, PASSWORD).await;
        old.refused("CREDENTIAL_INVALID");
    }
    let kept = enter(&harness, "login", &other.email, &other.secret, PASSWORD).await;
    assert!(kept.status.is_success(), "{}", kept.body);
    // There is a way on.
    let invitation = invited_again(&harness, &mara.email).await;
    let secret = accept(&harness, &invitation, &mara.email).await;
    let new = enter(&harness, "activate", &mara.email, &secret, PASSWORD).await;
    assert!(new.status.is_success(), "{}", new.body);
    // And it is not lost at the next start.
    let harness = harness.again(|_| {}).await;
    harness.clock().advance(std::time::Duration::from_secs(60));
    let later = enter(&harness, "login", &mara.email, &secret, PASSWORD).await;
    assert!(later.status.is_success(), "{}", later.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_whose_secret_was_replaced_waits_for_a_new_one() {
    let harness = Harness::with(|config| config.webhook_private = true).await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let webhook = json!({"url": "http://127.0.0.1:9/", "events": ["session.refused"]});
    let made = admin
        .send(&harness, Method::POST, "/webhooks", webhook)
        .await;
    let id = made.data()["webhook"]["id"].as_str().unwrap().to_owned();
    let file = harness.file("backup.db");
    backup::back_up(&harness.config, &file).unwrap();
    let secret = format!("/webhooks/{id}/secret");
    let replaced = admin.send(&harness, Method::POST, &secret, json!({})).await;
    assert!(replaced.status.is_success());

    let harness = harness.again(|config| restore(config, &file)).await;
    let database = rusqlite::Connection::open(harness.database()).unwrap();
    let secrets = || {
        database
            .query_row("SELECT secret, old_secret FROM webhooks", [], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
            })
            .unwrap()
    };
    assert_eq!(secrets(), (Vec::new(), None));
    // What is to be told waits, and says why.
    let service = Service::register(&harness).await;
    let link = service.link(&harness, "u").await;
    let no = json!({"token": link.token, "reason": "declined"});
    post(&harness, "/link-tokens/refuse", no).await.data();
    let webhooks = &harness.server.platform().storage.webhooks;
    for round in 0.. {
        let found = webhooks.webhook(id.parse().unwrap()).await.unwrap();
        if let Some(why) = found.unwrap().last_failure {
            assert!(why.contains("make a new one"), "{why}");
            break;
        }
        assert!(round < 200, "it does not say why");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    harness.clock().advance(std::time::Duration::from_secs(30));
    let admin = enter(&harness, "login", &admin.email, &admin.secret, PASSWORD).await;
    let admin = Staff::of(String::new(), String::new(), admin.data());
    let replaced = admin.send(&harness, Method::POST, &secret, json!({})).await;
    assert!(replaced.status.is_success());
    let (new, old) = secrets();
    assert!(!new.is_empty());
    assert_eq!(old, None);
}
