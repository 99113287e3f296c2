//! What devices sign to show who they are: client assertions and redemptions.

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use signet_contract::{
    ids::DeviceId,
    platform::{
        ASSERTION_SECONDS, ASSERTION_TYPE, AssertionClaims, ErrorCode, Moment, Octets, PublicKey,
        REDEMPTION_TYPE, RedemptionClaims,
    },
};
use signet_seal::{Device, VerifyingKey};

use crate::{Error, Refused};

/// How far a device's clock may be off.
const SKEW: u64 = 300;

/// Which device an assertion says it is from, before anything of it is believed.
pub fn claimed_device(assertion: &str) -> Option<DeviceId> {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let claims = assertion.split('.').nth(1)?;
    let claims = Base64UrlUnpadded::decode_vec(claims).ok()?;
    let claims: AssertionClaims = serde_json::from_slice(&claims).ok()?;
    Some(claims.sub)
}

/// The claims of an assertion that this device signed for this platform, now.
pub fn verify(
    assertion: &str,
    device: DeviceId,
    key: &PublicKey,
    origin: &str,
    now: Moment,
) -> Result<AssertionClaims, Error> {
    let invalid = || {
        Refused::new(
            ErrorCode::CredentialInvalid,
            "this assertion is not valid here",
        )
    };
    let claims: AssertionClaims = signed(key, ASSERTION_TYPE, assertion).ok_or_else(invalid)?;
    let now = now.unix_seconds();
    let named = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    let fits = claims.iss == device
        && claims.sub == device
        && claims.aud == origin
        && claims.iat <= claims.exp
        && claims.exp - claims.iat <= ASSERTION_SECONDS
        && claims.iat <= now.saturating_add(SKEW)
        && (16..=64).contains(&claims.jti.len())
        && claims.jti.chars().all(named);
    if !fits {
        return Err(invalid().into());
    }
    if claims.exp.saturating_add(SKEW) <= now {
        let message = "this assertion has ended; is the clock right?";
        return Err(Refused::new(ErrorCode::CredentialExpired, message).into());
    }
    Ok(claims)
}

/// How long an assertion must be remembered so that it cannot be used again.
pub fn remembered_until(claims: &AssertionClaims) -> Moment {
    Moment::from_unix_millis(claims.exp.saturating_add(SKEW + 1).saturating_mul(1000))
}

/// Whether this key's holder wants to be enrolled with this link's token, here and now.
pub fn verify_redemption(
    proof: &str,
    key: &PublicKey,
    token: &str,
    origin: &str,
    now: Moment,
) -> Result<(), Error> {
    let now = now.unix_seconds();
    let fits = signed(key, REDEMPTION_TYPE, proof).is_some_and(|claims: RedemptionClaims| {
        claims.aud == origin
            && claims.token == Octets(Sha256::digest(token).into())
            && claims.iat.abs_diff(now) <= SKEW
    });
    if fits {
        Ok(())
    } else {
        let message = "the device key did not sign this redemption";
        Err(Refused::new(ErrorCode::DeviceKeyRefused, message).into())
    }
}

fn signed<T: DeserializeOwned>(key: &PublicKey, typ: &str, token: &str) -> Option<T> {
    let key = VerifyingKey::<Device>::from_bytes(&key.0).ok()?;
    serde_json::from_slice(&key.verify_jws(typ, token)?).ok()
}

#[cfg(test)]
mod tests {
    use signet_seal::SigningKey;

    use super::*;

    const ORIGIN: &str = "https://atlas.example";
    const NOW: u64 = 1_800_000_000;

    fn claims(device: DeviceId) -> AssertionClaims {
        AssertionClaims {
            iss: device,
            sub: device,
            aud: ORIGIN.to_owned(),
            iat: NOW,
            exp: NOW + 60,
            jti: "0123456789abcdef".to_owned(),
        }
    }

    fn check(device: DeviceId, typ: &str, claims: &AssertionClaims) -> bool {
        let key = SigningKey::<Device>::from_seed(&[7; 32]);
        let token = key.sign_jws(typ, claims).unwrap();
        let public = Octets(*key.verifying_key().as_bytes());
        let now = Moment::from_unix_millis(NOW * 1000);
        verify(&token, device, &public, ORIGIN, now).is_ok()
    }

    #[test]
    fn each_claim_is_checked() {
        let device = DeviceId::now();
        assert!(check(device, ASSERTION_TYPE, &claims(device)));
        assert!(!check(device, REDEMPTION_TYPE, &claims(device)));
        assert!(!check(DeviceId::now(), ASSERTION_TYPE, &claims(device)));
        let wrong: [fn(&mut AssertionClaims); 7] = [
            |claims| claims.aud = "https://evil.example".to_owned(),
            |claims| claims.iss = DeviceId::now(),
            |claims| claims.exp = claims.iat + 61,
            |claims| (claims.iat, claims.exp) = (NOW - 400, NOW - 340),
            |claims| (claims.iat, claims.exp) = (NOW + 301, NOW + 310),
            |claims| claims.jti = "short".to_owned(),
            |claims| claims.jti = "0123456789abcde\n".to_owned(),
        ];
        for (at, change) in wrong.into_iter().enumerate() {
            let mut claims = claims(device);
            change(&mut claims);
            assert!(!check(device, ASSERTION_TYPE, &claims), "{at}");
        }
    }
}
