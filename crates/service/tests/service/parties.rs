//! Those who speak to a platform: services with their keys.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use signet_contract::{
    ids::ServiceId,
    platform::{Credential, NewService, Octets},
};
use signet_seal::{Identity, SealingKey, SigningKey, Suite};
use signet_service::{audit::Deed, registration};
use signet_trail::Actor;

use crate::harness::{API, Answer, Harness, answer};

/// A service that is registered, and everything it keeps to itself.
pub struct Service {
    pub id: ServiceId,
    pub api_key: Credential,
}

pub fn deed() -> Deed {
    Deed {
        actor: Actor::App("test".parse().unwrap()),
        subject: "service:test".parse().unwrap(),
        reference: None,
    }
}

/// What a service of this identity says when it registers.
pub fn description(id: ServiceId, identity: &SigningKey<Identity>, sealing: &SealingKey) -> Value {
    let statement = sealing.stated_by(identity, id, 4_000_000_000);
    json!({
        "id": id,
        "name": "Atlas Reader",
        "purpose": "Reads your channels and sums them up",
        "scopes": ["messages.read", "contacts.read"],
        "redirectUris": ["http://127.0.0.1:9999/linked"],
        "contact": "help@atlas.example",
        "identityKey": Octets(*identity.verifying_key().as_bytes()),
        "sealingKey": serde_json::to_string(&statement).unwrap(),
    })
}

impl Service {
    pub async fn register(harness: &Harness) -> Self {
        Self::register_with(harness, |_| {}).await
    }

    pub async fn register_with(harness: &Harness, change: impl FnOnce(&mut NewService)) -> Self {
        let id = ServiceId::now();
        let identity = SigningKey::<Identity>::random().unwrap();
        let sealing = SealingKey::random(Suite::X25519, "a").unwrap();
        let description = description(id, &identity, &sealing);
        let mut new: NewService = serde_json::from_value(description).unwrap();
        change(&mut new);
        let platform = harness.server.platform();
        let registered = registration::register(platform, new, deed()).await.unwrap();
        Self {
            id,
            api_key: registered.api_key.api_key,
        }
    }

    /// A request with the API key itself.
    pub fn request(&self, harness: &Harness, method: Method, path: &str) -> RequestBuilder {
        let key = format!("ApiKey {}", self.api_key.expose());
        harness
            .request(method, &format!("{API}{path}"))
            .header("x-service-id", self.id.to_string())
            .header("authorization", key)
    }

    pub async fn get(&self, harness: &Harness, path: &str) -> Answer {
        answer(self.request(harness, Method::GET, path)).await
    }

    pub async fn post(&self, harness: &Harness, path: &str, body: Value) -> Answer {
        answer(self.request(harness, Method::POST, path).json(&body)).await
    }

    pub async fn token(&self, harness: &Harness) -> String {
        let answer = self
            .post(harness, "/token", json!({"grantType": "apiKey"}))
            .await;
        answer.data()["accessToken"].as_str().unwrap().to_owned()
    }
}
