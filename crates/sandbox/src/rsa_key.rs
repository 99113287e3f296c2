//! The server's RSA key: made at start, known to clients through the environment file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use glass_pumpkin::prime;
use grammers_crypto::aes;
use grammers_tl_types::Serializable;
use num_bigint::BigUint;
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::error::SandboxError;

const BITS: u64 = 2048;
const EXPONENT: u32 = 65537;
/// What RSA_PAD carries: the inner data and its padding.
const PADDED: usize = 192;

#[derive(Serialize, Deserialize)]
pub(crate) struct RsaKey {
    modulus: BigUint,
    secret: BigUint,
}

impl RsaKey {
    pub(crate) fn generate() -> Result<Self, SandboxError> {
        let half = usize::try_from(BITS / 2).unwrap_or_default();
        let exponent = BigUint::from(EXPONENT);
        let one = BigUint::from(1u8);
        loop {
            let p = prime::new(half).map_err(|error| SandboxError::Prime(error.to_string()))?;
            let q = prime::new(half).map_err(|error| SandboxError::Prime(error.to_string()))?;
            let modulus = &p * &q;
            let order = (&p - &one) * (&q - &one);
            if p != q
                && modulus.bits() == BITS
                && let Some(secret) = exponent.modinv(&order)
            {
                let key = Self { modulus, secret };
                // A client library in use looks keys up by hexadecimal text and loses leading
                // zeros on the way.
                if key.fingerprint().leading_zeros() < 4 {
                    return Ok(key);
                }
            }
        }
    }

    /// PKCS#1, as Telegram publishes its own keys.
    pub(crate) fn pem(&self) -> String {
        let body = [der_integer(&self.modulus), der_integer(&EXPONENT.into())].concat();
        let text = STANDARD.encode(der(0x30, &body));
        let lines: Vec<_> = text
            .as_bytes()
            .chunks(64)
            .map(String::from_utf8_lossy)
            .collect();
        let body = lines.join("\n");
        format!("-----BEGIN RSA PUBLIC KEY-----\n{body}\n-----END RSA PUBLIC KEY-----\n")
    }

    /// The lower 64 bits of the SHA-1 of the bare TL key.
    pub(crate) fn fingerprint(&self) -> i64 {
        let mut bare = Vec::new();
        Serializable::serialize(&self.modulus.to_bytes_be(), &mut bare);
        Serializable::serialize(&BigUint::from(EXPONENT).to_bytes_be(), &mut bare);
        let mut tail = [0; 8];
        tail.copy_from_slice(&Sha1::digest(&bare)[12..]);
        i64::from_le_bytes(tail)
    }

    /// Opens `encrypted_data` of `req_DH_params`: the inner data with padding behind it.
    ///
    /// Two paddings are in use: RSA_PAD, and the older SHA-1 one that Telegram still takes and
    /// several client libraries still send.
    pub(crate) fn open(&self, encrypted: &[u8]) -> Option<Opened> {
        let number = BigUint::from_bytes_be(encrypted);
        if encrypted.len() != 256 || number >= self.modulus {
            return None;
        }
        let mut block = [0; 256];
        let plain = number.modpow(&self.secret, &self.modulus).to_bytes_be();
        block[256 - plain.len()..].copy_from_slice(&plain);
        undo_rsa_pad(&block).or_else(|| {
            (block[0] == 0).then(|| Opened::Sha1 {
                hash: block[1..21].to_vec(),
                data: block[21..].to_vec(),
            })
        })
    }
}

pub(crate) enum Opened {
    /// Proven whole by its own hash.
    Padded(Vec<u8>),
    /// The hash covers the data alone, whose end only its TL tells.
    Sha1 { hash: Vec<u8>, data: Vec<u8> },
}

fn undo_rsa_pad(block: &[u8; 256]) -> Option<Opened> {
    let (masked, encrypted) = block.split_at(32);
    let mut key = [0; 32];
    for (byte, (left, right)) in key
        .iter_mut()
        .zip(masked.iter().zip(Sha256::digest(encrypted)))
    {
        *byte = left ^ right;
    }
    let mut data = encrypted.to_vec();
    aes::ige_decrypt(&mut data, &key, &[0; 32]);
    let hash = data.split_off(PADDED);
    data.reverse();
    let expected = Sha256::new().chain_update(key).chain_update(&data);
    (expected.finalize()[..] == hash[..]).then_some(Opened::Padded(data))
}

fn der_integer(number: &BigUint) -> Vec<u8> {
    let mut bytes = number.to_bytes_be();
    if bytes.first().is_some_and(|first| first & 0x80 != 0) {
        bytes.insert(0, 0);
    }
    der(0x02, &bytes)
}

fn der(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = body.len().to_be_bytes();
    let significant = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut out = vec![tag];
    if body.len() < 0x80 {
        out.push(significant.first().copied().unwrap_or(0));
    } else {
        out.push(0x80 | u8::try_from(significant.len()).unwrap_or(0));
        out.extend(significant);
    }
    out.extend(body);
    out
}

#[cfg(test)]
mod tests {
    use grammers_crypto::rsa;

    use super::*;

    #[test]
    fn what_a_client_encrypts_is_opened_and_a_changed_bit_is_not() {
        let key = RsaKey::generate().unwrap();
        let public = rsa::Key::new(&key.modulus.to_string(), "65537").unwrap();
        let mut sent = rsa::encrypt_hashed(b"inner data", &public, &[7; 224]);
        assert!(
            matches!(key.open(&sent), Some(Opened::Padded(data)) if data.starts_with(b"inner data"))
        );
        sent[255] ^= 1;
        assert!(!matches!(key.open(&sent), Some(Opened::Padded(_))));
    }
}
