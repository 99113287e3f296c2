//! Sessions over HTTP: delivering, looking, fetching.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::SessionId,
    platform::{
        AuditLine, Deliver, Delivered, Failed, FetchQuery, Page, PageQuery, SealedSession,
        ServiceCards, Session, SessionDetail, SessionQuery, Success, UserId,
    },
};

use super::{
    address::ClientAddress,
    asked::{Asked, Named},
    body::Body,
    credential::Known,
    data::{Answer, Data},
    roles::{AsDevice, AsService},
};
use crate::{delivery, leasing, platform::Platform, registration, viewing};

/// Deliver an envelope for a confirmed grant
#[utoipa::path(
    post, path = "/sessions", tag = "Sessions", request_body = Deliver,
    security(("device" = [])),
    responses((status = 200, body = Success<Delivered>), (status = 404, body = Failed), (status = 409, body = Failed), (status = 422, body = Failed), (status = 503, body = Failed)),
)]
pub async fn deliver(
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    AsDevice(caller): AsDevice,
    Body(request): Body<Deliver>,
) -> Answer<Delivered> {
    let device = caller.device()?;
    Ok(Data(
        delivery::deliver(&platform, device, address, request).await?,
    ))
}

/// List the sessions that the caller may see
#[utoipa::path(
    get, path = "/sessions", tag = "Sessions", params(SessionQuery),
    security(("service" = []), ("apiKey" = [], "serviceId" = []), ("device" = []), ("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<Session>>), (status = 422, body = Failed)),
)]
pub async fn list(
    State(platform): State<Arc<Platform>>,
    Known(caller): Known,
    Asked(query): Asked<SessionQuery>,
) -> Answer<Page<Session>> {
    Ok(Data(viewing::list(&platform, &caller, query).await?))
}

/// See one session and the steps of its ending
#[utoipa::path(
    get, path = "/sessions/{id}", tag = "Sessions", params(("id" = SessionId, Path)),
    security(("service" = []), ("apiKey" = [], "serviceId" = []), ("device" = []), ("operator" = ["viewer"])),
    responses((status = 200, body = Success<SessionDetail>), (status = 404, body = Failed)),
)]
pub async fn one(
    State(platform): State<Arc<Platform>>,
    Known(caller): Known,
    Named(id): Named<SessionId>,
) -> Answer<SessionDetail> {
    Ok(Data(viewing::detail(&platform, &caller, id).await?))
}

/// Read what the trail says about one session
#[utoipa::path(
    get, path = "/sessions/{id}/access-log", tag = "Sessions",
    params(("id" = SessionId, Path), PageQuery),
    security(("service" = []), ("apiKey" = [], "serviceId" = []), ("device" = []), ("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<AuditLine>>), (status = 404, body = Failed)),
)]
pub async fn access_log(
    State(platform): State<Arc<Platform>>,
    Known(caller): Known,
    Named(id): Named<SessionId>,
    Asked(query): Asked<PageQuery>,
) -> Answer<Page<AuditLine>> {
    Ok(Data(
        viewing::access_log(&platform, &caller, id, query).await?,
    ))
}

/// Get the sealed session of a user, for the lease on it
#[utoipa::path(
    get, path = "/sessions/user/{userId}", tag = "Sessions",
    params(("userId" = UserId, Path), FetchQuery),
    security(("service" = []), ("apiKey" = [], "serviceId" = [])),
    responses((status = 200, body = Success<SealedSession>), (status = 410, body = Failed), (status = 503, body = Failed)),
)]
pub async fn fetch(
    State(platform): State<Arc<Platform>>,
    AsService(caller): AsService,
    Named(user): Named<UserId>,
    Asked(query): Asked<FetchQuery>,
) -> Answer<SealedSession> {
    Ok(Data(
        leasing::fetch(&platform, &caller, &user, query.lease_id).await?,
    ))
}

/// Get the cards of the services that the device has grants for
#[utoipa::path(
    get, path = "/service-cards", tag = "Platform",
    security(("device" = [])),
    responses((status = 200, body = Success<ServiceCards>)),
)]
pub async fn cards(
    State(platform): State<Arc<Platform>>,
    AsDevice(caller): AsDevice,
) -> Answer<ServiceCards> {
    Ok(Data(
        registration::cards_for(&platform, caller.device()?).await?,
    ))
}
