//! Signing in with a code.

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::auth::code::find;
use crate::rpc::auth::email;
use crate::rpc::error::RpcError;
use crate::world::accounts::CodeWay;
use crate::world::keys::Login;

pub(crate) fn sign_in(
    call: &mut Call<'_>,
    request: tl::functions::auth::SignIn,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let (code, by_email) = match request.email_verification {
        Some(verification) => (email::code_of(verification)?, true),
        None => (request.phone_code.unwrap_or_default(), false),
    };
    if code.is_empty() {
        return Err(RpcError::bad("PHONE_CODE_EMPTY"));
    }
    let sent = find(call, &request.phone_number, &request.phone_code_hash)?;
    let expects_email = sent.ways.get(sent.way) == Some(&CodeWay::Email);
    let right = sent.is_sent() && sent.code == code && by_email == expects_email;
    let most = call.world.rules.code_attempts;
    if let Some(kept) = call.world.codes.get_mut(&request.phone_code_hash) {
        kept.attempts += 1;
        // A right code of a free number stays good for signing up.
        kept.over = right && sent.account.is_some() || !right && kept.attempts >= most;
    }
    if !right {
        return Err(RpcError::bad("PHONE_CODE_INVALID"));
    }
    let Some(account) = sent.account else {
        let sign_up = tl::types::auth::AuthorizationSignUpRequired {
            terms_of_service: None,
        };
        return Ok(tl::enums::auth::Authorization::SignUpRequired(sign_up));
    };
    call.enter(account)
}

impl Call<'_> {
    /// A new authorization of this key. One it had before ends.
    pub(crate) fn enter(
        &mut self,
        account: i64,
    ) -> Result<tl::enums::auth::Authorization, RpcError> {
        match self.world.authorize(self.key, account, self.source) {
            Some(Login::In { .. }) => {
                self.announce(account);
                Ok(self.authorization(account))
            }
            Some(Login::PasswordMissing { .. }) => {
                Err(RpcError::unauthorized("SESSION_PASSWORD_NEEDED"))
            }
            Some(Login::Nobody | Login::Ended(_)) | None => Err(RpcError::internal()),
        }
    }

    /// Tells the account's devices that there is another one.
    pub(crate) fn announce(&mut self, account: i64) {
        self.announce_of(account, self.key);
    }

    pub(crate) fn announce_of(&mut self, account: i64, key: i64) {
        let client = self.world.keys.get(key).and_then(|k| k.client.clone());
        let device = client.map_or_else(String::new, |client| client.device_model);
        let text = format!("New login. A device named {device} signed in to your account.");
        self.world.tell(account, &text);
    }
}
