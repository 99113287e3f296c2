//! The second half: Diffie-Hellman, under a key from the nonces.

use grammers_crypto::{AuthKey, aes, generate_key_data_from_nonce};
use grammers_tl_types::{self as tl, Cursor, Deserializable, Serializable};
use num_bigint::BigUint;
use sha1::Sha1;
use sha2::Digest;

use crate::faults::Fault;
use crate::handshake::{HandshakeError, NewKey, require};
use crate::{clock, prime, random};

pub(crate) struct Agreement {
    nonce: [u8; 16],
    server_nonce: [u8; 16],
    new_nonce: [u8; 32],
    secret: BigUint,
    /// The `aux_hash` of the key that was to be made again; 0 the first time.
    retry: i64,
}

pub(crate) enum Outcome {
    Made {
        answer: Vec<u8>,
        key: Box<NewKey>,
    },
    Again {
        answer: Vec<u8>,
        agreement: Agreement,
    },
    Failed {
        answer: Vec<u8>,
    },
}

impl Agreement {
    pub(crate) fn begin(
        nonce: [u8; 16],
        server_nonce: [u8; 16],
        new_nonce: [u8; 32],
    ) -> (Self, Vec<u8>) {
        let (secret, public) = loop {
            let pair = prime::keypair();
            if prime::is_safe(&pair.1) {
                break pair;
            }
        };
        let agreement = Self {
            nonce,
            server_nonce,
            new_nonce,
            secret,
            retry: 0,
        };
        let inner = tl::enums::ServerDhInnerData::Data(tl::types::ServerDhInnerData {
            nonce,
            server_nonce,
            g: i32::from(prime::GENERATOR),
            dh_prime: prime::prime_bytes(),
            g_a: public.to_bytes_be(),
            server_time: clock::date(i64::try_from(clock::wire().as_secs()).unwrap_or(i64::MAX)),
        });
        let answer = tl::enums::ServerDhParams::Ok(tl::types::ServerDhParamsOk {
            nonce,
            server_nonce,
            encrypted_answer: agreement.seal(&inner.to_bytes()),
        });
        (agreement, answer.to_bytes())
    }

    pub(crate) fn conclude(
        self,
        request: &tl::functions::SetClientDhParams,
        fault: Option<Fault>,
    ) -> Result<Outcome, HandshakeError> {
        require(request.nonce == self.nonce, "nonce")?;
        require(request.server_nonce == self.server_nonce, "server nonce")?;
        let inner = self.open(&request.encrypted_data)?;
        require(inner.nonce == self.nonce, "inner nonce")?;
        require(
            inner.server_nonce == self.server_nonce,
            "inner server nonce",
        )?;
        require(inner.retry_id == self.retry, "retry id")?;

        let public = BigUint::from_bytes_be(&inner.g_b);
        let shared = public.modpow(&self.secret, prime::prime());
        let key = AuthKey::from_bytes(prime::padded(&shared));
        if !prime::is_safe(&public) || fault.as_ref().is_some_and(|f| f.says("DH_GEN_FAIL")) {
            let answer = self.failed(&key);
            return Ok(Outcome::Failed { answer });
        }
        if fault.is_some_and(|f| f.says("DH_GEN_RETRY")) {
            return Ok(self.again(&key));
        }
        let answer = tl::enums::SetClientDhParamsAnswer::DhGenOk(tl::types::DhGenOk {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            new_nonce_hash1: key.calc_new_nonce_hash(&self.new_nonce, 1),
        });
        Ok(Outcome::Made {
            answer: answer.to_bytes(),
            key: Box::new(NewKey {
                first_salt: self.first_salt(),
                key,
            }),
        })
    }

    fn again(mut self, key: &AuthKey) -> Outcome {
        let mut aux_hash = [0; 8];
        aux_hash.copy_from_slice(&Sha1::digest(key.to_bytes())[..8]);
        self.retry = i64::from_le_bytes(aux_hash);
        let answer = tl::enums::SetClientDhParamsAnswer::DhGenRetry(tl::types::DhGenRetry {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            new_nonce_hash2: key.calc_new_nonce_hash(&self.new_nonce, 2),
        });
        Outcome::Again {
            answer: answer.to_bytes(),
            agreement: self,
        }
    }

    fn failed(&self, key: &AuthKey) -> Vec<u8> {
        tl::enums::SetClientDhParamsAnswer::DhGenFail(tl::types::DhGenFail {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            new_nonce_hash3: key.calc_new_nonce_hash(&self.new_nonce, 3),
        })
        .to_bytes()
    }

    fn first_salt(&self) -> i64 {
        let mut salt = [0; 8];
        for (byte, (left, right)) in salt
            .iter_mut()
            .zip(self.new_nonce.iter().zip(&self.server_nonce))
        {
            *byte = left ^ right;
        }
        i64::from_le_bytes(salt)
    }

    fn seal(&self, data: &[u8]) -> Vec<u8> {
        let (key, iv) = generate_key_data_from_nonce(&self.server_nonce, &self.new_nonce);
        let mut block = [&Sha1::digest(data)[..], data].concat();
        let padding = block.len().next_multiple_of(16) - block.len();
        block.extend(&random::bytes::<16>()[..padding]);
        aes::ige_encrypt(&mut block, &key, &iv);
        block
    }

    fn open(&self, encrypted: &[u8]) -> Result<tl::types::ClientDhInnerData, HandshakeError> {
        require(
            encrypted.len() >= 32 && encrypted.len().is_multiple_of(16),
            "length",
        )?;
        let (key, iv) = generate_key_data_from_nonce(&self.server_nonce, &self.new_nonce);
        let mut block = encrypted.to_vec();
        aes::ige_decrypt(&mut block, &key, &iv);
        let (hash, data) = block.split_at(20);
        let mut cursor = Cursor::from_slice(data);
        let tl::enums::ClientDhInnerData::Data(inner) =
            tl::enums::ClientDhInnerData::deserialize(&mut cursor)?;
        require(
            Sha1::digest(&data[..cursor.pos()])[..] == *hash,
            "hash of the inner data",
        )?;
        require(data.len() - cursor.pos() < 16, "padding of the inner data")?;
        Ok(inner)
    }
}
