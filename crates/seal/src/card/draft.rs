//! What a card says, and its signing.

use serde::{Deserialize, Serialize};
use signet_contract::ids::ServiceId;

use super::{Card, Signer, TYP};
use crate::{
    Error, KeyStatement,
    signing::{Identity, Platform, SigningKey, VerifyingKey},
};

/// The content of a card before it is signed, and nothing to be trusted.
///
/// Signing refuses what [`Card::read`] would refuse, so that no platform serves a card that no
/// device takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardDraft {
    /// The platform's origin; empty for a card that the service signs itself.
    pub platform: String,
    /// The service.
    pub service_id: ServiceId,
    /// What it calls itself: at most 60 characters are shown.
    pub name: String,
    /// What it will do, in a sentence: at most 200 characters are shown.
    pub purpose: String,
    /// Whom to ask about it: at most 120 characters are shown; may be empty.
    pub contact: String,
    /// What it will use: at most 16, each 1 to 64 of `a`–`z`, `0`–`9` and `._:-`.
    pub scopes: Vec<String>,
    /// Where a link may lead back to: at most 8 https URLs; http on a loopback address if the
    /// platform itself is reached that way.
    pub redirect_uris: Vec<String>,
    /// The service's identity key.
    pub identity_key: VerifyingKey<Identity>,
    /// Its sealing key; see [`SealingKey::stated_by`](crate::SealingKey::stated_by).
    pub key: KeyStatement,
    /// The first second of the card, since 1970.
    pub not_before: u64,
    /// The first second after it: at most two years later, and no later than the sealing key's.
    pub not_after: u64,
}

impl CardDraft {
    /// The card, signed by its platform.
    pub fn sign_by_platform(&self, key: &SigningKey<Platform>) -> Result<String, Error> {
        let token = key.sign_jws(TYP, self)?;
        let signer = Signer::Platform {
            origin: &self.platform,
            key: &key.verifying_key(),
        };
        Card::read(&token, signer, self.not_before)?;
        Ok(token)
    }

    /// The card, signed by the service itself, for use without a platform.
    pub fn sign_by_service(&self, key: &SigningKey<Identity>) -> Result<String, Error> {
        let token = key.sign_jws(TYP, self)?;
        Card::read(&token, Signer::Service, self.not_before)?;
        Ok(token)
    }
}
