//! Access tokens: EdDSA JWTs of 15 minutes, in which nothing is optional and nothing is extra.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use signet_contract::platform::{AccessToken, Credential, ErrorCode, Moment, Role, Scope};
use uuid::Uuid;

use crate::{
    Error, Refused,
    caller::{Caller, Party, Rank},
    keyring::Keyring,
};

/// Media type of a JWT access token (RFC 9068).
const TYP: &str = "at+jwt";

pub const LIFE: Duration = Duration::from_secs(15 * 60);

/// A token that was being made while what it was given for was revoked is refused too.
const LATE: Duration = Duration::from_secs(30);

/// When no token of something that is revoked now can be good any more.
pub fn forgotten(now: Moment) -> Moment {
    now.after(LIFE + LATE)
}

/// Instances' clocks may differ by this much.
const SKEW: u64 = 5;

/// Nothing else is taken: a `cnf` (RFC 7800), say, must not be passed over before it is checked.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    role: Role,
    scopes: Vec<Scope>,
    /// What it was given for: an API key, a device, a family of refresh tokens.
    sid: Uuid,
    jti: Uuid,
    iat: u64,
    nbf: u64,
    exp: u64,
}

/// A token for this party, good for [`LIFE`].
pub fn issue(
    keyring: &Keyring,
    origin: &str,
    party: &Party,
    scopes: Vec<Scope>,
    now: Moment,
) -> Result<AccessToken, Error> {
    let expires_at = now.after(LIFE);
    let claims = Claims {
        iss: origin.to_owned(),
        aud: origin.to_owned(),
        sub: party.subject(),
        role: party.role(),
        scopes: scopes.clone(),
        sid: party.session(),
        jti: Uuid::now_v7(),
        iat: now.unix_seconds(),
        nbf: now.unix_seconds(),
        exp: expires_at.unix_seconds(),
    };
    Ok(AccessToken {
        access_token: Credential::new(keyring.sign_token(TYP, &claims)?),
        token_type: "Bearer".to_owned(),
        expires_in: u32::try_from(LIFE.as_secs()).unwrap_or(u32::MAX),
        expires_at,
        scopes,
    })
}

/// Who this token stands for. Whether it was revoked is for the caller to ask.
pub fn verify(keyring: &Keyring, origin: &str, token: &str, now: Moment) -> Result<Caller, Error> {
    let invalid = || Refused::new(ErrorCode::CredentialInvalid, "this token is not valid here");
    let claims = keyring.verify_token(TYP, token).ok_or_else(invalid)?;
    let claims: Claims = serde_json::from_slice(&claims).map_err(|_| invalid())?;
    let now = now.unix_seconds();
    let fits = claims.iss == origin
        && claims.aud == origin
        && claims.iat <= now + SKEW
        && claims.nbf <= now + SKEW
        && claims.nbf < claims.exp
        && claims.exp <= claims.iat.saturating_add(LIFE.as_secs());
    if !fits {
        return Err(invalid().into());
    }
    if now >= claims.exp {
        let message = "this token has ended";
        return Err(Refused::new(ErrorCode::CredentialExpired, message).into());
    }
    Ok(Caller {
        party: party(&claims).ok_or_else(invalid)?,
        until: Some(Moment::from_unix_millis(claims.exp.saturating_mul(1000))),
        token: Some(claims.jti),
        scopes: claims.scopes,
    })
}

fn party(claims: &Claims) -> Option<Party> {
    let operator = |rank| {
        Some(Party::Operator {
            id: claims.sub.try_into().ok()?,
            rank,
            family: claims.sid,
        })
    };
    match claims.role {
        Role::Service => Some(Party::Service {
            id: claims.sub.try_into().ok()?,
            key: claims.sid.try_into().ok()?,
        }),
        Role::Device => (claims.sub == claims.sid).then_some(Party::Device {
            id: claims.sub.try_into().ok()?,
        }),
        Role::Viewer => operator(Rank::Viewer),
        Role::Support => operator(Rank::Support),
        Role::Admin => operator(Rank::Admin),
    }
}

#[cfg(test)]
mod tests;
