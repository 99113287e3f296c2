//! What a platform says of itself and of its services, signed.

use serde::{Deserialize, Serialize};

use super::{DisplayName, Moment};
use crate::{
    Reference,
    ids::{DeviceId, GrantId, ServiceId, SessionId},
};

/// `GET /.well-known/signet`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WellKnown {
    /// The platform is this origin.
    pub origin: String,
    pub name: DisplayName,
    /// Which Telegram its sessions are for.
    pub environment: String,
    /// Signs cards and receipts; pinned by devices at the first consent.
    pub signing_key: Jwk,
    /// Every change of the signing key since the first, oldest first: each a compact JWS that
    /// the key before signed.
    pub key_changes: Vec<String>,
    /// What access tokens are signed with now, and were until a while ago.
    pub jwks: Jwks,
}

/// A set of public keys (RFC 7517).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwks {
    pub keys: Vec<Jwk>,
}

/// An Ed25519 public key (RFC 8037).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwk {
    /// Always `OKP`.
    pub kty: String,
    /// Always `Ed25519`.
    pub crv: String,
    /// Always `EdDSA`.
    pub alg: String,
    /// The key's thumbprint (RFC 7638).
    pub kid: String,
    /// The key itself, base64url.
    pub x: String,
}

/// `GET /service-cards`: those of the services that the device has grants for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceCards {
    pub cards: Vec<ServiceCard>,
}

/// One card: a compact JWS whose bytes are what is verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceCard {
    pub service_id: ServiceId,
    pub card: String,
}

/// The `typ` of a receipt for a delivered envelope.
pub const RECEIPT_TYPE: &str = "signet-receipt+jwt";

/// What a receipt says: a compact JWS of the platform's signing key, with `typ`
/// [`RECEIPT_TYPE`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptClaims {
    /// The platform's origin.
    pub iss: String,
    /// Seconds since 1970.
    pub iat: u64,
    pub grant_id: GrantId,
    pub session_id: SessionId,
    pub device_id: DeviceId,
    pub service_id: ServiceId,
    /// SHA-256 of the envelope's bytes, base64url.
    pub envelope: String,
    pub expires_at: Moment,
    pub reference: Reference,
}
