//! Links over HTTP.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::platform::{
    Confirm, Confirmed, Failed, Link, LinkRequest, LinkStatus, LinkStatusQuery, NewLink, Nothing,
    Preview, Redeem, Redeemed, Refuse, Success,
};

use super::{
    address::ClientAddress,
    asked::Asked,
    body::Body,
    credential::MaybeKnown,
    data::{Answer, Data},
    roles::{AsDevice, AsService},
};
use crate::{journey, platform::Platform};

/// Ask for a link for one of the service's users
#[utoipa::path(
    post, path = "/link-tokens", tag = "Links", request_body = NewLink,
    security(("service" = []), ("apiKey" = [], "serviceId" = [])),
    responses((status = 200, body = Success<Link>), (status = 409, body = Failed), (status = 422, body = Failed)),
)]
pub async fn make(
    State(platform): State<Arc<Platform>>,
    AsService(caller): AsService,
    Body(request): Body<NewLink>,
) -> Answer<Link> {
    let link = journey::make(&platform, caller.service()?, request).await?;
    Ok(Data(link))
}

/// See what a link asks for, without taking it
#[utoipa::path(
    post, path = "/link-tokens/preview", tag = "Links", request_body = Preview, security(()),
    responses((status = 200, body = Success<LinkRequest>), (status = 404, body = Failed), (status = 410, body = Failed)),
)]
pub async fn preview(
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    Body(request): Body<Preview>,
) -> Answer<LinkRequest> {
    platform.limits.preview.take(&address.into())?;
    Ok(Data(journey::preview(&platform, &request.token).await?))
}

/// Say yes: consume the link and enrol the device
#[utoipa::path(
    post, path = "/link-tokens/redeem", tag = "Links", request_body = Redeem, security(()),
    responses((status = 200, body = Success<Redeemed>), (status = 409, body = Failed), (status = 410, body = Failed), (status = 422, body = Failed)),
)]
pub async fn redeem(
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    Body(request): Body<Redeem>,
) -> Answer<Redeemed> {
    platform.limits.preview.take(&address.into())?;
    Ok(Data(journey::redeem(&platform, request).await?))
}

/// Say no
#[utoipa::path(
    post, path = "/link-tokens/refuse", tag = "Links", request_body = Refuse,
    security((), ("bearer" = [])),
    responses((status = 200, body = Success<Nothing>), (status = 404, body = Failed), (status = 409, body = Failed)),
)]
pub async fn refuse(
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    MaybeKnown(caller): MaybeKnown,
    Body(request): Body<Refuse>,
) -> Answer<Nothing> {
    platform.limits.preview.take(&address.into())?;
    journey::refuse(&platform, caller.as_ref(), request).await?;
    Ok(Data(Nothing {}))
}

/// Bring the confirmation code back from the browser session that made the link
#[utoipa::path(
    post, path = "/link-tokens/confirm", tag = "Links", request_body = Confirm,
    security(("service" = []), ("apiKey" = [], "serviceId" = [])),
    responses((status = 200, body = Success<Confirmed>), (status = 404, body = Failed), (status = 410, body = Failed), (status = 422, body = Failed)),
)]
pub async fn confirm(
    State(platform): State<Arc<Platform>>,
    AsService(caller): AsService,
    Body(request): Body<Confirm>,
) -> Answer<Confirmed> {
    Ok(Data(journey::confirm(&platform, &caller, request).await?))
}

/// Ask where a redeemed link stands
#[utoipa::path(
    get, path = "/link-tokens/status", tag = "Links", params(LinkStatusQuery),
    security(("device" = [])),
    responses((status = 200, body = Success<LinkStatus>), (status = 404, body = Failed)),
)]
pub async fn status(
    State(platform): State<Arc<Platform>>,
    AsDevice(caller): AsDevice,
    Asked(query): Asked<LinkStatusQuery>,
) -> Answer<LinkStatus> {
    let device = caller.device()?;
    Ok(Data(
        journey::status(&platform, device, query.grant_id).await?,
    ))
}
