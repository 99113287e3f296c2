//! A service and everything it keeps to itself.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use signet_contract::{
    ids::ServiceId,
    platform::{Credential, NewService, Octets},
};
use signet_seal::{Identity, SealingKey, SigningKey, Suite};
use signet_service::{audit::Deed, registration};
use signet_trail::Actor;

use crate::{
    device::{Device, Grant},
    harness::{API, Answer, Harness, answer},
};

/// A service that is registered, and everything it keeps to itself.
pub struct Service {
    pub id: ServiceId,
    pub api_key: Credential,
    pub sealing: SealingKey,
}

/// A link as the browser session that asked for it remembers it.
pub struct Asked {
    pub id: String,
    pub token: String,
}

/// A session that stands on both sides.
pub struct Linked {
    pub id: String,
    pub grant: Grant,
    pub envelope: String,
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
            sealing,
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

    pub async fn delete(&self, harness: &Harness, path: &str) -> Answer {
        answer(self.request(harness, Method::DELETE, path)).await
    }

    /// A link for a user, as the service's backend asks for it.
    pub async fn link(&self, harness: &Harness, user: &str) -> Asked {
        let body = json!({
            "userId": user,
            "userLabel": "mara@lind.example",
            "scopes": ["messages.read"],
        });
        let answer = self.post(harness, "/link-tokens", body).await;
        Asked {
            id: answer.data()["linkId"].as_str().unwrap().to_owned(),
            token: answer.data()["token"].as_str().unwrap().to_owned(),
        }
    }

    /// Brings a code back from the browser session that asked for the link.
    pub async fn confirm(&self, harness: &Harness, link: &Asked, code: &str) -> Answer {
        let body = json!({"linkId": link.id, "confirmationCode": code});
        self.post(harness, "/link-tokens/confirm", body).await
    }

    /// A lease on a user's session for one instance.
    pub async fn lease(&self, harness: &Harness, user: &str, instance: &str) -> Answer {
        let body = json!({"userId": user, "instanceId": instance});
        self.post(harness, "/leases", body).await
    }

    /// The whole journey, for one account of a user: a session that is delivered.
    pub async fn linked(&self, harness: &Harness, device: &mut Device, user: &str) -> Linked {
        let link = self.link(harness, user).await;
        let grant = device.redeem(harness, &link.token).await;
        self.confirm(harness, &link, &grant.code).await.data();
        let envelope = device.seal(harness, &grant, |_| {}).await;
        let delivered = device.deliver(harness, &grant, &envelope).await;
        Linked {
            id: delivered.data()["sessionId"].as_str().unwrap().to_owned(),
            grant,
            envelope,
        }
    }

    pub async fn token(&self, harness: &Harness) -> String {
        let answer = self
            .post(harness, "/token", json!({"grantType": "apiKey"}))
            .await;
        answer.data()["accessToken"].as_str().unwrap().to_owned()
    }
}
