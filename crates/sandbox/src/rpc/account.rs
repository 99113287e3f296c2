//! account.*: devices and the password's parameters.

use grammers_tl_types as tl;

use crate::random;
use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::srp;
use crate::world::emails::pattern;
use crate::world::keys::{Ending, Login};

const TTL_DAYS: std::ops::RangeInclusive<i32> = 1..=366;

/// Given out and not answered. Beyond that all are forgotten, and clients ask again.
const CHALLENGES: usize = 256;

pub(crate) fn list_authorizations(
    call: &mut Call<'_>,
    _: tl::functions::account::GetAuthorizations,
) -> Result<tl::enums::account::Authorizations, RpcError> {
    let (account, own) = call.own_authorization()?;
    let owner = call.world.accounts.get(account);
    let owner = owner.ok_or_else(RpcError::internal)?;
    let shown = owner.authorizations.iter().map(|a| a.shown(a.hash == own));
    let answer = tl::types::account::Authorizations {
        authorization_ttl_days: owner.ttl_days,
        authorizations: shown.collect(),
    };
    Ok(tl::enums::account::Authorizations::Authorizations(answer))
}

pub(crate) fn end_authorization(
    call: &mut Call<'_>,
    request: tl::functions::account::ResetAuthorization,
) -> Result<bool, RpcError> {
    let (account, own) = call.own_authorization()?;
    let owner = call.world.accounts.get(account);
    let known = owner.is_some_and(|owner| {
        let mut held = owner.authorizations.iter();
        held.any(|a| a.hash == request.hash && a.hash != own)
    });
    if !known {
        return Err(RpcError::bad("HASH_INVALID"));
    }
    call.require_seasoned()?;
    call.world
        .end_authorization(request.hash, Ending::LoggedOut);
    Ok(true)
}

pub(crate) fn end_other_authorizations(
    call: &mut Call<'_>,
    _: tl::functions::auth::ResetAuthorizations,
) -> Result<bool, RpcError> {
    let (account, own) = call.own_authorization()?;
    call.require_seasoned()?;
    let owner = call.world.accounts.get(account);
    let others: Vec<_> = owner
        .iter()
        .flat_map(|owner| &owner.authorizations)
        .map(|held| held.hash)
        .filter(|hash| *hash != own)
        .collect();
    for hash in others {
        call.world.end_authorization(hash, Ending::Revoked);
    }
    Ok(true)
}

pub(crate) fn set_authorization_ttl(
    call: &mut Call<'_>,
    request: tl::functions::account::SetAuthorizationTtl,
) -> Result<bool, RpcError> {
    let (account, _) = call.own_authorization()?;
    if !TTL_DAYS.contains(&request.authorization_ttl_days) {
        return Err(RpcError::bad("TTL_DAYS_INVALID"));
    }
    call.require_seasoned()?;
    if let Some(owner) = call.world.accounts.get_mut(account) {
        owner.ttl_days = request.authorization_ttl_days;
    }
    Ok(true)
}

pub(crate) fn change_authorization(
    call: &mut Call<'_>,
    request: tl::functions::account::ChangeAuthorizationSettings,
) -> Result<bool, RpcError> {
    let (account, own) = call.own_authorization()?;
    let wanted = if request.hash == 0 { own } else { request.hash };
    let owner = call.world.accounts.get_mut(account);
    let held = owner.and_then(|owner| {
        let mut all = owner.authorizations.iter_mut();
        all.find(|held| held.hash == wanted)
    });
    let held = held.ok_or_else(|| RpcError::bad("HASH_INVALID"))?;
    held.unconfirmed &= !request.confirmed;
    if let Some(disabled) = request.encrypted_requests_disabled {
        held.encrypted_requests_disabled = disabled;
    }
    if let Some(disabled) = request.call_requests_disabled {
        held.call_requests_disabled = disabled;
    }
    Ok(true)
}

pub(crate) fn update_status(
    call: &mut Call<'_>,
    _: tl::functions::account::UpdateStatus,
) -> Result<bool, RpcError> {
    call.account().map(|_| true)
}

/// Also for whoever is asked for the password, to prove it with.
pub(crate) fn password(
    call: &mut Call<'_>,
    _: tl::functions::account::GetPassword,
) -> Result<tl::enums::account::Password, RpcError> {
    let account = call.login().account();
    let account = account.ok_or_else(|| RpcError::unauthorized("AUTH_KEY_UNREGISTERED"))?;
    let owner = call.world.accounts.get(account);
    let password = owner.and_then(|owner| owner.password.clone());
    let emails = owner.map(|owner| &owner.emails);
    let recovery = password.is_some() && emails.is_some_and(|held| held.recovery.is_some());
    let login_email = emails.and_then(|held| held.login.as_deref()).map(pattern);
    let srp_id = random::id();
    let challenge = password.as_ref().map(|kept| kept.challenge(account));
    let answer = tl::types::account::Password {
        has_recovery: recovery,
        has_secure_values: false,
        has_password: password.is_some(),
        current_algo: password.as_ref().map(srp::Password::algorithm),
        srp_b: challenge.as_ref().map(srp::Challenge::public),
        srp_id: challenge.as_ref().map(|_| srp_id),
        hint: password.and_then(|kept| kept.hint),
        email_unconfirmed_pattern: None,
        new_algo: srp::new_algorithm(),
        new_secure_algo: tl::enums::SecurePasswordKdfAlgo::Unknown,
        secure_random: random::bytes::<256>().to_vec(),
        pending_reset_date: None,
        login_email_pattern: login_email,
    };
    if let Some(challenge) = challenge {
        if call.world.challenges.len() >= CHALLENGES {
            call.world.challenges.clear();
        }
        call.world.challenges.insert(srp_id, challenge);
    }
    Ok(tl::enums::account::Password::Password(answer))
}

impl Call<'_> {
    fn own_authorization(&self) -> Result<(i64, i64), RpcError> {
        match self.login() {
            Login::In { account, hash } => Ok((account, hash)),
            Login::Nobody | Login::PasswordMissing { .. } | Login::Ended(_) => {
                Err(RpcError::unauthorized("AUTH_KEY_UNREGISTERED"))
            }
        }
    }

    /// Whoever signed in within the last day may not end others.
    fn require_seasoned(&self) -> Result<(), RpcError> {
        let (account, own) = self.own_authorization()?;
        let now = self.world.now();
        let owner = self.world.accounts.get(account);
        let held = owner.and_then(|owner| owner.authorizations.iter().find(|a| a.hash == own));
        let age = held.map_or(0, |held| now - held.created);
        if age < self.world.rules.fresh_session_seconds {
            let message = "FRESH_RESET_AUTHORISATION_FORBIDDEN";
            return Err(RpcError::not_acceptable(message));
        }
        Ok(())
    }
}
