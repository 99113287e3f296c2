//! Devices: which there are, and ending one that was lost.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::DeviceId,
    platform::{Device, Page, PageQuery, Revoke, Success},
};

use super::{
    asked::{Asked, Named},
    body::Body,
    data::{Answer, Data},
    paging::Asked as PageAsked,
    roles::{AsSupport, AsViewer},
};
use crate::{ending, platform::Platform, shutoff, storage::DeviceRecord};

/// All devices, newest first
#[utoipa::path(
    get, path = "/devices", tag = "Devices", params(PageQuery), security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<Device>>)),
)]
pub async fn list(
    State(platform): State<Arc<Platform>>,
    _: AsViewer,
    Asked(query): Asked<PageQuery>,
) -> Answer<Page<Device>> {
    let asked = PageAsked::new(query.limit, query.cursor.as_deref())?;
    let found = platform
        .storage
        .devices
        .devices(asked.before(), asked.fetch())
        .await?;
    let found = found.into_iter().map(shown).collect();
    Ok(Data(asked.page(found, |device: &Device| device.id)))
}

/// Give a device no more tokens and end all its sessions
#[utoipa::path(
    post, path = "/devices/{id}/disable", tag = "Devices", request_body = Revoke, security(("operator" = ["support"])),
    params(("id" = DeviceId, Path)),
    responses((status = 200, body = Success<Device>)),
)]
pub async fn disable(
    State(platform): State<Arc<Platform>>,
    AsSupport(caller): AsSupport,
    Named(id): Named<DeviceId>,
    Body(request): Body<Revoke>,
) -> Answer<Device> {
    let reason = ending::by_operator(request.reason)?;
    let disabled = shutoff::device(&platform, &caller, id, reason).await?;
    Ok(Data(shown(disabled)))
}

fn shown(record: DeviceRecord) -> Device {
    Device {
        id: record.id,
        key: record.key,
        description: record.description,
        enrolled_at: record.enrolled_at,
        last_seen_at: record.last_seen_at,
        disabled: record.disabled,
    }
}
