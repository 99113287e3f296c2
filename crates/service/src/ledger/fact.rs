//! One thing that must stay as it is.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use signet_contract::{
    ids::{ApiKeyId, DeviceId, GrantId, OperatorId, ServiceId, WebhookId},
    platform::{Ending, Octets, Role, Scope},
};

/// The last fact about a subject is the one that holds. What was replaced is named by the hash of
/// what replaced it: whatever else an older database has there may have leaked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    GrantEnded(GrantId, Ending),
    ApiKeyEnded(ApiKeyId),
    DeviceDisabled(DeviceId),
    /// Whether it is disabled.
    ServiceIs(ServiceId, bool),
    /// Its role, and whether it is disabled.
    OperatorIs(OperatorId, Role, bool),
    SealingKeyIs(ServiceId, Hash),
    ServiceAllows(ServiceId, Allowances),
    /// Password and authenticator, which are only replaced together.
    OperatorEntersBy(OperatorId, Hash),
    WebhookRemoved(WebhookId),
    WebhookSecretIs(WebhookId, Hash),
}

/// The hash of something as it is kept; keys and passwords are not kept in the clear.
pub type Hash = Octets<32>;

/// How a service is fenced in, where somebody may have drawn the fence closer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowances {
    pub addresses: Vec<String>,
    pub redirects: Vec<String>,
    pub scopes: Vec<Scope>,
}

/// What stands for this in a fact.
pub fn hash(kept: impl AsRef<[u8]>) -> Hash {
    Octets(Sha256::digest(kept).into())
}

impl Fact {
    /// What it is about: a kind and an id.
    pub fn subject(&self) -> String {
        match self {
            Self::GrantEnded(id, _) => format!("grant:{id}"),
            Self::ApiKeyEnded(id) => format!("api-key:{id}"),
            Self::DeviceDisabled(id) => format!("device:{id}"),
            Self::ServiceIs(id, _) => format!("service:{id}"),
            Self::OperatorIs(id, _, _) => format!("operator:{id}"),
            Self::SealingKeyIs(id, _) => format!("sealing-key:{id}"),
            Self::ServiceAllows(id, _) => format!("allowances:{id}"),
            Self::OperatorEntersBy(id, _) => format!("password:{id}"),
            Self::WebhookRemoved(id) => format!("webhook:{id}"),
            Self::WebhookSecretIs(id, _) => format!("webhook-secret:{id}"),
        }
    }

    /// Whether it must be made true after all others: a service that is disabled for its key was
    /// perhaps enabled, too, since.
    pub fn comes_last(&self) -> bool {
        matches!(self, Self::SealingKeyIs(..))
    }

    /// What is said of it, in words without blanks.
    pub(super) fn state(&self) -> String {
        match self {
            Self::GrantEnded(_, reason) => format!("ended:{}", word(reason)),
            Self::ApiKeyEnded(_) | Self::WebhookRemoved(_) => "ended".to_owned(),
            Self::DeviceDisabled(_) => "disabled".to_owned(),
            Self::ServiceIs(_, disabled) => access(*disabled).to_owned(),
            Self::OperatorIs(_, role, disabled) => format!("{}:{}", word(role), access(*disabled)),
            Self::SealingKeyIs(_, hash)
            | Self::OperatorEntersBy(_, hash)
            | Self::WebhookSecretIs(_, hash) => format!("is:{hash}"),
            Self::ServiceAllows(_, allowances) => {
                let json = serde_json::to_vec(allowances).unwrap_or_default();
                format!("is:{}", Base64UrlUnpadded::encode_string(&json))
            }
        }
    }

    pub(super) fn read(subject: &str, state: &str) -> Option<Self> {
        let (kind, id) = subject.split_once(':')?;
        let (first, second) = match state.split_once(':') {
            Some((first, second)) => (first, Some(second)),
            None => (state, None),
        };
        match (kind, first, second) {
            ("grant", "ended", Some(reason)) => {
                Some(Self::GrantEnded(id.parse().ok()?, from_word(reason)?))
            }
            ("api-key", "ended", None) => Some(Self::ApiKeyEnded(id.parse().ok()?)),
            ("webhook", "ended", None) => Some(Self::WebhookRemoved(id.parse().ok()?)),
            ("device", "disabled", None) => Some(Self::DeviceDisabled(id.parse().ok()?)),
            ("service", state, None) => {
                Some(Self::ServiceIs(id.parse().ok()?, from_access(state)?))
            }
            ("operator", role, Some(state)) => Some(Self::OperatorIs(
                id.parse().ok()?,
                from_word(role)?,
                from_access(state)?,
            )),
            ("sealing-key", "is", Some(hash)) => {
                Some(Self::SealingKeyIs(id.parse().ok()?, from_word(hash)?))
            }
            ("password", "is", Some(hash)) => {
                Some(Self::OperatorEntersBy(id.parse().ok()?, from_word(hash)?))
            }
            ("webhook-secret", "is", Some(hash)) => {
                Some(Self::WebhookSecretIs(id.parse().ok()?, from_word(hash)?))
            }
            ("allowances", "is", Some(text)) => {
                let json = Base64UrlUnpadded::decode_vec(text).ok()?;
                let allowances = serde_json::from_slice(&json).ok()?;
                Some(Self::ServiceAllows(id.parse().ok()?, allowances))
            }
            _ => None,
        }
    }
}

fn access(disabled: bool) -> &'static str {
    if disabled { "disabled" } else { "enabled" }
}

fn from_access(state: &str) -> Option<bool> {
    match state {
        "disabled" => Some(true),
        "enabled" => Some(false),
        _ => None,
    }
}

/// The word that it has on the wire.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}
