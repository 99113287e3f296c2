//! What tests and people may do to a sandbox beside speaking MTProto to it.

use std::time::Duration;

use crate::error::SandboxError;
use crate::hub::Hub;
use crate::srp::Password;
use crate::world::accounts::{Account, NewAccount, Standing, digits, test_number};
use crate::world::keys::Ending;
use crate::world::portraits::Photo;

pub(crate) mod http;
mod page;

pub(crate) fn make_account(hub: &Hub, new: NewAccount) -> Result<i64, SandboxError> {
    // Slow, so before the lock.
    let password = new
        .password
        .as_deref()
        .map(|password| Password::new(password, new.hint.clone()));
    let mut world = hub.world();
    let phone = digits(&new.phone);
    if world.accounts.by_phone(&phone).is_some() {
        return Err(SandboxError::PhoneTaken(phone));
    }
    let named = test_number(&phone).map(|(dc, _)| dc).or(new.dc);
    let dc = named.unwrap_or(world.home_dc);
    if !world.has_dc(dc) {
        return Err(SandboxError::NoDc(dc));
    }
    let lively = new.lively;
    let photo = new
        .portrait
        .map(|portrait| Photo::new(portrait, dc, &world.dcs));
    let id = world.accounts.add(new, dc, password);
    if let Some(account) = world.accounts.get_mut(id) {
        account.photo = photo;
    }
    if lively {
        world.enliven(id);
    }
    Ok(id)
}

pub(crate) fn set_password(
    hub: &Hub,
    phone: &str,
    password: Option<&str>,
    hint: Option<&str>,
) -> Result<(), SandboxError> {
    let password = password.map(|password| Password::new(password, hint.map(str::to_owned)));
    with_account(hub, phone, |account| account.password = password)
}

pub(crate) fn set_standing(hub: &Hub, phone: &str, standing: Standing) -> Result<(), SandboxError> {
    let id = with_account(hub, phone, |account| {
        account.standing = standing;
        account.id
    })?;
    match standing {
        Standing::Good | Standing::Frozen => {}
        Standing::Banned => hub.world().end_all(id, Ending::Banned),
        Standing::Deleted => hub.world().end_all(id, Ending::Deactivated),
    }
    Ok(())
}

pub(crate) fn age_authorizations(hub: &Hub, phone: &str, by: Duration) -> Result<(), SandboxError> {
    let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
    with_account(hub, phone, |account| {
        for held in &mut account.authorizations {
            // None is older than time.
            held.created = held.created.saturating_sub(seconds).max(0);
        }
    })
}

/// As Telegram marks a device that signed in without another one having been seen to agree.
pub(crate) fn unconfirm_devices(hub: &Hub, phone: &str) -> Result<(), SandboxError> {
    with_account(hub, phone, |account| {
        for held in &mut account.authorizations {
            held.unconfirmed = true;
        }
    })
}

pub(crate) fn forget_keys(hub: &Hub, phone: &str) -> Result<(), SandboxError> {
    let id = with_account(hub, phone, |account| account.id)?;
    let mut world = hub.world();
    for key in world.keys.ids_of(id) {
        world.keys.forget(key);
    }
    Ok(())
}

pub(crate) fn skip_salts(hub: &Hub) {
    for key in hub.world().keys.all_mut() {
        key.salts.skip();
    }
}

pub(crate) fn with_account<T>(
    hub: &Hub,
    phone: &str,
    act: impl FnOnce(&mut Account) -> T,
) -> Result<T, SandboxError> {
    let mut world = hub.world();
    let account = world.accounts.by_phone_mut(phone);
    account
        .map(act)
        .ok_or_else(|| SandboxError::NoAccount(digits(phone)))
}
