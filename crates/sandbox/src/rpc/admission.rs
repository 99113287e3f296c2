//! Who may call what: keys that ended, keys nobody has signed in with, frozen accounts.

use grammers_tl_types::{Identifiable, functions as f};

use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::world::accounts::Standing;
use crate::world::keys::{Ending, Login};

const DAY: i64 = 86_400;

pub(crate) fn admit(call: &mut Call<'_>, method: u32) -> Result<(), RpcError> {
    let Some(key) = call.world.keys.get(call.key) else {
        return Err(RpcError::unauthorized("AUTH_KEY_UNREGISTERED"));
    };
    if key.client.is_none() {
        return Err(RpcError::bad("CONNECTION_NOT_INITED"));
    }
    match key.login {
        Login::Ended(Ending::Duplicated) => Err(RpcError::not_acceptable("AUTH_KEY_DUPLICATED")),
        Login::Nobody | Login::Ended(_) | Login::PasswordMissing { .. } if is_open(method) => {
            Ok(())
        }
        Login::Nobody => Err(RpcError::unauthorized("AUTH_KEY_UNREGISTERED")),
        Login::PasswordMissing { .. } => Err(RpcError::unauthorized("SESSION_PASSWORD_NEEDED")),
        Login::Ended(ending) => Err(RpcError::unauthorized(word(ending))),
        Login::In { account, hash } => signed_in(call, account, hash, method),
    }
}

fn signed_in(call: &mut Call<'_>, account: i64, hash: i64, method: u32) -> Result<(), RpcError> {
    let now = call.world.now();
    let owner = call.world.accounts.get_mut(account);
    let owner = owner.ok_or_else(|| RpcError::unauthorized("AUTH_KEY_UNREGISTERED"))?;
    let idle = i64::from(owner.ttl_days) * DAY;
    if let Some(held) = owner.authorizations.iter_mut().find(|a| a.hash == hash) {
        if now - held.active >= idle {
            call.world.end_authorization(hash, Ending::Expired);
            return Err(RpcError::unauthorized(word(Ending::Expired)));
        }
        held.active = now;
    }
    if owner.standing == Standing::Frozen && !is_open_to_frozen(method) {
        return Err(RpcError::new(420, "FROZEN_METHOD_INVALID"));
    }
    Ok(())
}

fn word(ending: Ending) -> &'static str {
    match ending {
        Ending::LoggedOut => "AUTH_KEY_UNREGISTERED",
        Ending::Revoked => "SESSION_REVOKED",
        Ending::Expired => "SESSION_EXPIRED",
        Ending::Duplicated => "AUTH_KEY_DUPLICATED",
        Ending::Deactivated => "USER_DEACTIVATED",
        Ending::Banned => "USER_DEACTIVATED_BAN",
    }
}

/// What a key may call before anybody has signed in with it.
fn is_open(method: u32) -> bool {
    matches!(
        method,
        f::help::GetConfig::CONSTRUCTOR_ID
            | f::help::GetNearestDc::CONSTRUCTOR_ID
            | f::auth::SendCode::CONSTRUCTOR_ID
            | f::auth::ResendCode::CONSTRUCTOR_ID
            | f::auth::CancelCode::CONSTRUCTOR_ID
            | f::auth::SignIn::CONSTRUCTOR_ID
            | f::auth::CheckPassword::CONSTRUCTOR_ID
            | f::auth::ExportLoginToken::CONSTRUCTOR_ID
            | f::auth::ImportLoginToken::CONSTRUCTOR_ID
            | f::auth::ImportAuthorization::CONSTRUCTOR_ID
            | f::auth::LogOut::CONSTRUCTOR_ID
            | f::auth::CheckRecoveryPassword::CONSTRUCTOR_ID
            | f::auth::RecoverPassword::CONSTRUCTOR_ID
            | f::auth::RequestPasswordRecovery::CONSTRUCTOR_ID
            | f::auth::ResetLoginEmail::CONSTRUCTOR_ID
            | f::account::GetPassword::CONSTRUCTOR_ID
            | f::account::SendVerifyEmailCode::CONSTRUCTOR_ID
            | f::account::VerifyEmail::CONSTRUCTOR_ID
    )
}

/// Which methods a frozen account keeps is not documented; reading and leaving are.
fn is_open_to_frozen(method: u32) -> bool {
    is_open(method)
        || matches!(
            method,
            f::users::GetUsers::CONSTRUCTOR_ID
                | f::users::GetFullUser::CONSTRUCTOR_ID
                | f::updates::GetState::CONSTRUCTOR_ID
                | f::upload::GetFile::CONSTRUCTOR_ID
                | f::updates::GetDifference::CONSTRUCTOR_ID
                | f::messages::GetDialogs::CONSTRUCTOR_ID
                | f::messages::GetHistory::CONSTRUCTOR_ID
                | f::account::GetAuthorizations::CONSTRUCTOR_ID
                | f::account::UpdateStatus::CONSTRUCTOR_ID
        )
}
