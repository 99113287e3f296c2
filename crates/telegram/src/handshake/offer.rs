//! The server's half of Diffie-Hellman, sealed under the nonces.

use std::time::Duration;

use grammers_crypto::{aes, generate_key_data_from_nonce};
use grammers_tl_types::{self as tl, Cursor, Deserializable};
use num_bigint::BigUint;
use sha1::{Digest, Sha1};
use tl::functions::SetClientDhParams;
use zeroize::Zeroizing;

use super::{Group, agreement::Agreement, require};
use crate::{Error, message::Clock};

/// The nonces of this exchange.
#[derive(Clone)]
pub(crate) struct Offer {
    pub(super) nonce: [u8; 16],
    pub(super) server_nonce: [u8; 16],
    pub(super) new_nonce: Zeroizing<[u8; 32]>,
}

/// What the server offers, decrypted.
pub(super) struct Opened {
    offer: Offer,
    inner: tl::types::ServerDhInnerData,
}

impl Offer {
    pub(super) fn opened(self, answer: tl::enums::ServerDhParams) -> Result<Opened, Error> {
        let tl::enums::ServerDhParams::Ok(answer) = answer else {
            return Err(Error::Handshake("it does not take our answer"));
        };
        require(answer.nonce == self.nonce, "another nonce")?;
        require(
            answer.server_nonce == self.server_nonce,
            "another server nonce",
        )?;
        let mut data = Zeroizing::new(answer.encrypted_answer);
        require(
            data.len() >= 32 && data.len().is_multiple_of(16),
            "a length that does not fit",
        )?;
        let (key, iv) = self.keys();
        aes::ige_decrypt(&mut data, &key, &iv);
        let (hash, data) = data.split_at(20);
        let mut cursor = Cursor::from_slice(data);
        let tl::enums::ServerDhInnerData::Data(inner) =
            tl::enums::ServerDhInnerData::deserialize(&mut cursor)
                .map_err(|_| Error::Handshake("an offer that cannot be read"))?;
        let (said, padding) = data.split_at(cursor.pos());
        require(Sha1::digest(said)[..] == *hash, "a wrong hash of the offer")?;
        require(padding.len() < 16, "too much padding")?;
        require(inner.nonce == self.nonce, "another nonce in the offer")?;
        require(
            inner.server_nonce == self.server_nonce,
            "another server nonce in the offer",
        )?;
        Ok(Opened { offer: self, inner })
    }

    /// Under which both sides seal their halves.
    pub(super) fn keys(&self) -> (Zeroizing<[u8; 32]>, Zeroizing<[u8; 32]>) {
        let (key, iv) = generate_key_data_from_nonce(&self.server_nonce, &self.new_nonce);
        (Zeroizing::new(key), Zeroizing::new(iv))
    }

    /// The salt that the first message is said with.
    pub(super) fn salt(&self) -> i64 {
        let mut salt = [0; 8];
        let pairs = self.new_nonce.iter().zip(&self.server_nonce);
        for (byte, (ours, theirs)) in salt.iter_mut().zip(pairs) {
            *byte = ours ^ theirs;
        }
        i64::from_le_bytes(salt)
    }
}

impl Opened {
    pub(super) fn prime(&self) -> &[u8] {
        &self.inner.dh_prime
    }

    pub(super) fn generator(&self) -> i32 {
        self.inner.g
    }

    /// Answers with our own half. The group must be the one of this offer.
    pub(super) fn agree(
        self,
        group: &Group,
        now: Duration,
    ) -> Result<(SetClientDhParams, Agreement), Error> {
        let public = BigUint::from_bytes_be(&self.inner.g_a);
        require(group.takes(&public), "a public value near the ends")?;
        let mut clock = Clock::default();
        clock.set(i64::from(self.inner.server_time), now);
        Agreement::propose(self.offer, public, clock, 0, group)
    }
}
