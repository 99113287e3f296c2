//! A forgotten password, recovered by a code that an e-mail carries.

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::srp::Password;
use crate::world::emails::{Mismatch, Purpose, pattern};
use crate::world::keys::Login;

pub(crate) fn request(
    call: &mut Call<'_>,
    _: tl::functions::auth::RequestPasswordRecovery,
) -> Result<tl::enums::auth::PasswordRecovery, RpcError> {
    let account = call.of_the_password()?;
    let now = call.world.now();
    let owner = call.world.accounts.get_mut(account);
    let owner = owner.ok_or_else(RpcError::internal)?;
    if owner.password.is_none() {
        return Err(RpcError::bad("PASSWORD_EMPTY"));
    }
    let Some(address) = owner.emails.recovery.clone() else {
        return Err(RpcError::bad("PASSWORD_RECOVERY_NA"));
    };
    owner.emails.send(Purpose::Recovery, now);
    let email_pattern = pattern(&address);
    let answer = tl::types::auth::PasswordRecovery { email_pattern };
    Ok(tl::enums::auth::PasswordRecovery::Recovery(answer))
}

pub(crate) fn check(
    call: &mut Call<'_>,
    request: tl::functions::auth::CheckRecoveryPassword,
) -> Result<bool, RpcError> {
    prove(call, &request.code, false).map(|_| true)
}

/// Removes the password, or sets the new one that comes along, and lets in.
pub(crate) fn recover(
    call: &mut Call<'_>,
    request: tl::functions::auth::RecoverPassword,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let password = match request.new_settings {
        Some(tl::enums::account::PasswordInputSettings::Settings(new)) => chosen(new)?,
        None => None,
    };
    let account = prove(call, &request.code, true)?;
    if let Some(owner) = call.world.accounts.get_mut(account) {
        owner.password = password;
        owner.wrong_passwords.clear();
    }
    if let Login::PasswordMissing { account, hash } = call.login() {
        call.world.admit(call.key, account, hash);
        call.announce(account);
    }
    Ok(call.authorization(account))
}

fn prove(call: &mut Call<'_>, code: &str, use_up: bool) -> Result<i64, RpcError> {
    let account = call.of_the_password()?;
    let (now, lifetime) = (call.world.now(), call.world.rules.code_seconds);
    let owner = call.world.accounts.get_mut(account);
    let owner = owner.ok_or_else(RpcError::internal)?;
    match owner.emails.prove(code, now, lifetime, use_up) {
        Ok(Purpose::Recovery) => Ok(account),
        Ok(Purpose::Setup { .. }) | Err(Mismatch::Wrong) => Err(RpcError::bad("CODE_INVALID")),
        Err(Mismatch::Expired) => Err(RpcError::bad("PASSWORD_RECOVERY_EXPIRED")),
    }
}

fn chosen(new: tl::types::account::PasswordInputSettings) -> Result<Option<Password>, RpcError> {
    match (new.new_algo, new.new_password_hash) {
        (Some(algorithm), Some(hash)) if !hash.is_empty() => {
            let made = Password::from_client(algorithm, &hash, new.hint);
            made.map(Some)
                .ok_or_else(|| RpcError::bad("NEW_SETTINGS_INVALID"))
        }
        (Some(_) | None, Some(_) | None) => Ok(None),
    }
}

impl Call<'_> {
    /// Of the account whose password is missing or set.
    fn of_the_password(&self) -> Result<i64, RpcError> {
        let account = self.login().account();
        account.ok_or_else(|| RpcError::unauthorized("AUTH_KEY_UNREGISTERED"))
    }
}
