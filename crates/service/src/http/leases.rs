//! Leases over HTTP.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::LeaseId,
    platform::{Failed, Lease, NewLease, Nothing, RenewLease, Success},
};

use super::{
    asked::Named,
    body::{Body, MaybeBody},
    data::{Answer, Data},
    roles::AsService,
};
use crate::{leasing, platform::Platform};

/// Take the exclusive right to a user's session
#[utoipa::path(
    post, path = "/leases", tag = "Leases", request_body = NewLease,
    security(("service" = []), ("apiKey" = [], "serviceId" = [])),
    responses((status = 200, body = Success<Lease>), (status = 404, body = Failed), (status = 409, body = Failed), (status = 410, body = Failed), (status = 503, body = Failed)),
)]
pub async fn take(
    State(platform): State<Arc<Platform>>,
    AsService(caller): AsService,
    Body(request): Body<NewLease>,
) -> Answer<Lease> {
    Ok(Data(leasing::take(&platform, &caller, request).await?))
}

/// Move the end of a lease that is live
#[utoipa::path(
    post, path = "/leases/{id}/renew", tag = "Leases", params(("id" = LeaseId, Path)),
    request_body = RenewLease,
    security(("service" = []), ("apiKey" = [], "serviceId" = [])),
    responses((status = 200, body = Success<Lease>), (status = 410, body = Failed)),
)]
pub async fn renew(
    State(platform): State<Arc<Platform>>,
    AsService(caller): AsService,
    Named(id): Named<LeaseId>,
    MaybeBody(request): MaybeBody<RenewLease>,
) -> Answer<Lease> {
    Ok(Data(
        leasing::renew(&platform, &caller, id, request.seconds).await?,
    ))
}

/// Give a lease back
#[utoipa::path(
    delete, path = "/leases/{id}", tag = "Leases", params(("id" = LeaseId, Path)),
    security(("service" = []), ("apiKey" = [], "serviceId" = [])),
    responses((status = 200, body = Success<Nothing>), (status = 410, body = Failed)),
)]
pub async fn give_back(
    State(platform): State<Arc<Platform>>,
    AsService(caller): AsService,
    Named(id): Named<LeaseId>,
) -> Answer<Nothing> {
    leasing::give_back(&platform, &caller, id).await?;
    Ok(Data(Nothing {}))
}
