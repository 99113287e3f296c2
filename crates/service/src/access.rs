//! From a credential to a caller, and from a caller to a token.

use std::net::IpAddr;

use signet_contract::{
    ids::ServiceId,
    platform::{AccessToken, ErrorCode, Scope},
};

use crate::{
    Error, Refused, assertion,
    caller::{Caller, Party},
    config::Networks,
    platform::Platform,
    tokens,
};

fn invalid(message: &'static str) -> Error {
    Refused::new(ErrorCode::CredentialInvalid, message).into()
}

/// The caller that a token stands for, unless it was revoked.
pub async fn by_token(platform: &Platform, token: &str) -> Result<Caller, Error> {
    let now = platform.clock.now();
    let caller = tokens::verify(&platform.keyring, platform.origin.as_str(), token, now)?;
    platform.revoked.check(&caller).await?;
    Ok(caller)
}

/// The service whose API key was shown, from an address that it may be used from.
pub async fn by_key(
    platform: &Platform,
    id: ServiceId,
    key: &str,
    address: IpAddr,
) -> Result<Caller, Error> {
    let services = &platform.storage.services;
    let live = services.api_keys(id).await?;
    let found = platform.api_keys.recognise(id, key, &live);
    let service = services.service(id).await?;
    let (Some(found), Some(service)) = (found, service) else {
        return Err(invalid("this key is not this service's"));
    };
    if service.disabled {
        return Err(invalid("this service is disabled"));
    }
    let allowed = Networks::try_from(service.allowed_addresses)
        .map_err(|_| Error::Unwritable("the allowed addresses"))?;
    if !allowed.is_empty() && !allowed.contain(address) {
        let message = "this key may not be used from this address";
        return Err(Refused::new(ErrorCode::AddressNotAllowed, message).into());
    }
    platform.watch.seen_from(id, address);
    Ok(Caller {
        party: Party::Service { id, key: found },
        scopes: service.scopes,
        until: None,
        token: None,
    })
}

/// A token for a service that showed its key, with all its scopes or fewer.
pub async fn token_for_service(
    platform: &Platform,
    caller: &Caller,
    scopes: Option<Vec<Scope>>,
) -> Result<AccessToken, Error> {
    let Party::Service { id, key } = caller.party else {
        return Err(invalid("an API key is needed"));
    };
    platform.limits.token.take(&id.into())?;
    let scopes = scopes.unwrap_or_else(|| caller.scopes.clone());
    if !scopes.iter().all(|scope| caller.scopes.contains(scope)) {
        let message = "a scope is not the service's";
        return Err(Refused::new(ErrorCode::ScopeNotRegistered, message).into());
    }
    let now = platform.clock.now();
    platform.storage.services.api_key_used(key, now).await?;
    let origin = platform.origin.as_str();
    tokens::issue(&platform.keyring, origin, &caller.party, scopes, now)
}

/// A token for a device that signed an assertion, which is taken once.
pub async fn token_for_device(platform: &Platform, text: &str) -> Result<AccessToken, Error> {
    let refused = || invalid("this assertion is not valid here");
    let id = assertion::claimed_device(text).ok_or_else(refused)?;
    let devices = &platform.storage.devices;
    let device = devices.device(id).await?.ok_or_else(refused)?;
    let (now, origin) = (platform.clock.now(), platform.origin.as_str());
    let claims = assertion::verify(text, id, &device.key, origin, now)?;
    // Counted for a device that has shown itself, so that nobody else uses its share up.
    platform.limits.token.take(&id.into())?;
    let until = assertion::remembered_until(&claims);
    if !devices.take_assertion(id, claims.jti, until, now).await? {
        return Err(refused());
    }
    let party = Party::Device { id };
    tokens::issue(&platform.keyring, origin, &party, Vec::new(), now)
}
