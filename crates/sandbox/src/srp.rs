//! Two-step passwords: SRP 2048 as Telegram has it, from the server's side.

use grammers_tl_types as tl;
use num_bigint::BigUint;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha512};

use crate::{prime, random};

const ROUNDS: u32 = 100_000;

type Algorithm = tl::types::PasswordKdfAlgoSha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow;

/// A password as the server keeps it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Password {
    salt1: Vec<u8>,
    salt2: Vec<u8>,
    verifier: BigUint,
    pub(crate) hint: Option<String>,
}

/// One offer of `account.getPassword`.
pub(crate) struct Challenge {
    pub(crate) account: i64,
    salt: Vec<u8>,
    secret: BigUint,
    public: [u8; 256],
}

impl Password {
    /// Slow, as it should be: not to be called under the world's lock.
    pub(crate) fn new(password: &str, hint: Option<String>) -> Self {
        let salt1 = random::bytes::<40>().to_vec();
        let salt2 = random::bytes::<16>().to_vec();
        let secret = secret(password.as_bytes(), &salt1, &salt2);
        Self {
            verifier: prime::raise(&secret),
            salt1,
            salt2,
            hint,
        }
    }

    /// As a client made it for a new password; none when it is not of our making.
    pub(crate) fn from_client(
        algorithm: tl::enums::PasswordKdfAlgo,
        hash: &[u8],
        hint: Option<String>,
    ) -> Option<Self> {
        let algorithm = Algorithm::try_from(algorithm).ok()?;
        let verifier = BigUint::from_bytes_be(hash);
        let ours = algorithm.p == prime::prime_bytes()
            && algorithm.g == i32::from(prime::GENERATOR)
            && prime::is_safe(&verifier);
        ours.then_some(Self {
            salt1: algorithm.salt1,
            salt2: algorithm.salt2,
            verifier,
            hint,
        })
    }

    pub(crate) fn algorithm(&self) -> tl::enums::PasswordKdfAlgo {
        algorithm(self.salt1.clone(), self.salt2.clone())
    }

    pub(crate) fn challenge(&self, account: i64) -> Challenge {
        let (secret, public) = prime::keypair();
        let public = (multiplier() * &self.verifier + public) % prime::prime();
        Challenge {
            account,
            salt: self.salt1.clone(),
            secret,
            public: prime::padded(&public),
        }
    }

    /// Whether it is still the password that the challenge was made for.
    pub(crate) fn made(&self, challenge: &Challenge) -> bool {
        self.salt1 == challenge.salt
    }

    pub(crate) fn accepts(&self, challenge: &Challenge, a: &[u8], m1: &[u8]) -> bool {
        let number = BigUint::from_bytes_be(a);
        if a.len() != 256 || !prime::is_safe(&number) {
            return false;
        }
        let scramble = BigUint::from_bytes_be(&hash(&[a, &challenge.public]));
        let p = prime::prime();
        let base = number * self.verifier.modpow(&scramble, p) % p;
        let shared = base.modpow(&challenge.secret, p);
        let key = hash(&[&prime::padded(&shared)]);

        let group = hash(&[&prime::prime_bytes()]);
        let generator = hash(&[&prime::padded(&prime::GENERATOR.into())]);
        let mixed: Vec<u8> = group.iter().zip(generator).map(|(p, g)| p ^ g).collect();
        let expected = hash(&[
            &mixed,
            &hash(&[&self.salt1]),
            &hash(&[&self.salt2]),
            a,
            &challenge.public,
            &key,
        ]);
        m1 == expected
    }
}

impl Challenge {
    pub(crate) fn public(&self) -> Vec<u8> {
        self.public.to_vec()
    }
}

/// What a new password would be hashed with; the client adds to the first salt.
pub(crate) fn new_algorithm() -> tl::enums::PasswordKdfAlgo {
    algorithm(
        random::bytes::<8>().to_vec(),
        random::bytes::<16>().to_vec(),
    )
}

fn algorithm(salt1: Vec<u8>, salt2: Vec<u8>) -> tl::enums::PasswordKdfAlgo {
    Algorithm {
        salt1,
        salt2,
        g: i32::from(prime::GENERATOR),
        p: prime::prime_bytes(),
    }
    .into()
}

fn multiplier() -> BigUint {
    let generator = prime::padded(&prime::GENERATOR.into());
    BigUint::from_bytes_be(&hash(&[&prime::prime_bytes(), &generator]))
}

fn secret(password: &[u8], salt1: &[u8], salt2: &[u8]) -> BigUint {
    let salted = |data: &[u8], salt: &[u8]| hash(&[salt, data, salt]);
    let first = salted(&salted(password, salt1), salt2);
    let mut stretched = [0; 64];
    pbkdf2::pbkdf2_hmac::<Sha512>(&first, salt1, ROUNDS, &mut stretched);
    BigUint::from_bytes_be(&salted(&stretched, salt2))
}

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use grammers_crypto::two_factor_auth::calculate_2fa;

    use super::*;

    #[test]
    fn a_clients_proof_of_the_right_password_is_taken_and_of_a_wrong_one_is_not() {
        let kept = Password::new("correct horse", None);
        let challenge = kept.challenge(1);
        let proof = |password: &str| {
            calculate_2fa(
                &kept.salt1,
                &kept.salt2,
                &prime::prime_bytes(),
                &i32::from(prime::GENERATOR),
                challenge.public(),
                random::bytes::<256>().to_vec(),
                password,
            )
        };
        let (m1, a) = proof("correct horse");
        assert!(kept.accepts(&challenge, &a, &m1));
        let (m1, a) = proof("correct house");
        assert!(!kept.accepts(&challenge, &a, &m1));
    }
}
