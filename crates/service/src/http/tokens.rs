//! Tokens: getting one, ending one, and asking what one is.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::platform::{
    AccessToken, ErrorCode, Failed, Nothing, RevokeToken, Status, Success, TokenRequest,
};

use super::{
    body::{Body, MaybeBody},
    credential::{KeyHolder, Known},
    data::{Answer, Data},
    problem,
    problem::Problem,
};
use crate::{access, caller::Party, platform::Platform};

/// Exchange an API key or a device's assertion for an access token
#[utoipa::path(
    post, path = "/token", tag = "Tokens", request_body = TokenRequest,
    security(()),
    responses((status = 200, body = Success<AccessToken>), (status = 401, body = Failed), (status = 429, body = Failed)),
)]
pub async fn get(
    State(platform): State<Arc<Platform>>,
    KeyHolder(holder): KeyHolder,
    Body(request): Body<TokenRequest>,
) -> Answer<AccessToken> {
    let token = match request {
        TokenRequest::ApiKey { scopes } => {
            let missing = || problem(ErrorCode::CredentialMissing, "show an API key");
            let holder = holder.ok_or_else(missing)?;
            access::token_for_service(&platform, &holder, scopes).await?
        }
        // Exposed to be verified.
        TokenRequest::DeviceAssertion { assertion } => {
            access::token_for_device(&platform, assertion.expose()).await?
        }
    };
    Ok(Data(token))
}

/// End the access token that the request carries; an operator is signed out
#[utoipa::path(
    post, path = "/token/revoke", tag = "Tokens", request_body = RevokeToken,
    security(("service" = []), ("device" = []), ("operator" = ["viewer"])),
    responses((status = 200, body = Success<Nothing>), (status = 401, body = Failed)),
)]
pub async fn revoke(
    State(platform): State<Arc<Platform>>,
    Known(caller): Known,
    MaybeBody(request): MaybeBody<RevokeToken>,
) -> Answer<Nothing> {
    if let Party::Operator { family, .. } = caller.party {
        // An operator's token and its refresh token end together; another sign-in of theirs
        // does not.
        let named = request.refresh_token.as_ref();
        let named = named.map(|token| platform.reception.family(token));
        if named.is_some_and(|named| named != Some(family)) {
            return Err(no_such_token());
        }
        platform.reception.leave(&platform, family).await?;
        return Ok(Data(Nothing {}));
    }
    let token = caller.token.filter(|_| request.refresh_token.is_none());
    let token = token.ok_or_else(no_such_token)?;
    platform.revoked.revoke(token).await?;
    Ok(Data(Nothing {}))
}

fn no_such_token() -> Problem {
    problem(ErrorCode::ValidationFailed, "there is no such token to end")
}

/// Whether a credential is good, and whose it is
#[utoipa::path(
    get, path = "/status", tag = "Tokens",
    security(("service" = []), ("apiKey" = [], "serviceId" = []), ("device" = []), ("operator" = ["viewer"])),
    responses((status = 200, body = Success<Status>), (status = 401, body = Failed)),
)]
pub async fn status(Known(caller): Known) -> Answer<Status> {
    Ok(Data(Status {
        authenticated: true,
        user_id: caller.party.subject().to_string(),
        role: caller.party.role(),
        session_expires_at: caller.until,
    }))
}
