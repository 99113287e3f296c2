//! Our half of Diffie-Hellman, and what the server makes of it.

use grammers_crypto::aes;
use grammers_tl_types::{self as tl, Serializable};
use num_bigint::BigUint;
use secrecy::{ExposeSecret, SecretBox};
use sha1::{Digest, Sha1};
use signet_session::AuthKey;
use tl::{enums::SetClientDhParamsAnswer, functions::SetClientDhParams};
use zeroize::Zeroizing;

use super::{Group, offer::Offer, require};
use crate::{Error, message::Clock, random};

pub(crate) struct Agreement {
    offer: Offer,
    theirs: BigUint,
    clock: Clock,
    key: AuthKey,
}

pub(crate) enum Outcome {
    Agreed(Agreed),
    Again(Again),
}

pub(crate) struct Agreed {
    pub(crate) key: AuthKey,
    pub(crate) salt: i64,
    pub(crate) clock: Clock,
}

/// The server wants another public value of ours.
pub(crate) struct Again {
    offer: Offer,
    theirs: BigUint,
    clock: Clock,
    refused: i64,
}

impl Again {
    pub(super) fn agree(self, group: &Group) -> Result<(SetClientDhParams, Agreement), Error> {
        Agreement::propose(self.offer, self.theirs, self.clock, self.refused, group)
    }
}

impl Agreement {
    pub(super) fn propose(
        offer: Offer,
        theirs: BigUint,
        clock: Clock,
        retry_id: i64,
        group: &Group,
    ) -> Result<(SetClientDhParams, Self), Error> {
        let secret = random::secret::<256>()?;
        let ours = group.raise(secret.as_slice());
        // One of 2^63 secrets would fail.
        require(group.takes(&ours), "our public value is near the ends")?;
        let exponent = BigUint::from_bytes_be(secret.as_slice());
        let key = key(&theirs.modpow(&exponent, group.prime()))?;

        let inner = tl::enums::ClientDhInnerData::Data(tl::types::ClientDhInnerData {
            nonce: offer.nonce,
            server_nonce: offer.server_nonce,
            retry_id,
            g_b: ours.to_bytes_be(),
        })
        .to_bytes();
        let mut data = [&Sha1::digest(&inner)[..], &inner].concat();
        let padding = data.len().next_multiple_of(16) - data.len();
        data.extend(&random::public::<16>()?[..padding]);
        let (aes_key, iv) = offer.keys();
        aes::ige_encrypt(&mut data, &aes_key, &iv);
        let request = SetClientDhParams {
            nonce: offer.nonce,
            server_nonce: offer.server_nonce,
            encrypted_data: data,
        };
        let agreement = Self {
            offer,
            theirs,
            clock,
            key,
        };
        Ok((request, agreement))
    }

    pub(super) fn conclude(self, answer: &SetClientDhParamsAnswer) -> Result<Outcome, Error> {
        let (nonce, server_nonce, hash, number) = match answer {
            SetClientDhParamsAnswer::DhGenOk(ok) => {
                (ok.nonce, ok.server_nonce, ok.new_nonce_hash1, 1)
            }
            SetClientDhParamsAnswer::DhGenRetry(retry) => {
                (retry.nonce, retry.server_nonce, retry.new_nonce_hash2, 2)
            }
            SetClientDhParamsAnswer::DhGenFail(fail) => {
                (fail.nonce, fail.server_nonce, fail.new_nonce_hash3, 3)
            }
        };
        require(nonce == self.offer.nonce, "another nonce")?;
        require(
            server_nonce == self.offer.server_nonce,
            "another server nonce",
        )?;
        let (expected, aux) = self.nonce_hash(number);
        require(hash == expected, "a wrong hash of our nonce")?;
        match answer {
            SetClientDhParamsAnswer::DhGenOk(_) => Ok(Outcome::Agreed(Agreed {
                salt: self.offer.salt(),
                key: self.key,
                clock: self.clock,
            })),
            SetClientDhParamsAnswer::DhGenRetry(_) => Ok(Outcome::Again(Again {
                offer: self.offer,
                theirs: self.theirs,
                clock: self.clock,
                refused: i64::from_le_bytes(aux),
            })),
            SetClientDhParamsAnswer::DhGenFail(_) => Err(Error::Handshake("it gave up")),
        }
    }

    #[cfg(test)]
    pub(super) fn nonces(&self) -> ([u8; 16], [u8; 16]) {
        (self.offer.nonce, self.offer.server_nonce)
    }

    /// What only somebody with the key can say, and the part of the key's hash in it.
    pub(super) fn nonce_hash(&self, number: u8) -> ([u8; 16], [u8; 8]) {
        // Exposed to be hashed.
        let key = Sha1::digest(self.key.expose_secret());
        let mut aux = [0; 8];
        aux.copy_from_slice(&key[..8]);
        let digest = Sha1::new()
            .chain_update(self.offer.new_nonce.as_slice())
            .chain_update([number])
            .chain_update(aux)
            .finalize();
        let mut hash = [0; 16];
        hash.copy_from_slice(&digest[4..]);
        (hash, aux)
    }
}

fn key(shared: &BigUint) -> Result<AuthKey, Error> {
    let bytes = Zeroizing::new(shared.to_bytes_be());
    let mut key = SecretBox::new(Box::new([0; AuthKey::BYTES]));
    let start = AuthKey::BYTES.saturating_sub(bytes.len());
    // Written in place, so that there is one copy.
    secrecy::ExposeSecretMut::expose_secret_mut(&mut key)[start..].copy_from_slice(&bytes);
    AuthKey::new(key).map_err(|_| Error::Handshake("a key of zeros"))
}
