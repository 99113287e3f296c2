//! auth.*: signing in and out.

use grammers_tl_types as tl;

use crate::random;
use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::world::keys::{Ending, Login};

pub(crate) mod code;
pub(crate) mod email;
pub(crate) mod password;
pub(crate) mod recovery;
pub(crate) mod sign_in;
pub(crate) mod token;
pub(crate) mod transfer;

/// As many as a client may show.
const FUTURE_TOKENS: usize = 20;

pub(crate) fn log_out(
    call: &mut Call<'_>,
    _: tl::functions::auth::LogOut,
) -> Result<tl::enums::auth::LoggedOut, RpcError> {
    let login = call.login();
    if let Some(hash) = login.hash() {
        call.world.end_authorization(hash, Ending::LoggedOut);
    }
    let mut future_auth_token = None;
    if let Login::In { account, .. } = login
        && let Some(owner) = call.world.accounts.get_mut(account)
    {
        let token = random::bytes::<32>().to_vec();
        owner.future_tokens.push(token.clone());
        let older = owner.future_tokens.len().saturating_sub(FUTURE_TOKENS);
        owner.future_tokens.drain(..older);
        future_auth_token = Some(token);
    }
    let answer = tl::types::auth::LoggedOut { future_auth_token };
    Ok(tl::enums::auth::LoggedOut::Out(answer))
}

impl Call<'_> {
    pub(crate) fn login(&self) -> Login {
        self.world
            .keys
            .get(self.key)
            .map_or(Login::Nobody, |key| key.login)
    }

    /// The account this key is signed in to. Admission has seen to it that there is one.
    pub(crate) fn account(&self) -> Result<i64, RpcError> {
        match self.login() {
            Login::In { account, .. } => Ok(account),
            Login::Nobody | Login::PasswordMissing { .. } | Login::Ended(_) => {
                Err(RpcError::unauthorized("AUTH_KEY_UNREGISTERED"))
            }
        }
    }

    fn check_api(&self, api_id: i32, api_hash: &str) -> Result<(), RpcError> {
        let api = &self.world.api;
        if api.id == api_id && api.hash == api_hash {
            Ok(())
        } else {
            Err(RpcError::bad("API_ID_INVALID"))
        }
    }

    fn authorization(&self, account: i64) -> tl::enums::auth::Authorization {
        let answer = tl::types::auth::Authorization {
            setup_password_required: false,
            otherwise_relogin_days: None,
            tmp_sessions: None,
            future_auth_token: None,
            user: self.world.person(account, account),
        };
        tl::enums::auth::Authorization::Authorization(answer)
    }
}
