//! A platform changes its key: only its old key can say so.

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    jws::Token,
    signing::{Platform, SigningKey, VerifyingKey},
};

const TYP: &str = "signet-key-change+jwt";

/// More statements than a platform makes in its life.
const MOST: usize = 64;

/// The word of a platform's old key that a new one follows it: a compact JWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyChange {
    old: VerifyingKey<Platform>,
    new: VerifyingKey<Platform>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    platform: String,
    old: VerifyingKey<Platform>,
    new: VerifyingKey<Platform>,
}

impl KeyChange {
    /// Makes the statement for the platform of this origin.
    pub fn sign(
        platform: &str,
        old: &SigningKey<Platform>,
        new: &VerifyingKey<Platform>,
    ) -> Result<String, Error> {
        let claims = Claims {
            platform: platform.to_owned(),
            old: old.verifying_key(),
            new: *new,
        };
        old.sign_jws(TYP, &claims)
    }

    /// Reads a statement and verifies that the key it calls the old one signed it.
    pub fn read(platform: &str, token: &str) -> Result<Self, Error> {
        let token = Token::read(TYP, token).ok_or(Error::KeyChange)?;
        let claims: Claims = serde_json::from_slice(&token.claims).map_err(|_| Error::KeyChange)?;
        if claims.platform == platform && token.is_signed_by(&claims.old) {
            Ok(Self {
                old: claims.old,
                new: claims.new,
            })
        } else {
            Err(Error::KeyChange)
        }
    }

    /// Whether statements lead from the pinned key to the one that is used now. Returns that key,
    /// to be pinned from here on. Statements about other keys are passed over.
    pub fn follow(
        platform: &str,
        pinned: VerifyingKey<Platform>,
        used: VerifyingKey<Platform>,
        statements: &[String],
    ) -> Result<VerifyingKey<Platform>, Error> {
        if statements.len() > MOST {
            return Err(Error::KeyChange);
        }
        let changes: Vec<_> = statements
            .iter()
            .filter_map(|statement| Self::read(platform, statement).ok())
            .collect();
        let mut reached = vec![pinned];
        let mut at = 0;
        while let Some(old) = reached.get(at).copied() {
            if old == used {
                return Ok(used);
            }
            for change in changes.iter().filter(|change| change.old == old) {
                if !reached.contains(&change.new) {
                    reached.push(change.new);
                }
            }
            at += 1;
        }
        Err(Error::KeyChange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://atlas.example";

    fn key(seed: u8) -> SigningKey<Platform> {
        SigningKey::from_seed(&[seed; 32])
    }

    fn change(old: u8, new: u8) -> String {
        KeyChange::sign(ORIGIN, &key(old), &key(new).verifying_key()).unwrap()
    }

    fn follow(
        pinned: u8,
        used: u8,
        statements: &[String],
    ) -> Result<VerifyingKey<Platform>, Error> {
        KeyChange::follow(
            ORIGIN,
            key(pinned).verifying_key(),
            key(used).verifying_key(),
            statements,
        )
    }

    #[test]
    fn statements_lead_from_the_pinned_key_to_the_new_one() {
        let statements = [change(2, 3), change(1, 2)];
        assert_eq!(follow(1, 3, &statements), Ok(key(3).verifying_key()));
        assert_eq!(follow(2, 3, &statements), Ok(key(3).verifying_key()));
        assert_eq!(follow(3, 3, &[]), Ok(key(3).verifying_key()));
    }

    #[test]
    fn a_change_that_the_old_key_did_not_sign_is_refused() {
        let refused = Err(Error::KeyChange);
        assert_eq!(follow(1, 2, &[]), refused);
        assert_eq!(follow(1, 2, &[change(3, 2)]), refused);
        assert_eq!(follow(1, 3, &[change(1, 2), change(2, 1)]), refused);
        let forged = Claims {
            platform: ORIGIN.to_owned(),
            old: key(1).verifying_key(),
            new: key(2).verifying_key(),
        };
        let forged = key(2).sign_jws(TYP, &forged).unwrap();
        assert_eq!(follow(1, 2, &[forged]), refused);
        let elsewhere =
            KeyChange::sign("https://other.example", &key(1), &key(2).verifying_key()).unwrap();
        assert_eq!(follow(1, 2, &[elsewhere]), refused);
        let endless = vec![change(1, 2); MOST + 1];
        assert_eq!(follow(1, 2, &endless), refused);
    }
}
