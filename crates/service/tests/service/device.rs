//! A person's Signet: enrols, proves itself, seals and delivers.

use std::sync::Mutex;

use reqwest::Method;
use secrecy::SecretBox;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use signet_contract::{
    ids::{AccountId, DeviceId, GrantId},
    platform::{ASSERTION_TYPE, AssertionClaims, Octets, REDEMPTION_TYPE, RedemptionClaims},
};
use signet_seal::{Card, Sealing, Signer, SigningKey, VerifyingKey};
use signet_session::{AuthKey, Introduction, SessionParts, TelegramSession};
use signet_trail::{
    Action, Actor, Circumstance, Draft, Head, Line, Recorded, Seal, Text, Timestamp, Trail,
    TrailKey, TrailStore,
};

use crate::harness::{API, Answer, Harness, answer};

pub struct Device {
    pub key: SigningKey<signet_seal::Device>,
    pub id: Option<DeviceId>,
    pub account: AccountId,
    token: Option<String>,
}

/// A grant as its device knows it.
pub struct Grant {
    pub id: GrantId,
    pub user: String,
    pub card: String,
    pub code: String,
    pub access_until: u64,
}

/// What a test may bend before it is sealed.
pub struct Bent {
    pub environment: String,
    pub platform_card: String,
    pub grant: GrantId,
    pub user: String,
    pub scopes: Vec<String>,
    pub issued_at: u64,
    pub expires_at: u64,
    pub key: SigningKey<signet_seal::Device>,
}

impl Device {
    pub fn new() -> Self {
        Self {
            key: SigningKey::random().unwrap(),
            id: None,
            account: AccountId::now(),
            token: None,
        }
    }

    pub fn redemption(&self, harness: &Harness, token: &str) -> Value {
        let claims = RedemptionClaims {
            aud: harness.server.origin().to_string(),
            token: Octets(Sha256::digest(token).into()),
            iat: harness.clock().now().unix_seconds(),
        };
        json!({
            "token": token,
            "deviceKey": Octets(*self.key.verifying_key().as_bytes()),
            "proof": self.key.sign_jws(REDEMPTION_TYPE, &claims).unwrap(),
            "device": {"name": "Mara's laptop", "system": "linux", "version": "0.1.0"},
        })
    }

    /// Looks at the link and says yes to it.
    pub async fn redeem(&mut self, harness: &Harness, token: &str) -> Grant {
        let seen = harness
            .post("/link-tokens/preview", json!({"token": token}))
            .await;
        let card = seen.data()["card"].as_str().unwrap().to_owned();
        let redemption = self.redemption(harness, token);
        let redeemed = harness.post("/link-tokens/redeem", redemption).await;
        let data = redeemed.data();
        let text = |name: &str| data[name].as_str().unwrap().to_owned();
        self.id = Some(text("deviceId").parse().unwrap());
        let until: signet_contract::platform::Moment = text("accessUntil").parse().unwrap();
        Grant {
            id: text("grantId").parse().unwrap(),
            user: text("userId"),
            card,
            code: text("confirmationCode"),
            access_until: until.unix_seconds(),
        }
    }

    pub fn assertion(
        &self,
        harness: &Harness,
        change: impl FnOnce(&mut AssertionClaims),
    ) -> String {
        let now = harness.clock().now().unix_seconds();
        let id = self.id.unwrap();
        let mut claims = AssertionClaims {
            iss: id,
            sub: id,
            aud: harness.server.origin().to_string(),
            iat: now,
            exp: now + 60,
            jti: uuid::Uuid::now_v7().simple().to_string(),
        };
        change(&mut claims);
        self.key.sign_jws(ASSERTION_TYPE, &claims).unwrap()
    }

    pub async fn exchange(&self, harness: &Harness, assertion: &str) -> Answer {
        let body = json!({"grantType": "deviceAssertion", "assertion": assertion});
        harness.post("/token", body).await
    }

    pub async fn token(&mut self, harness: &Harness) -> String {
        if self.token.is_none() {
            let assertion = self.assertion(harness, |_| {});
            let answer = self.exchange(harness, &assertion).await;
            self.token = Some(answer.data()["accessToken"].as_str().unwrap().to_owned());
        }
        self.token.clone().unwrap()
    }

    pub async fn get(&mut self, harness: &Harness, path: &str) -> Answer {
        let token = self.token(harness).await;
        harness.bearer(Method::GET, path, &token).await
    }

    pub async fn send(
        &mut self,
        harness: &Harness,
        method: Method,
        path: &str,
        body: Value,
    ) -> Answer {
        let token = self.token(harness).await;
        let request = harness.request(method, &format!("{API}{path}"));
        answer(request.bearer_auth(token).json(&body)).await
    }

    pub async fn deliver(&mut self, harness: &Harness, grant: &Grant, envelope: &str) -> Answer {
        let body = json!({
            "grantId": grant.id,
            "accountId": self.account,
            "accountHint": "ends in 77",
            "envelope": envelope,
        });
        self.send(harness, Method::POST, "/sessions", body).await
    }

    /// Seals a session for a grant; `bend` may make it another one.
    pub async fn seal(
        &self,
        harness: &Harness,
        grant: &Grant,
        bend: impl FnOnce(&mut Bent),
    ) -> String {
        let now = harness.clock().now().unix_seconds();
        let mut bent = Bent {
            environment: "production".to_owned(),
            platform_card: grant.card.clone(),
            grant: grant.id,
            user: grant.user.clone(),
            scopes: vec!["messages.read".to_owned()],
            issued_at: now,
            expires_at: grant.access_until,
            key: SigningKey::from_seed(&self.key.seed()),
        };
        bend(&mut bent);
        let said = harness.get("/.well-known/signet").await;
        let origin = said.data()["origin"].as_str().unwrap().to_owned();
        let key = said.data()["signingKey"]["x"].as_str().unwrap();
        let key: VerifyingKey<signet_seal::Platform> = key.parse().unwrap();
        let signer = Signer::Platform {
            origin: &origin,
            key: &key,
        };
        let card = Card::read(&bent.platform_card, signer, now).unwrap();
        let sealing = Sealing {
            environment: &bent.environment,
            card: &card,
            grant: bent.grant,
            user: &bent.user,
            scopes: &bent.scopes,
            issued_at: bent.issued_at,
            expires_at: bent.expires_at,
        };
        let line = line::<Seal>(format!("grant:{}", bent.grant)).await;
        sealing.seal(line, &session(), &bent.key).unwrap().to_json()
    }
}

/// A session such as Telegram would have given.
pub fn session() -> TelegramSession {
    let key = SecretBox::new(Box::new(std::array::from_fn(|at| at as u8)));
    TelegramSession::new(SessionParts {
        dc_id: 2,
        address: "149.154.167.51:443".parse().unwrap(),
        test: false,
        key: AuthKey::new(key).unwrap(),
        user_id: 5_000_000_123,
        api_id: 4242,
        introduction: Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en").unwrap(),
    })
    .unwrap()
}

/// The device's own trail, in memory.
#[derive(Default)]
struct Memory(Mutex<Option<Head>>);

impl TrailStore for Memory {
    type Error = signet_trail::Error;

    async fn append(&self, draft: Draft) -> Result<Line, Self::Error> {
        let mut head = self.0.lock().unwrap();
        let line = draft.follow(head.as_ref())?;
        *head = Some(*line.head());
        Ok(line)
    }

    async fn publish(&self, _: &Head) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// The line of an action, in a trail of its own.
pub async fn line<A: Action>(subject: String) -> Recorded<A> {
    let key = TrailKey::new(SecretBox::new(Box::new([7; 32])));
    let circumstance = Circumstance {
        at: Timestamp::from_unix_millis(0),
        actor: Actor::Person(Text::none()),
        subject: subject.parse().unwrap(),
        reference: Text::none(),
    };
    Trail::new(Memory::default(), key)
        .record(circumstance)
        .await
        .unwrap()
}
