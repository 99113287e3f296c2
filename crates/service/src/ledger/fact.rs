//! One thing that must stay as it is.

use serde::{Serialize, de::DeserializeOwned};
use signet_contract::{
    ids::{ApiKeyId, DeviceId, GrantId, OperatorId, ServiceId, WebhookId},
    platform::{Ending, Role},
};

/// The last fact about a subject is the one that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    GrantEnded(GrantId, Ending),
    ApiKeyEnded(ApiKeyId),
    DeviceDisabled(DeviceId),
    /// Whether it is disabled.
    ServiceIs(ServiceId, bool),
    /// Its role, and whether it is disabled.
    OperatorIs(OperatorId, Role, bool),
    /// A key that the service replaced; it may have leaked.
    SealingKeyRetired(ServiceId, String),
    WebhookRemoved(WebhookId),
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
            Self::SealingKeyRetired(id, _) => format!("sealing-key:{id}"),
            Self::WebhookRemoved(id) => format!("webhook:{id}"),
        }
    }

    /// What is said of it, in words without blanks.
    pub(super) fn state(&self) -> String {
        match self {
            Self::GrantEnded(_, reason) => format!("ended:{}", word(reason)),
            Self::ApiKeyEnded(_) | Self::WebhookRemoved(_) => "ended".to_owned(),
            Self::DeviceDisabled(_) => "disabled".to_owned(),
            Self::ServiceIs(_, disabled) => access(*disabled).to_owned(),
            Self::OperatorIs(_, role, disabled) => format!("{}:{}", word(role), access(*disabled)),
            Self::SealingKeyRetired(_, key_id) => format!("retired:{key_id}"),
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
            ("sealing-key", "retired", Some(key_id)) => {
                Some(Self::SealingKeyRetired(id.parse().ok()?, key_id.to_owned()))
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
