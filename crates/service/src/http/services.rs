//! Services: registering them, and what may be changed. Their identity keys may not.

use std::sync::Arc;

use axum::extract::{Path, State};
use signet_contract::{
    ids::{ApiKeyId, ServiceId},
    platform::{
        ChangeService, ErrorCode, Failed, NewApiKey, NewService, Nothing, Service,
        ServiceRegistered, Success,
    },
};

use super::{
    asked::Named,
    body::Body,
    data::{Answer, Data},
    problem,
    problem::Problem,
    roles::{AsAdmin, AsViewer},
};
use crate::{Error, audit::Deed, deed, platform::Platform, registration, storage::ServiceRecord};

/// All services, oldest first
#[utoipa::path(
    get, path = "/services", tag = "Services", security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<Vec<Service>>)),
)]
pub async fn list(State(platform): State<Arc<Platform>>, _: AsViewer) -> Answer<Vec<Service>> {
    let mut shown = Vec::new();
    for record in platform.storage.services.services().await? {
        shown.push(with_keys(&platform, record).await?);
    }
    Ok(Data(shown))
}

/// One service
#[utoipa::path(
    get, path = "/services/{id}", tag = "Services", security(("operator" = ["viewer"])),
    params(("id" = ServiceId, Path)),
    responses((status = 200, body = Success<Service>)),
)]
pub async fn one(
    State(platform): State<Arc<Platform>>,
    _: AsViewer,
    Named(id): Named<ServiceId>,
) -> Answer<Service> {
    let record = registration::find(&platform, id).await?;
    Ok(Data(with_keys(&platform, record).await?))
}

/// Register a service; its first API key is shown once
#[utoipa::path(
    post, path = "/services", tag = "Services", request_body = NewService, security(("operator" = ["admin"])),
    responses((status = 200, body = Success<ServiceRegistered>), (status = 409, body = Failed)),
)]
pub async fn register(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Body(request): Body<NewService>,
) -> Answer<ServiceRegistered> {
    let deed = Deed::about(caller.party.actor(), "service", request.id, None);
    let _line = platform
        .audit
        .record::<deed::RegisterService>(deed.clone())
        .await?;
    Ok(Data(
        registration::register(&platform, request, deed).await?,
    ))
}

/// Change a service's description, addresses or sealing key, or disable it
#[utoipa::path(
    patch, path = "/services/{id}", tag = "Services", request_body = ChangeService, security(("operator" = ["admin"])),
    params(("id" = ServiceId, Path)),
    responses((status = 200, body = Success<Service>)),
)]
pub async fn change(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Named(id): Named<ServiceId>,
    Body(change): Body<ChangeService>,
) -> Answer<Service> {
    let actor = caller.party.actor();
    let changed = registration::change(&platform, actor, id, change).await?;
    Ok(Data(with_keys(&platform, changed).await?))
}

/// Make a second API key; with two already, the older one ends
#[utoipa::path(
    post, path = "/services/{id}/api-keys", tag = "Services", security(("operator" = ["admin"])),
    params(("id" = ServiceId, Path)),
    responses((status = 200, body = Success<NewApiKey>)),
)]
pub async fn add_key(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Named(id): Named<ServiceId>,
) -> Answer<NewApiKey> {
    registration::find(&platform, id).await?;
    let deed = Deed::about(caller.party.actor(), "service", id, None);
    let _line = platform
        .audit
        .record::<deed::AddApiKey>(deed.clone())
        .await?;
    Ok(Data(
        registration::rotate_api_key(&platform, id, deed).await?,
    ))
}

/// End an API key and every token that it was exchanged for
#[utoipa::path(
    delete, path = "/services/{id}/api-keys/{key}", tag = "Services", security(("operator" = ["admin"])),
    params(("id" = ServiceId, Path), ("key" = ApiKeyId, Path)),
    responses((status = 200, body = Success<Nothing>)),
)]
pub async fn end_key(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    path: Option<Path<(String, String)>>,
) -> Answer<Nothing> {
    let Path((service, key)) = path.ok_or_else(unknown)?;
    let (Ok(service), Ok(key)) = (service.parse(), key.parse()) else {
        return Err(unknown());
    };
    let deed = Deed::about(caller.party.actor(), "service", service, None);
    registration::end_api_key(&platform, service, key, deed).await?;
    Ok(Data(Nothing {}))
}

async fn with_keys(platform: &Platform, record: ServiceRecord) -> Result<Service, Error> {
    let keys = platform.storage.services.api_keys(record.id).await?;
    registration::shown(record, &keys)
}

fn unknown() -> Problem {
    problem(ErrorCode::NotFound, "no such service or key")
}
