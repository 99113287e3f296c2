//! A service behind a platform: it asks for links, and works with the sessions that come of them.

mod claim;
mod holding;
mod leased;
mod settings;

use std::sync::Arc;

use secrecy::SecretString;
use serde::de::DeserializeOwned;
use signet_contract::{
    ids::{AccountId, GrantId, SessionId},
    platform::{
        AccessToken, Confirm, Confirmed, Health, HealthReport, Lease, Link, NewLease, NewLink,
        Nothing, Receipt, Revoke, SealedSession, SessionDetail, TokenRequest, UserId,
    },
};
use signet_seal::{Envelope, Expected, Opened, VerifyingKey};

use self::claim::Claim;
pub use self::{
    holding::{Holding, Next},
    leased::{Ended, LeasedSession},
    settings::ConsumerSettings,
};
use crate::{
    Clock, Error,
    call::{Call, escaped},
    caller::Caller,
    http::Credentials,
    tokens::{TokenSource, Tokens},
};

/// One running instance of a service. It keeps nothing on disk; cloning it is cheap and shares
/// tokens and breaker.
#[derive(Clone)]
pub struct Consumer(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) caller: Caller,
    tokens: Tokens<ApiKey>,
    settings: ConsumerSettings,
}

/// Whose session an instance wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The user, as this service calls them.
    pub user: UserId,
    /// Which of their accounts; needed when there are several.
    pub account: Option<AccountId>,
    /// The grant, where the service keeps it since the confirmation: a platform that hands out
    /// another one is refused.
    pub grant: Option<GrantId>,
}

impl Wish {
    /// The only session of this user.
    pub fn of(user: UserId) -> Self {
        Self {
            user,
            account: None,
            grant: None,
        }
    }
}

impl Consumer {
    /// An instance with these settings. Contacts nobody yet.
    pub fn new(settings: ConsumerSettings, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let caller = Caller::new(&settings.address, settings.patience, clock)?;
        let tokens = Tokens::new(ApiKey {
            service: settings.service.to_string(),
            // Its own copy: both are wiped when the last clone of this goes.
            key: settings.api_key.clone(),
        });
        Ok(Self(Arc::new(Inner {
            caller,
            tokens,
            settings,
        })))
    }

    /// Asks for a link for one of the service's users.
    pub async fn link(&self, wanted: &NewLink) -> Result<Link, Error> {
        self.0.ask(&Call::post("/link-tokens", wanted)?).await
    }

    /// Confirms a link with the code that the user's own browser session brought back.
    pub async fn confirm(&self, confirm: &Confirm) -> Result<Confirmed, Error> {
        let call = Call::post("/link-tokens/confirm", confirm)?.once();
        self.0.ask(&call).await
    }

    /// Takes the lease of a session, fetches and opens it, and keeps the lease until
    /// [`LeasedSession::give_back`].
    ///
    /// [`SessionInUse`](signet_contract::platform::ErrorCode::SessionInUse) says that another
    /// instance has it, and until when; `AccountNeeded` lists the accounts to choose from. Both
    /// are the platform's refusals, in [`Error::Refused`]. [`Error::HeldHere`] says that this
    /// process has it already: there is never more than one [`LeasedSession`] on a session.
    pub async fn lease(&self, wish: &Wish) -> Result<LeasedSession, Error> {
        let asked = self.0.caller.clock.elapsed();
        let lease = self.0.take(wish).await?;
        // The platform gives the instance that asks again its own lease. It stays with whoever
        // has it here, so it is not given back.
        let claim = Claim::on(lease.session_id, &self.0.settings).ok_or(Error::HeldHere)?;
        let opened = match self.0.fetch(wish, &lease).await {
            Ok(opened) => opened,
            Err(error) => {
                // Nobody can use it here; somebody else should not have to wait.
                let _ = self.0.give_back(&lease).await;
                return Err(error);
            }
        };
        let holding = Holding::new(asked, lease.ends_in, lease.disconnect_before_end);
        let inner = Arc::clone(&self.0);
        Ok(LeasedSession::keep(inner, claim, lease, holding, opened))
    }

    /// Ends a session that this service no longer needs. Whoever holds it logs out and reports
    /// that; the person's device sees to the rest.
    pub async fn revoke(&self, session: SessionId) -> Result<SessionDetail, Error> {
        let call = Call::delete(&format!("/sessions/{session}")).with(&Revoke::default())?;
        self.0.ask(&call).await
    }

    /// Opens what was fetched under a lease. [`lease`](Self::lease) does it by itself.
    ///
    /// Nothing is taken from the envelope's own word: it must be for this service, platform and
    /// environment, for the wished user (and grant), for the lease's grant, signed by the device
    /// that the platform names, and in its time.
    pub fn open(
        &self,
        wish: &Wish,
        lease: &Lease,
        sealed: &SealedSession,
    ) -> Result<Opened, Error> {
        Ok(self.0.open(wish, lease, sealed)?)
    }
}

impl Inner {
    pub(crate) async fn ask<T: DeserializeOwned>(&self, call: &Call) -> Result<T, Error> {
        self.tokens.ask(&self.caller, call).await
    }

    async fn take(&self, wish: &Wish) -> Result<Lease, Error> {
        let lease = NewLease {
            user_id: wish.user.clone(),
            account_id: wish.account,
            instance_id: self.settings.instance.clone(),
            seconds: self.settings.lease_seconds,
        };
        self.ask(&Call::post("/leases", &lease)?).await
    }

    pub(crate) async fn renew(&self, lease: &Lease) -> Result<Lease, Error> {
        let renew = signet_contract::platform::RenewLease {
            seconds: self.settings.lease_seconds,
        };
        self.ask(&Call::post(&format!("/leases/{}/renew", lease.id), &renew)?)
            .await
    }

    /// Whether the platform says that the session was ended.
    pub(crate) async fn is_ended(&self, session: SessionId) -> Result<bool, Error> {
        let call = Call::get(&format!("/sessions/{session}")).once();
        let seen: SessionDetail = self.ask(&call).await?;
        Ok(!seen.session.is_active)
    }

    pub(crate) async fn give_back(&self, lease: &Lease) -> Result<(), Error> {
        let Nothing {} = self
            .ask(&Call::delete(&format!("/leases/{}", lease.id)))
            .await?;
        Ok(())
    }

    /// Fetches what the lease is for, opens it, and tells the platform whether it opened.
    async fn fetch(&self, wish: &Wish, lease: &Lease) -> Result<Opened, Error> {
        let user = escaped(wish.user.as_str());
        let call = Call::get(&format!("/sessions/user/{user}?leaseId={}", lease.id));
        let sealed: SealedSession = self.ask(&call).await?;
        let opened = self.open(wish, lease, &sealed);
        let receipt = Receipt::Opened {
            lease_id: lease.id,
            opened: opened.is_ok(),
        };
        let told = self.receipt(lease.session_id, &receipt).await;
        let opened = opened?;
        told?;
        Ok(opened)
    }

    fn open(
        &self,
        wish: &Wish,
        lease: &Lease,
        sealed: &SealedSession,
    ) -> Result<Opened, signet_seal::Error> {
        let closed = signet_seal::Error::Closed;
        let same = sealed.session_id == lease.session_id && sealed.grant_id == lease.grant_id;
        if !same || wish.grant.is_some_and(|grant| grant != lease.grant_id) {
            return Err(closed);
        }
        let settings = &self.settings;
        let envelope = Envelope::read(sealed.envelope.as_bytes()).map_err(|_| closed)?;
        let key = settings
            .sealing_keys
            .iter()
            .find(|key| key.id() == envelope.key_id())
            .ok_or(closed)?;
        let expected = Expected {
            environment: &settings.environment,
            platform: settings.address.origin(),
            service: settings.service,
            user: wish.user.as_str(),
            grant: lease.grant_id,
            device: Some(VerifyingKey::from_bytes(&sealed.device_key.0).map_err(|_| closed)?),
            now: signet_contract::platform::Moment::from(self.caller.clock.wall()).unix_seconds(),
        };
        key.open(sealed.envelope.as_bytes(), &expected)
    }

    pub(crate) async fn receipt(&self, session: SessionId, receipt: &Receipt) -> Result<(), Error> {
        let call = Call::post(&format!("/sessions/{session}/receipts"), receipt)?;
        let Nothing {} = self.ask(&call).await?;
        Ok(())
    }

    pub(crate) async fn health(&self, session: SessionId, health: Health) -> Result<(), Error> {
        let report = HealthReport { health };
        let call = Call::post(&format!("/sessions/{session}/health"), &report)?;
        let Nothing {} = self.ask(&call).await?;
        Ok(())
    }
}

/// Access tokens for a service, by its API key.
struct ApiKey {
    service: String,
    key: SecretString,
}

impl TokenSource for ApiKey {
    async fn fetch(&self, caller: &Caller) -> Result<AccessToken, Error> {
        let call = Call::post("/token", &TokenRequest::ApiKey { scopes: None })?;
        let credentials = Credentials::ApiKey(&self.service, &self.key);
        caller.ask(&call, &credentials).await
    }
}
