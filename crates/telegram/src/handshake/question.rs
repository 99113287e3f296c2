//! The first half: the server names its key; we take a number apart and seal a secret to the key.

use grammers_crypto::rsa;
use grammers_tl_types::{self as tl, Serializable};
use num_bigint::BigUint;
use tl::functions::{ReqDhParams, ReqPqMulti};
use zeroize::Zeroizing;

use super::{factor::factors, offer::Offer, require};
use crate::{Error, environment::Environment, random};

/// Test data centres are called by their number and this.
const TEST: i32 = 10_000;

pub(super) struct Question {
    nonce: [u8; 16],
}

impl Question {
    pub(super) fn begin() -> Result<(ReqPqMulti, Self), Error> {
        let nonce = random::public()?;
        Ok((ReqPqMulti { nonce }, Self { nonce }))
    }

    pub(super) fn answered(
        self,
        answer: &tl::enums::ResPq,
        environment: &Environment,
        dc: u8,
    ) -> Result<(ReqDhParams, Offer), Error> {
        let tl::enums::ResPq::Pq(answer) = answer;
        let nonce = self.nonce;
        require(answer.nonce == nonce, "another nonce")?;
        let server_nonce = answer.server_nonce;
        let key = answer
            .server_public_key_fingerprints
            .iter()
            .find_map(|fingerprint| environment.key(*fingerprint))
            .ok_or(Error::UnknownServerKey)?;
        let (p, q) = product(&answer.pq)
            .and_then(factors)
            .ok_or(Error::Handshake(
                "a number that is no product of two primes",
            ))?;
        let (p, q) = (shortest(p), shortest(q));

        let new_nonce = random::secret::<32>()?;
        let dc = i32::from(dc) + if environment.is_test() { TEST } else { 0 };
        let inner = tl::enums::PQInnerData::Dc(tl::types::PQInnerDataDc {
            pq: answer.pq.clone(),
            p: p.clone(),
            q: q.clone(),
            nonce,
            server_nonce,
            new_nonce: *new_nonce,
            dc,
        });
        let inner = Zeroizing::new(inner.to_bytes());
        let modulus = BigUint::from_bytes_be(key.modulus());
        let rsa_key = rsa::Key::new(&modulus.to_string(), &key.exponent().to_string())
            .ok_or(Error::UnknownServerKey)?;
        let request = ReqDhParams {
            nonce,
            server_nonce,
            p,
            q,
            public_key_fingerprint: key.fingerprint(),
            encrypted_data: rsa::encrypt_hashed(&inner, &rsa_key, &*random::secret()?),
        };
        let offer = Offer {
            nonce,
            server_nonce,
            new_nonce,
        };
        Ok((request, offer))
    }
}

fn product(bytes: &[u8]) -> Option<u64> {
    let fits = (1..=8).contains(&bytes.len());
    let number = bytes
        .iter()
        .fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    (fits && number < 1 << 63).then_some(number)
}

fn shortest(number: u64) -> Vec<u8> {
    BigUint::from(number).to_bytes_be()
}
