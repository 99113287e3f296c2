//! After the device is enrolled: cards, delivery, revocation, receipts.

use std::time::Duration;

use sha2::{Digest, Sha256};
use signet_contract::{
    Reference,
    ids::{AccountId, DeviceId, GrantId, SessionId},
    platform::{
        ASSERTION_SECONDS, ASSERTION_TYPE, AccessToken, AccountHint, AssertionClaims, Credential,
        Deliver, Delivered, LinkState, LinkStatus, Moment, Nothing, Octets, RECEIPT_TYPE, Receipt,
        ReceiptClaims, Refusal, Refuse, Revoke, ServiceCards, SessionDetail, TokenRequest,
    },
};
use signet_seal::{Card, Device, Envelope, Platform, SigningKey, VerifyingKey};
use signet_trail::Recorded;

use super::Visit;
use crate::{
    Error,
    call::Call,
    caller::Caller,
    http::Credentials,
    tokens::{TokenSource, Tokens},
};

/// This device at a platform that knows its key.
pub struct EnrolledDevice {
    visit: Visit,
    tokens: Tokens<Assertions>,
}

/// A delivery, and the platform's signed word for it, to be kept as proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The session at the platform.
    pub session: SessionId,
    /// Until when the platform keeps it.
    pub expires_at: Moment,
    /// What a person reads out by phone.
    pub reference: Reference,
    /// The receipt, a compact JWS that was verified.
    pub receipt: String,
}

impl EnrolledDevice {
    /// The device of this id and key.
    pub fn new(visit: Visit, id: DeviceId, key: SigningKey<Device>) -> Self {
        let origin = visit.origin.clone();
        Self {
            visit,
            tokens: Tokens::new(Assertions { id, key, origin }),
        }
    }

    /// The platform.
    pub fn platform(&self) -> &Visit {
        &self.visit
    }

    /// The device's id there.
    pub fn id(&self) -> DeviceId {
        self.tokens.source().id
    }

    /// The key that seals and signs for this platform.
    pub fn key(&self) -> &SigningKey<Device> {
        &self.tokens.source().key
    }

    /// Whether the page that asked has confirmed the grant.
    pub async fn status(&self, grant: GrantId) -> Result<LinkState, Error> {
        let call = Call::get(&format!("/link-tokens/status?grantId={grant}"));
        let status: LinkStatus = self.ask(&call).await?;
        Ok(status.state)
    }

    /// Says no after all, to what this device redeemed.
    pub async fn refuse(&self, token: &Credential, reason: Refusal) -> Result<(), Error> {
        // Exposed to the platform that made it.
        let token = Credential::new(token.expose().to_owned());
        let call = Call::post("/link-tokens/refuse", &Refuse { token, reason })?;
        let Nothing {} = self.ask(&call).await?;
        Ok(())
    }

    /// The current cards of the services that this device has grants for, each verified. One
    /// that is refused does not hide the others.
    pub async fn cards(&self) -> Result<Vec<Result<Card, Error>>, Error> {
        let cards: ServiceCards = self.ask(&Call::get("/service-cards")).await?;
        let verified = cards.cards.iter().map(|card| {
            let read = self.visit.card(&card.card)?;
            if read.service() == card.service_id {
                Ok(read)
            } else {
                Err(Error::Contradiction("service"))
            }
        });
        Ok(verified.collect())
    }

    /// Delivers an envelope and verifies the receipt. The same envelope again is the same
    /// delivery, so an outbox repeats it until this returns.
    ///
    /// The line must be about `grant:` and the envelope's grant.
    pub async fn deliver(
        &self,
        line: Recorded<signet_trail::Deliver>,
        envelope: &Envelope,
        account: AccountId,
        hint: Option<AccountHint>,
    ) -> Result<Delivery, Error> {
        let grant = envelope.context().grant;
        if line.subject().as_str() != format!("grant:{grant}") {
            return Err(Error::OtherLine);
        }
        let deliver = Deliver {
            grant_id: grant,
            account_id: account,
            account_hint: hint,
            envelope: envelope.to_json(),
        };
        let call = Call::post("/sessions", &deliver)?;
        let delivered: Delivered = self.ask(&call).await?;
        let envelope_hash = Octets(Sha256::digest(&deliver.envelope).into());
        self.verify(&delivered, envelope, envelope_hash)?;
        Ok(Delivery {
            session: delivered.session_id,
            expires_at: delivered.expires_at,
            reference: delivered.reference,
            receipt: delivered.receipt,
        })
    }

    /// One session of this device and how far its ending is.
    pub async fn session(&self, session: SessionId) -> Result<SessionDetail, Error> {
        self.ask(&Call::get(&format!("/sessions/{session}"))).await
    }

    /// Ends a session at the platform. What Telegram must do as well is reported by
    /// [`report`](Self::report).
    pub async fn revoke(&self, session: SessionId) -> Result<SessionDetail, Error> {
        let call = Call::delete(&format!("/sessions/{session}")).with(&Revoke::default())?;
        self.ask(&call).await
    }

    /// Reports a step of an ending, and returns how far it is now.
    pub async fn report(
        &self,
        session: SessionId,
        receipt: &Receipt,
    ) -> Result<SessionDetail, Error> {
        let call = Call::post(&format!("/sessions/{session}/receipts"), receipt)?;
        self.ask(&call).await
    }

    async fn ask<T: serde::de::DeserializeOwned>(&self, call: &Call) -> Result<T, Error> {
        self.tokens.ask(&self.visit.caller, call).await
    }

    fn verify(
        &self,
        delivered: &Delivered,
        envelope: &Envelope,
        hash: Octets<32>,
    ) -> Result<(), Error> {
        let claims = claims(&self.visit.key, &delivered.receipt).ok_or(Error::Receipt)?;
        let context = envelope.context();
        let said = claims.iss == self.visit.origin
            && claims.grant_id == context.grant
            && claims.service_id == context.service
            && claims.session_id == delivered.session_id
            && claims.device_id == self.id()
            && claims.envelope == hash.to_string()
            && claims.expires_at == delivered.expires_at
            && claims.reference == delivered.reference;
        if said { Ok(()) } else { Err(Error::Receipt) }
    }
}

fn claims(key: &VerifyingKey<Platform>, receipt: &str) -> Option<ReceiptClaims> {
    serde_json::from_slice(&key.verify_jws(RECEIPT_TYPE, receipt)?).ok()
}

/// Access tokens for a device: each one by a fresh assertion.
struct Assertions {
    id: DeviceId,
    key: SigningKey<Device>,
    origin: String,
}

/// How often a token is asked for with a new assertion when no answer came: a platform takes each
/// assertion once, so one that may have arrived is not sent again.
const ASSERTIONS: u32 = 3;

impl TokenSource for Assertions {
    async fn fetch(&self, caller: &Caller) -> Result<AccessToken, Error> {
        let mut tries = 1;
        loop {
            let assertion = self.assertion(Moment::from(caller.clock.wall()))?;
            let call = Call::post("/token", &TokenRequest::DeviceAssertion { assertion })?.once();
            match caller.ask(&call, &Credentials::Nobody).await {
                Err(error) if error.is_passing() && tries < ASSERTIONS => {
                    tries += 1;
                    tokio::time::sleep(Duration::from_millis(250 << tries)).await;
                }
                answer => return answer,
            }
        }
    }
}

impl Assertions {
    fn assertion(&self, now: Moment) -> Result<Credential, Error> {
        let mut jti = [0; 32];
        getrandom::fill(&mut jti).map_err(|_| Error::System("random numbers"))?;
        let iat = now.unix_seconds();
        let claims = AssertionClaims {
            iss: self.id,
            sub: self.id,
            aud: self.origin.clone(),
            iat,
            exp: iat + ASSERTION_SECONDS,
            jti: Octets(jti).to_string(),
        };
        Ok(Credential::new(self.key.sign_jws(ASSERTION_TYPE, &claims)?))
    }
}
