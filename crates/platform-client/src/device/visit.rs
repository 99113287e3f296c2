//! Before the device is enrolled: finding the platform, looking at a link, saying yes or no.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use signet_contract::platform::{
    Credential, DeviceDescription, Jwk, LinkRequest, Moment, Nothing, Octets, Preview,
    REDEMPTION_TYPE, Redeem, Redeemed, RedemptionClaims, Refusal, Refuse, WellKnown,
};
use signet_seal::{Card, Device, KeyChange, Platform, Signer, SigningKey, VerifyingKey};

use crate::{
    Clock, Error, Patience, PlatformAddress, call::Call, caller::Caller, http::Credentials,
};

/// A platform that was found, is what its address says, and signs with the key that is pinned.
pub struct Visit {
    pub(super) caller: Caller,
    pub(super) origin: String,
    name: String,
    environment: String,
    pub(super) key: VerifyingKey<Platform>,
}

/// A link's whole request, checked against the verified card of the service that asks.
#[derive(Debug)]
pub struct Request {
    /// What is asked for.
    pub asked: LinkRequest,
    /// Who asks.
    pub card: Card,
}

impl Visit {
    /// Finds the platform at this address, for this environment. Contacts it; nothing before this
    /// does.
    ///
    /// With a pinned key it must use that one, or show statements that lead from it to the one it
    /// uses now. Without, whoever keeps the pin takes [`key`](Self::key) once the person
    /// consented.
    pub async fn open(
        address: &PlatformAddress,
        environment: &str,
        pinned: Option<VerifyingKey<Platform>>,
        patience: Patience,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        let caller = Caller::new(address, patience, clock)?;
        let call = Call::get_at_root("/.well-known/signet");
        let known: WellKnown = caller.ask(&call, &Credentials::Nobody).await?;
        if known.origin != address.origin() {
            return Err(Error::OtherPlatform);
        }
        if known.environment != environment {
            return Err(Error::OtherEnvironment);
        }
        let used = key_of(&known.signing_key)?;
        let key = match pinned {
            Some(pinned) => KeyChange::follow(&known.origin, pinned, used, &known.key_changes)?,
            None => used,
        };
        Ok(Self {
            caller,
            origin: known.origin,
            name: known.name.to_string(),
            environment: known.environment,
            key,
        })
    }

    /// Its origin: what it is.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What it calls itself. A text that a stranger wrote.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key to be pinned: the one it signs with now.
    pub fn key(&self) -> &VerifyingKey<Platform> {
        &self.key
    }

    /// Looks at a link without taking it.
    pub async fn preview(&self, token: &Credential) -> Result<Request, Error> {
        // Exposed to the platform that made it.
        let token = Credential::new(token.expose().to_owned());
        let call = Call::post("/link-tokens/preview", &Preview { token })?;
        let asked: LinkRequest = self.caller.ask(&call, &Credentials::Nobody).await?;
        let card = self.card(&asked.card)?;
        self.agree(&asked, &card)?;
        Ok(Request { asked, card })
    }

    /// Says yes: consumes the link and enrols this device with a key made for this platform.
    ///
    /// It works once, so it is tried again only when the platform certainly did nothing. After
    /// any other failure the person needs a new link.
    pub async fn redeem(
        &self,
        token: &Credential,
        key: &SigningKey<Device>,
        device: DeviceDescription,
        access_until: Option<Moment>,
    ) -> Result<Redeemed, Error> {
        let claims = RedemptionClaims {
            aud: self.origin.clone(),
            // Exposed to be hashed.
            token: Octets(Sha256::digest(token.expose()).into()),
            iat: Moment::from(self.caller.clock.wall()).unix_seconds(),
        };
        let redeem = Redeem {
            // Exposed to the platform that made it.
            token: Credential::new(token.expose().to_owned()),
            device_key: Octets(*key.verifying_key().as_bytes()),
            proof: key.sign_jws(REDEMPTION_TYPE, &claims)?,
            device,
            access_until,
        };
        let call = Call::post("/link-tokens/redeem", &redeem)?.once();
        self.caller.ask(&call, &Credentials::Nobody).await
    }

    /// Says no, before anything was redeemed.
    pub async fn refuse(&self, token: &Credential, reason: Refusal) -> Result<(), Error> {
        // Exposed to the platform that made it.
        let token = Credential::new(token.expose().to_owned());
        let call = Call::post("/link-tokens/refuse", &Refuse { token, reason })?;
        let Nothing {} = self.caller.ask(&call, &Credentials::Nobody).await?;
        Ok(())
    }

    /// A card of this platform, verified now.
    pub(super) fn card(&self, token: &str) -> Result<Card, Error> {
        let now = Moment::from(self.caller.clock.wall()).unix_seconds();
        let signer = Signer::Platform {
            origin: &self.origin,
            key: &self.key,
        };
        Ok(Card::read(token, signer, now)?)
    }

    /// What the platform says beside the card must not say more than the card.
    fn agree(&self, asked: &LinkRequest, card: &Card) -> Result<(), Error> {
        if asked.origin != self.origin {
            return Err(Error::OtherPlatform);
        }
        if asked.environment != self.environment {
            return Err(Error::OtherEnvironment);
        }
        if asked.service_id != card.service() {
            return Err(Error::Contradiction("service"));
        }
        let promised = |scope: &str| card.scopes().iter().any(|promised| promised == scope);
        if !asked.scopes.iter().all(|scope| promised(scope.as_str())) {
            return Err(Error::Contradiction("scopes"));
        }
        let registered = |uri: &String| card.redirect_uris().contains(uri);
        if !asked.redirect_uri.as_ref().is_none_or(registered) {
            return Err(Error::Contradiction("redirect"));
        }
        Ok(())
    }
}

fn key_of(jwk: &Jwk) -> Result<VerifyingKey<Platform>, Error> {
    let form = (jwk.kty.as_str(), jwk.crv.as_str(), jwk.alg.as_str());
    if form == ("OKP", "Ed25519", "EdDSA") {
        Ok(jwk.x.parse()?)
    } else {
        Err(Error::Seal(signet_seal::Error::PublicKey))
    }
}
