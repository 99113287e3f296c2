//! Who is asking: the credential that a request shows.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use signet_contract::{ids::ServiceId, platform::ErrorCode};

use super::{address::ClientAddress, problem::Problem};
use crate::{Refused, access, caller::Caller, platform::Platform};

const SERVICE: &str = "x-service-id";

/// The longest credential that is looked at.
const LONGEST: usize = 4096;

/// A caller whose credential is good now and who is within its limits.
pub struct Known(pub Caller);

impl FromRequestParts<Arc<Platform>> for Known {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<Platform>) -> Result<Self, Problem> {
        let address = client(parts)?;
        state.limits.calls_address.take(&address.0.into())?;
        let caller = match shown(&parts.headers)? {
            Shown::Bearer(token) => access::by_token(state, token).await?,
            Shown::ApiKey(service, key) => access::by_key(state, service, key, address.0).await?,
        };
        state.limits.calls.take(&caller.party.subject())?;
        Ok(Self(caller))
    }
}

/// Like [`Known`], for what can also be asked without saying who one is.
pub struct MaybeKnown(pub Option<Caller>);

impl FromRequestParts<Arc<Platform>> for MaybeKnown {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<Platform>) -> Result<Self, Problem> {
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        let Known(caller) = Known::from_request_parts(parts, state).await?;
        Ok(Self(Some(caller)))
    }
}

/// A service that shows its API key itself, to get a token for it.
pub struct KeyHolder(pub Option<Caller>);

impl FromRequestParts<Arc<Platform>> for KeyHolder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<Platform>) -> Result<Self, Problem> {
        let address = client(parts)?;
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        match shown(&parts.headers)? {
            Shown::ApiKey(service, key) => {
                let caller = access::by_key(state, service, key, address.0).await?;
                Ok(Self(Some(caller)))
            }
            Shown::Bearer(_) => Err(Refused::new(
                ErrorCode::CredentialInvalid,
                "a token does not give another one",
            )
            .into()),
        }
    }
}

impl FromRequestParts<Arc<Platform>> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Platform>) -> Result<Self, Problem> {
        client(parts)
    }
}

fn client(parts: &Parts) -> Result<ClientAddress, Problem> {
    let address = parts.extensions.get().copied();
    address.ok_or_else(|| Problem::internal("a request without a peer".to_owned()))
}

enum Shown<'h> {
    Bearer(&'h str),
    ApiKey(ServiceId, &'h str),
}

fn shown(headers: &HeaderMap) -> Result<Shown<'_>, Problem> {
    let missing = || Refused::new(ErrorCode::CredentialMissing, "show who you are");
    let invalid = || Refused::new(ErrorCode::CredentialInvalid, "this credential is not one");
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let (value, more) = (all.next().ok_or_else(missing)?, all.next());
    let value = value.to_str().map_err(|_| invalid())?;
    let (scheme, credential) = value.split_once(' ').ok_or_else(invalid)?;
    if more.is_some() || credential.len() > LONGEST {
        return Err(invalid().into());
    }
    if scheme.eq_ignore_ascii_case("bearer") {
        return Ok(Shown::Bearer(credential));
    }
    if scheme.eq_ignore_ascii_case("apikey") {
        let service = headers.get(SERVICE).ok_or_else(missing)?;
        let service = service.to_str().ok().and_then(|text| text.parse().ok());
        return Ok(Shown::ApiKey(service.ok_or_else(invalid)?, credential));
    }
    Err(invalid().into())
}
