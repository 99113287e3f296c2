//! Signing in by QR: tokens made on one device, accepted on another, taken up on the home DC.

use grammers_tl_types as tl;
use tl::enums::auth::LoginToken;

use crate::clock;
use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::world::keys::Login;

pub(crate) fn export(
    call: &mut Call<'_>,
    request: tl::functions::auth::ExportLoginToken,
) -> Result<LoginToken, RpcError> {
    call.check_api(request.api_id, &request.api_hash)?;
    match call.login() {
        Login::In { account, .. } => return Ok(call.success(account)),
        Login::PasswordMissing { .. } => {
            return Err(RpcError::unauthorized("SESSION_PASSWORD_NEEDED"));
        }
        Login::Nobody | Login::Ended(_) => {}
    }
    if let Some((token, found)) = call.world.tokens.accepted_by(call.key)
        && let Some(accepted) = found.accepted
    {
        let home = call.world.accounts.get(accepted.0).map(|owner| owner.dc);
        let dc_id = i32::from(home.unwrap_or(call.dc));
        let migrate = tl::types::auth::LoginTokenMigrateTo { dc_id, token };
        return Ok(LoginToken::MigrateTo(migrate));
    }
    let expires = call.world.now() + call.world.rules.token_seconds;
    let token = call
        .world
        .tokens
        .make(call.key, expires, request.except_ids);
    let expires = clock::date(expires);
    Ok(LoginToken::Token(tl::types::auth::LoginToken {
        expires,
        token,
    }))
}

/// A device that is signed in lets the one that shows the token in.
pub(crate) fn accept(
    call: &mut Call<'_>,
    request: tl::functions::auth::AcceptLoginToken,
) -> Result<tl::enums::Authorization, RpcError> {
    let account = call.account()?;
    let token = call.world.tokens.get(&request.token).cloned();
    let token = token.ok_or_else(|| RpcError::bad("AUTH_TOKEN_INVALIDX"))?;
    if token.accepted.is_some() {
        return Err(RpcError::bad("AUTH_TOKEN_ALREADY_ACCEPTED"));
    }
    if token.expires <= call.world.now() {
        return Err(RpcError::bad("AUTH_TOKEN_EXPIRED"));
    }
    if token.except.contains(&account) {
        return Err(RpcError::bad("AUTH_TOKEN_EXCEPTION"));
    }
    let exported = call.world.keys.get(token.key);
    let (client, source, dc) = exported
        .and_then(|key| {
            let live = key.live.values().next();
            let source = live.map_or(call.source, |live| live.source);
            Some((key.client.clone()?, source, key.dc))
        })
        .ok_or_else(|| RpcError::bad("AUTH_TOKEN_EXCEPTION"))?;
    let hash = call.world.register(account, client, source);
    let hash = hash.ok_or_else(RpcError::internal)?;
    let home = call.world.accounts.get(account).map(|owner| owner.dc);
    if home == Some(dc) {
        call.world.tokens.remove(&request.token);
        call.world.hold(token.key, account, hash);
    } else {
        call.world.tokens.accept(&request.token, (account, hash));
    }
    let update = tl::enums::Updates::UpdateShort(tl::types::UpdateShort {
        update: tl::enums::Update::LoginToken,
        date: clock::date(call.world.now()),
    });
    if let Some(key) = call.world.keys.get(token.key) {
        key.push(&update);
    }
    call.announce_of(account, token.key);
    let owner = call.world.accounts.get(account);
    let held = owner.and_then(|owner| owner.authorizations.iter().find(|a| a.hash == hash));
    held.map(|held| held.shown(false))
        .ok_or_else(RpcError::internal)
}

/// On the home DC, with a key made there, after `loginTokenMigrateTo`.
pub(crate) fn import(
    call: &mut Call<'_>,
    request: tl::functions::auth::ImportLoginToken,
) -> Result<LoginToken, RpcError> {
    let token = call.world.tokens.get(&request.token).cloned();
    let token = token.ok_or_else(|| RpcError::bad("AUTH_TOKEN_INVALID"))?;
    let Some((account, hash)) = token.accepted else {
        return Err(RpcError::bad("AUTH_TOKEN_EXPIRED"));
    };
    let home = call.world.accounts.get(account).map(|owner| owner.dc);
    if home != Some(call.dc) {
        return Err(RpcError::migrate("USER", home.unwrap_or(call.dc)));
    }
    call.world.tokens.remove(&request.token);
    match call.world.hold(call.key, account, hash) {
        Some(Login::In { .. }) => Ok(call.success(account)),
        Some(Login::PasswordMissing { .. }) => {
            Err(RpcError::unauthorized("SESSION_PASSWORD_NEEDED"))
        }
        // The device that accepted it has ended it since.
        Some(Login::Nobody | Login::Ended(_)) | None => Err(RpcError::bad("AUTH_TOKEN_EXPIRED")),
    }
}

impl Call<'_> {
    fn success(&self, account: i64) -> LoginToken {
        let authorization = self.authorization(account);
        LoginToken::Success(tl::types::auth::LoginTokenSuccess { authorization })
    }
}
