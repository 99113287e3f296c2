//! The second step: a password, proven without being told.

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::world::keys::Login;

pub(crate) fn check(
    call: &mut Call<'_>,
    request: tl::functions::auth::CheckPassword,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let login = call.login();
    let Login::PasswordMissing { account, hash } = login else {
        return match login.account() {
            Some(account) => Ok(call.authorization(account)),
            None => Err(RpcError::unauthorized("AUTH_KEY_UNREGISTERED")),
        };
    };
    let tl::enums::InputCheckPasswordSrp::Srp(proof) = request.password else {
        return Err(RpcError::bad("PASSWORD_HASH_INVALID"));
    };
    await_turn(call, account)?;
    let challenge = call.world.challenges.remove(&proof.srp_id);
    let challenge = challenge.filter(|challenge| challenge.account == account);
    let challenge = challenge.ok_or_else(|| RpcError::bad("SRP_ID_INVALID"))?;
    let now = call.world.now();
    let Some(owner) = call.world.accounts.get_mut(account) else {
        return Err(RpcError::internal());
    };
    let changed = owner
        .password
        .as_ref()
        .is_some_and(|kept| !kept.made(&challenge));
    if changed {
        return Err(RpcError::bad("SRP_PASSWORD_CHANGED"));
    }
    let right = match &owner.password {
        Some(password) => password.accepts(&challenge, &proof.a, &proof.m1),
        None => true,
    };
    if !right {
        owner.wrong_passwords.push(now);
        return Err(RpcError::bad("PASSWORD_HASH_INVALID"));
    }
    owner.wrong_passwords.clear();
    call.world.admit(call.key, account, hash);
    call.announce(account);
    Ok(call.authorization(account))
}

fn await_turn(call: &mut Call<'_>, account: i64) -> Result<(), RpcError> {
    let now = call.world.now();
    let (most, wait) = (
        call.world.rules.password_attempts,
        call.world.rules.password_wait_seconds,
    );
    if let Some(owner) = call.world.accounts.get_mut(account) {
        owner.wrong_passwords.retain(|wrong| now - wrong < wait);
        if owner.wrong_passwords.len() >= most {
            let first = owner.wrong_passwords.first().copied().unwrap_or(now);
            return Err(RpcError::flood(first + wait - now));
        }
    }
    Ok(())
}
