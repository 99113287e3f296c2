//! Devices: which there are, and ending one that was lost.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::DeviceId,
    platform::{Device, Ending, ErrorCode, Page, PageQuery, Revoke, SessionState, Success},
};
use signet_trail::Outcome;

use super::{
    asked::{Asked, Named},
    body::Body,
    data::{Answer, Data},
    paging::Asked as PageAsked,
    problem,
    roles::{AsSupport, AsViewer},
};
use crate::{
    Error,
    audit::Deed,
    caller::Caller,
    deed, ending,
    ledger::Fact,
    platform::Platform,
    storage::{DeviceRecord, SessionFilter},
    tokens,
};

/// Sessions ended at once.
const AT_ONCE: u32 = 500;

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
    let devices = &platform.storage.devices;
    let unknown = || problem(ErrorCode::NotFound, "no such device");
    let device = devices.device(id).await?.ok_or_else(unknown)?;
    let now = platform.clock.now();
    platform
        .ledger
        .write(vec![Fact::DeviceDisabled(id)], now)
        .await?;
    devices.disable_device(id).await?;
    end_all(&platform, &caller, id, reason).await?;
    platform
        .revoked
        .revoke(id.into(), now.after(tokens::LIFE))
        .await?;
    let deed = Deed::about(caller.party.actor(), "device", id, None);
    platform
        .audit
        .tell(deed::DISABLE_DEVICE, Outcome::Done, deed);
    Ok(Data(shown(DeviceRecord {
        disabled: true,
        ..device
    })))
}

async fn end_all(
    platform: &Platform,
    caller: &Caller,
    device: DeviceId,
    reason: Ending,
) -> Result<(), Error> {
    loop {
        let filter = SessionFilter {
            device: Some(device),
            state: Some(SessionState::Live),
            ..SessionFilter::default()
        };
        let live = platform
            .storage
            .sessions
            .sessions(filter, None, AT_ONCE)
            .await?;
        if live.is_empty() {
            return Ok(());
        }
        let live: Vec<_> = live.iter().map(|session| session.id).collect();
        ending::end(platform, &live, reason, caller).await?;
    }
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
