//! Services and devices as operators administer them.

use serde::{Deserialize, Serialize};

use super::{Credential, DeviceDescription, DisplayName, Moment, Note, PublicKey, Scope};
use crate::ids::{ApiKeyId, DeviceId, ServiceId};

/// `POST /services`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewService {
    /// Chosen by the service, because its identity key signs it together with the sealing key.
    pub id: ServiceId,
    pub name: DisplayName,
    /// What it does for the person, in a sentence; shown before anything is allowed.
    pub purpose: Note,
    pub scopes: Vec<Scope>,
    /// Whole URLs, compared exactly.
    pub redirect_uris: Vec<String>,
    /// Where a person can ask about it: an e-mail address or a URL.
    pub contact: String,
    /// The service's own, made by the service; it can never be replaced.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub identity_key: PublicKey,
    /// The first sealing key, signed by the identity key: the JSON of a `KeyStatement`.
    pub sealing_key: String,
    /// Addresses or networks (`192.0.2.0/24`) that its API keys may be used from; all without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<String>,
}

/// A service that was registered, and its first API key, shown once.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceRegistered {
    pub service: Service,
    pub api_key: NewApiKey,
}

/// `POST /services/{id}/api-keys`: a second key; with two the older one ends.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    pub id: ApiKeyId,
    /// Shown once.
    pub api_key: Credential,
}

/// `GET /services`, `GET /services/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Service {
    pub id: ServiceId,
    pub name: DisplayName,
    pub purpose: Note,
    pub scopes: Vec<Scope>,
    pub redirect_uris: Vec<String>,
    pub contact: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub identity_key: PublicKey,
    /// The id of the sealing key in use.
    pub sealing_key_id: String,
    pub allowed_addresses: Vec<String>,
    pub api_keys: Vec<ApiKey>,
    pub disabled: bool,
    pub created_at: Moment,
}

/// An API key without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    pub id: ApiKeyId,
    /// Its readable start.
    pub prefix: String,
    pub created_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Moment>,
}

/// `PATCH /services/{id}`. A changed card is noticed by devices; the identity key is absent on
/// purpose.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeService {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<DisplayName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<Scope>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_uris: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_addresses: Option<Vec<String>>,
    /// The next sealing key, signed by the same identity key: the JSON of a `KeyStatement`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealing_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// `GET /devices`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    pub id: DeviceId,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub key: PublicKey,
    pub description: DeviceDescription,
    pub enrolled_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Moment>,
    /// Its sessions were ended and it gets no tokens.
    pub disabled: bool,
}
