//! Service cards: the signed description of a service.

mod change;
mod draft;
pub(crate) mod limits;

use std::fmt;

use sha2::{Digest, Sha256};
use signet_contract::ids::ServiceId;

pub use self::{change::CardChange, draft::CardDraft};
use crate::{
    Error, Suite,
    jws::Token,
    signing::{Identity, Platform, VerifyingKey},
    suite::PublicKey,
};

const TYP: &str = "signet-card+jwt";

/// How far ahead of ours a clock may be that makes a card or an envelope.
pub(crate) const SKEW: u64 = 300;

/// Whose signature makes a card worth reading.
#[derive(Debug, Clone, Copy)]
pub enum Signer<'s> {
    /// The platform of this origin, with the key that is pinned for it.
    Platform {
        /// Its origin, as it was reached.
        origin: &'s str,
        /// Its pinned key.
        key: &'s VerifyingKey<Platform>,
    },
    /// The service itself: a card from a file, without a platform. Whoever reads it compares the
    /// [`Fingerprint`](crate::Fingerprint) of its identity key with the service's own words.
    Service,
}

/// A verified card. [`read`](Self::read) is the only way to one, so whoever has a card knows that
/// its signer signed the received bytes, that the service's identity key signed its sealing key,
/// that it is in its time and that every field is in its limits.
///
/// ```compile_fail,E0277
/// fn unverified<T: serde::de::DeserializeOwned>() {}
/// unverified::<signet_seal::Card>();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    content: CardDraft,
    key: PublicKey,
    hash: [u8; 32],
    token: String,
}

impl Card {
    /// Verifies a card, at this moment (seconds since 1970). A clock five minutes behind is
    /// forgiven at its beginning, none at its end.
    pub fn read(token: &str, signer: Signer<'_>, now: u64) -> Result<Self, Error> {
        let unverified = Token::read(TYP, token).ok_or(Error::Card("token"))?;
        let mut content: CardDraft =
            serde_json::from_slice(&unverified.claims).map_err(|_| Error::Card("claims"))?;
        let (origin, signed) = match signer {
            Signer::Platform { origin, key } => (origin, unverified.is_signed_by(key)),
            Signer::Service => ("", unverified.is_signed_by(&content.identity_key)),
        };
        if !signed {
            return Err(Error::CardSignature);
        }
        if content.platform != origin {
            return Err(Error::CardPlatform);
        }
        limits::check(&mut content)?;
        let key = content
            .key
            .verify(&content.identity_key, content.service_id)?;
        if now.saturating_add(SKEW) < content.not_before {
            return Err(Error::CardEarly);
        }
        if now >= content.not_after {
            return Err(Error::CardOver);
        }
        Ok(Self {
            content,
            key,
            hash: Sha256::digest(token).into(),
            token: token.to_owned(),
        })
    }

    /// The platform's origin; empty for a card from a file.
    pub fn platform(&self) -> &str {
        &self.content.platform
    }

    /// The service.
    pub fn service(&self) -> ServiceId {
        self.content.service_id
    }

    /// What the service calls itself: one line, at most 60 characters.
    pub fn name(&self) -> &str {
        &self.content.name
    }

    /// What it says it will do: one line, at most 200 characters.
    pub fn purpose(&self) -> &str {
        &self.content.purpose
    }

    /// Whom to ask about it: one line, at most 120 characters, perhaps empty. A text, no link.
    pub fn contact(&self) -> &str {
        &self.content.contact
    }

    /// What it says it will use, sorted, each once.
    pub fn scopes(&self) -> &[String] {
        &self.content.scopes
    }

    /// Where a link may lead back to.
    pub fn redirect_uris(&self) -> &[String] {
        &self.content.redirect_uris
    }

    /// The key that stays when sealing keys change; pinned at the first consent.
    pub fn identity_key(&self) -> &VerifyingKey<Identity> {
        &self.content.identity_key
    }

    /// The id of its sealing key.
    pub fn key_id(&self) -> &str {
        &self.content.key.id
    }

    /// How it is sealed to.
    pub fn suite(&self) -> Suite {
        self.content.key.suite
    }

    /// The first second after it, since 1970.
    pub fn not_after(&self) -> u64 {
        self.content.not_after
    }

    /// SHA-256 of the received bytes.
    pub fn sha256(&self) -> &[u8; 32] {
        &self.hash
    }

    /// The received bytes.
    pub fn as_str(&self) -> &str {
        &self.token
    }

    /// What a person who consented to `before` would have to be told before this card is used in
    /// its place. Renewed dates and a new sealing key that the same identity signed are no change.
    pub fn changed_since(&self, before: &Self) -> Option<CardChange> {
        CardChange::between(&before.content, &self.content)
    }

    /// The same content for a platform of this origin to sign, which is how a platform takes on a
    /// service that brought a card it signed itself.
    pub fn drafted_for(&self, platform: &str) -> CardDraft {
        CardDraft {
            platform: platform.to_owned(),
            ..self.content.clone()
        }
    }

    pub(crate) fn key(&self) -> &PublicKey {
        &self.key
    }

    pub(crate) fn is_valid_at(&self, now: u64) -> bool {
        self.content.not_before <= now.saturating_add(SKEW) && now < self.content.not_after
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Card")
            .field("service", &self.content.service_id)
            .field("name", &self.content.name)
            .finish_non_exhaustive()
    }
}
