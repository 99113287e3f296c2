//! Shutting off devices, services and webhooks: at once, whatever cannot be written.
//!
//! What is shut off is refused here first, then written beside the database, then in it together
//! with the revoked tokens and what the trail will say. None of this waits for the trail.

use signet_contract::{
    ids::{DeviceId, ServiceId, WebhookId},
    platform::{Ending, ErrorCode, SessionState},
};
use signet_trail::{Actor, Outcome};

use crate::{
    Error, Refused,
    audit::Deed,
    caller::Caller,
    deed, ending,
    ledger::Fact,
    platform::Platform,
    registration,
    storage::{DeviceRecord, ServiceRecord, SessionFilter},
};

/// Sessions ended at once.
const AT_ONCE: u32 = 500;

/// Takes nothing more from a device and ends all its sessions.
pub async fn device(
    platform: &Platform,
    caller: &Caller,
    id: DeviceId,
    reason: Ending,
) -> Result<DeviceRecord, Error> {
    let devices = &platform.storage.devices;
    devices.device(id).await?.ok_or_else(no_device)?;
    // Before its sessions end, so that it cannot put others in their place.
    platform.revoked.refuse(id);
    platform.remember(vec![Fact::DeviceDisabled(id)]).await;
    let deed = Deed::about(caller.party.actor(), "device", id, None);
    let told = platform
        .audit
        .event::<deed::DisableDevice>(Outcome::Done, deed);
    let disabled = devices
        .disable_device(id, told, platform.clock.now())
        .await?;
    platform.audit.look();
    let filter = SessionFilter {
        device: Some(id),
        state: Some(SessionState::Live),
        ..SessionFilter::default()
    };
    let sessions = &platform.storage.sessions;
    loop {
        let live = sessions.sessions(filter.clone(), None, AT_ONCE).await?;
        if live.is_empty() {
            return disabled.ok_or_else(no_device);
        }
        let live: Vec<_> = live.iter().map(|session| session.id).collect();
        ending::end(platform, &live, reason, caller).await?;
    }
}

/// Lets a service do nothing more. What else is being changed about it at the same time does not
/// bring it back.
pub async fn service(
    platform: &Platform,
    actor: Actor,
    id: ServiceId,
) -> Result<ServiceRecord, Error> {
    registration::find(platform, id).await?;
    platform.revoked.refuse(id);
    let _turn = platform.turn().await;
    platform.remember(vec![Fact::ServiceIs(id, true)]).await;
    let deed = Deed::about(actor, "service", id, None);
    let told = platform
        .audit
        .event::<deed::DisableService>(Outcome::Done, deed);
    let services = &platform.storage.services;
    let disabled = services
        .disable_service(id, told, platform.clock.now())
        .await?;
    platform.audit.look();
    disabled.ok_or_else(|| Refused::new(ErrorCode::NotFound, "there is no such service").into())
}

/// Tells an address nothing any more.
pub async fn webhook(platform: &Platform, actor: Actor, id: WebhookId) -> Result<(), Error> {
    let webhooks = &platform.storage.webhooks;
    let unknown = || Refused::new(ErrorCode::NotFound, "no such webhook");
    webhooks.webhook(id).await?.ok_or_else(unknown)?;
    platform.remember(vec![Fact::WebhookRemoved(id)]).await;
    let deed = Deed::about(actor, "webhook", id, None);
    let told = platform
        .audit
        .event::<deed::RemoveWebhook>(Outcome::Done, deed);
    webhooks.remove_webhook(id, told).await?;
    platform.audit.look();
    Ok(())
}

fn no_device() -> Error {
    Refused::new(ErrorCode::NotFound, "no such device").into()
}
