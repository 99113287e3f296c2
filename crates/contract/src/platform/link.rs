//! Linking: from a service's wish to the person's yes and the asking page's confirmation.

use serde::{Deserialize, Serialize};

use super::{
    Credential, DeviceName, DisplayName, Moment, Octets, PublicKey, Scope, UserId, UserLabel,
};
use crate::{
    Reference,
    ids::{DeviceId, GrantId, LinkId, ServiceId},
};

/// The parameter that carries the confirmation code to the redirect.
pub const CONFIRMATION_PARAMETER: &str = "signet_code";

/// `POST /link-tokens`: a service asks for a link for one of its users.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLink {
    pub user_id: UserId,
    pub user_label: UserLabel,
    /// At least one, each of them registered.
    pub scopes: Vec<Scope>,
    /// Until when the service wants access; the person may shorten it. Without one: the longest
    /// that the platform allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_until: Option<Moment>,
    /// One of the registered redirects. Without one the person types the code on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<String>,
}

/// A link that was made. The service keeps `link_id` in the browser session that asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    pub link_id: LinkId,
    pub token: Credential,
    /// Where to send the person's browser.
    pub page_url: Credential,
    /// What that page opens: `signet://link?…`.
    pub app_url: Credential,
    pub expires_at: Moment,
}

/// `POST /link-tokens/preview`: what is asked for, without taking it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    pub token: Credential,
}

/// The whole request, as a person is shown it before any sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkRequest {
    /// The platform, by its origin, and what it calls itself.
    pub origin: String,
    pub platform_name: DisplayName,
    pub environment: String,
    pub service_id: ServiceId,
    /// The service card, a compact JWS; its bytes are what is verified.
    pub card: String,
    pub user_label: UserLabel,
    pub scopes: Vec<Scope>,
    pub access_until: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<String>,
    pub expires_at: Moment,
}

/// What a device says of itself when it is enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceDescription {
    pub name: DeviceName,
    /// Such as `linux`.
    pub system: DeviceName,
    /// The version of Signet.
    pub version: DeviceName,
}

/// `POST /link-tokens/redeem`: the person said yes. Consumes the token and enrols the device; a
/// key that is enrolled already stays the same device.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redeem {
    pub token: Credential,
    /// Fresh for each platform.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub device_key: PublicKey,
    /// A compact JWS of [`RedemptionClaims`] by that key: nobody enrols a key they do not hold.
    pub proof: String,
    pub device: DeviceDescription,
    /// Until when the person allows access: not later than asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_until: Option<Moment>,
}

/// The `typ` of the proof in a redemption.
pub const REDEMPTION_TYPE: &str = "signet-redemption+jwt";

/// What the device key signs to be enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedemptionClaims {
    /// The platform's origin.
    pub aud: String,
    /// SHA-256 of the token.
    pub token: Octets<32>,
    /// Seconds since 1970; good for five minutes around the platform's time.
    pub iat: u64,
}

/// The grant that now waits for the asking page.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redeemed {
    pub grant_id: GrantId,
    pub device_id: DeviceId,
    pub reference: Reference,
    /// Whom the envelope is bound to, beside the service.
    pub user_id: UserId,
    pub scopes: Vec<Scope>,
    pub access_until: Moment,
    /// Eight characters, spelled like a reference: appended to the redirect as
    /// [`CONFIRMATION_PARAMETER`], or typed on the page that asked.
    pub confirmation_code: Credential,
    pub confirm_by: Moment,
}

/// `POST /link-tokens/refuse`: the person said no. After a redemption only the device that
/// redeemed may say so, with its access token.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refuse {
    pub token: Credential,
    pub reason: Refusal,
}

/// Why a person said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Refusal {
    /// Don't allow.
    Declined,
    /// "Not you?": the request names somebody else.
    NotMe,
    /// The app could not verify the service's card.
    CardRefused,
    /// Too many wrong codes on the page that asked. The platform's own word.
    NotConfirmed,
}

/// `POST /link-tokens/confirm`: the browser session that made the link brings the code back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirm {
    /// From the browser session, never from the request that carried the code.
    pub link_id: LinkId,
    pub confirmation_code: Credential,
}

/// The grant that was confirmed; its session follows when the device has delivered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmed {
    pub grant_id: GrantId,
    pub reference: Reference,
    pub user_id: UserId,
    pub access_until: Moment,
}

/// `GET /link-tokens/status?grantId=…`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct LinkStatusQuery {
    pub grant_id: GrantId,
}

/// Where a redeemed link stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkStatus {
    pub state: LinkState,
    pub confirm_by: Moment,
}

/// What a device may do after redeeming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LinkState {
    /// Nothing may be minted yet.
    Waiting,
    /// Minting and delivering are awaited.
    Confirmed,
    /// The page, the person or too many wrong codes said no.
    Refused,
    /// The time to confirm or to deliver is over.
    Over,
    /// The envelope is here.
    Delivered,
}
