//! Ending sessions over HTTP, and what is reported about them.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::SessionId,
    platform::{
        Failed, HealthReport, Nothing, Receipt, Revoke, RevokeMany, RevokedMany, SessionDetail,
        Success,
    },
};

use super::{
    asked::Named,
    body::{Body, MaybeBody},
    credential::Known,
    data::{Answer, Data},
    roles::{AsParty, AsSupport},
};
use crate::{ending, platform::Platform};

/// End a session
#[utoipa::path(
    delete, path = "/sessions/{id}", tag = "Endings", params(("id" = SessionId, Path)),
    request_body = Revoke,
    security(("service" = []), ("apiKey" = [], "serviceId" = []), ("device" = []), ("operator" = ["support"])),
    responses((status = 200, body = Success<SessionDetail>), (status = 404, body = Failed), (status = 422, body = Failed)),
)]
pub async fn revoke(
    State(platform): State<Arc<Platform>>,
    Known(caller): Known,
    Named(id): Named<SessionId>,
    MaybeBody(request): MaybeBody<Revoke>,
) -> Answer<SessionDetail> {
    Ok(Data(ending::revoke(&platform, &caller, id, request).await?))
}

/// End many sessions, after a dry run
#[utoipa::path(
    post, path = "/sessions/revoke", tag = "Endings", request_body = RevokeMany,
    security(("operator" = ["support"])),
    responses((status = 200, body = Success<RevokedMany>), (status = 409, body = Failed), (status = 422, body = Failed)),
)]
pub async fn revoke_many(
    State(platform): State<Arc<Platform>>,
    AsSupport(caller): AsSupport,
    Body(request): Body<RevokeMany>,
) -> Answer<RevokedMany> {
    Ok(Data(
        ending::revoke_many(&platform, &caller, request).await?,
    ))
}

/// Report what was done with or about a session
#[utoipa::path(
    post, path = "/sessions/{id}/receipts", tag = "Endings", params(("id" = SessionId, Path)),
    request_body = Receipt,
    security(("service" = []), ("apiKey" = [], "serviceId" = []), ("device" = [])),
    responses((status = 200, body = Success<SessionDetail>), (status = 403, body = Failed), (status = 404, body = Failed)),
)]
pub async fn receive(
    State(platform): State<Arc<Platform>>,
    AsParty(caller): AsParty,
    Named(id): Named<SessionId>,
    Body(receipt): Body<Receipt>,
) -> Answer<SessionDetail> {
    Ok(Data(
        ending::receive(&platform, &caller, id, receipt).await?,
    ))
}

/// Report how a session does
#[utoipa::path(
    post, path = "/sessions/{id}/health", tag = "Endings", params(("id" = SessionId, Path)),
    request_body = HealthReport,
    security(("service" = []), ("apiKey" = [], "serviceId" = []), ("device" = [])),
    responses((status = 200, body = Success<Nothing>), (status = 404, body = Failed)),
)]
pub async fn fare(
    State(platform): State<Arc<Platform>>,
    AsParty(caller): AsParty,
    Named(id): Named<SessionId>,
    Body(report): Body<HealthReport>,
) -> Answer<Nothing> {
    // Each may be a write, a message to every webhook and an alert.
    platform.limits.health.take(&(caller.party.subject(), id))?;
    ending::fare(&platform, &caller, id, report.health).await?;
    Ok(Data(Nothing {}))
}
