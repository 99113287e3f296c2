//! Changing what a service is, or shutting it off.

use signet_contract::{
    ids::ServiceId,
    platform::{ChangeService, ErrorCode},
};
use signet_trail::Actor;

use super::{allowances, check, find, sealing_key};
use crate::{
    Error, Refused, audit::Deed, deed, ledger::Fact, platform::Platform, shutoff,
    storage::ServiceRecord,
};

/// How often a change is tried that others come in between.
const TRIES: usize = 3;

/// Changes what a service is, or shuts it off. Shutting it off waits for nothing, not even for
/// the rest of what is asked; of two changes at once neither undoes the other.
pub async fn change(
    platform: &Platform,
    actor: Actor,
    id: ServiceId,
    asked: ChangeService,
) -> Result<ServiceRecord, Error> {
    let before = find(platform, id).await?;
    check(platform, &changed(&before, asked.clone()))?;
    if asked.disabled == Some(true) {
        let disabled = shutoff::service(platform, actor.clone(), id).await?;
        if changed(&disabled, asked.clone()) == disabled {
            return Ok(disabled);
        }
    }
    let deed = Deed::about(actor, "service", id, None);
    let _line = platform.audit.record::<deed::ChangeService>(deed).await?;
    let _turn = platform.turn().await;
    for _ in 0..TRIES {
        let before = find(platform, id).await?;
        let after = changed(&before, asked.clone());
        check(platform, &after)?;
        let facts = facts_of(&before, &after)?;
        let instead = facts_of(&after, &before)?;
        platform.promise(facts, instead.clone()).await?;
        let services = &platform.storage.services;
        let described = services.describe(before, after.clone()).await;
        if matches!(described, Ok(true)) {
            return Ok(after);
        }
        platform.remember(instead).await;
        described?;
    }
    let message = "somebody else is changing this service";
    Err(Refused::new(ErrorCode::NotReady, message)
        .retry_after(1)
        .into())
}

/// What an older database must not undo of this change.
fn facts_of(before: &ServiceRecord, after: &ServiceRecord) -> Result<Vec<Fact>, Error> {
    let id = after.id;
    let mut facts = Vec::new();
    if before.disabled != after.disabled {
        facts.push(Fact::ServiceIs(id, after.disabled));
    }
    if allowances(before) != allowances(after) {
        facts.push(Fact::ServiceAllows(id, allowances(after)));
    }
    let key = sealing_key(after)?;
    // Whoever enables a service vouches for the key it has, even for one that was put back.
    if sealing_key(before)? != key || (before.disabled && !after.disabled) {
        facts.push(Fact::SealingKeyIs(id, key));
    }
    Ok(facts)
}

/// What a change leaves as it is stays; id, identity key and age always do.
fn changed(before: &ServiceRecord, change: ChangeService) -> ServiceRecord {
    let ServiceRecord {
        id,
        name,
        purpose,
        scopes,
        redirect_uris,
        contact,
        identity_key,
        sealing_key,
        allowed_addresses,
        disabled,
        created_at,
    } = before.clone();
    ServiceRecord {
        id,
        name: change.name.unwrap_or(name),
        purpose: change.purpose.unwrap_or(purpose),
        scopes: change.scopes.unwrap_or(scopes),
        redirect_uris: change.redirect_uris.unwrap_or(redirect_uris),
        contact: change.contact.unwrap_or(contact),
        identity_key,
        sealing_key: change.sealing_key.unwrap_or(sealing_key),
        allowed_addresses: change.allowed_addresses.unwrap_or(allowed_addresses),
        disabled: change.disabled.unwrap_or(disabled),
        created_at,
    }
}
