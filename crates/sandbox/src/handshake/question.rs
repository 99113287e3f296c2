//! The first half: a product of two primes to factorise, answered under the RSA key.

use grammers_tl_types::{self as tl, Cursor, Deserializable, Serializable};
use num_bigint::BigUint;
use sha1::Sha1;
use sha2::Digest;

use crate::handshake::agreement::Agreement;
use crate::handshake::{HandshakeError, require};
use crate::random;
use crate::rsa_key::{Opened, RsaKey};

pub(crate) struct Question {
    nonce: [u8; 16],
    server_nonce: [u8; 16],
    smaller: u32,
    larger: u32,
}

impl Question {
    pub(crate) fn new(nonce: [u8; 16]) -> Self {
        let first = small_prime();
        let second = loop {
            let other = small_prime();
            if other != first {
                break other;
            }
        };
        Self {
            nonce,
            server_nonce: random::bytes(),
            smaller: first.min(second),
            larger: first.max(second),
        }
    }

    pub(crate) fn ask(&self, rsa: &RsaKey) -> Vec<u8> {
        tl::enums::ResPq::Pq(tl::types::ResPq {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            pq: self.product(),
            server_public_key_fingerprints: vec![rsa.fingerprint()],
        })
        .to_bytes()
    }

    pub(crate) fn answered(
        self,
        request: &tl::functions::ReqDhParams,
        rsa: &RsaKey,
        dc: u8,
    ) -> Result<(Agreement, Vec<u8>), HandshakeError> {
        require(request.nonce == self.nonce, "nonce")?;
        require(request.server_nonce == self.server_nonce, "server nonce")?;
        require(
            request.public_key_fingerprint == rsa.fingerprint(),
            "fingerprint",
        )?;
        require(request.p == shortest(self.smaller), "p")?;
        require(request.q == shortest(self.larger), "q")?;

        let opened = rsa.open(&request.encrypted_data);
        let inner = Inner::read(&opened.ok_or(HandshakeError::Wrong("RSA block"))?)?;
        require(inner.nonce == self.nonce, "inner nonce")?;
        require(
            inner.server_nonce == self.server_nonce,
            "inner server nonce",
        )?;
        require(inner.pq == self.product(), "inner pq")?;
        require(
            inner.p == request.p && inner.q == request.q,
            "inner p and q",
        )?;
        if inner.dc.is_some_and(|wanted| !names(wanted, dc)) {
            return Err(HandshakeError::OtherDc);
        }
        Ok(Agreement::begin(
            self.nonce,
            self.server_nonce,
            inner.new_nonce,
        ))
    }

    fn product(&self) -> Vec<u8> {
        let product = u64::from(self.smaller) * u64::from(self.larger);
        product.to_be_bytes().to_vec()
    }
}

struct Inner {
    pq: Vec<u8>,
    p: Vec<u8>,
    q: Vec<u8>,
    nonce: [u8; 16],
    server_nonce: [u8; 16],
    new_nonce: [u8; 32],
    dc: Option<i32>,
}

impl Inner {
    fn read(opened: &Opened) -> Result<Self, HandshakeError> {
        let (bytes, hash) = match opened {
            Opened::Padded(data) => (data, None),
            Opened::Sha1 { hash, data } => (data, Some(hash)),
        };
        let mut cursor = Cursor::from_slice(bytes);
        let read = tl::enums::PQInnerData::deserialize(&mut cursor)?;
        if let Some(hash) = hash {
            let digest = Sha1::digest(&bytes[..cursor.pos()]);
            require(digest[..] == hash[..], "hash of the inner data")?;
        }
        match read {
            tl::enums::PQInnerData::Data(data) => Ok(Self {
                pq: data.pq,
                p: data.p,
                q: data.q,
                nonce: data.nonce,
                server_nonce: data.server_nonce,
                new_nonce: data.new_nonce,
                dc: None,
            }),
            tl::enums::PQInnerData::Dc(data) => Ok(Self {
                pq: data.pq,
                p: data.p,
                q: data.q,
                nonce: data.nonce,
                server_nonce: data.server_nonce,
                new_nonce: data.new_nonce,
                dc: Some(data.dc),
            }),
            tl::enums::PQInnerData::Temp(_) | tl::enums::PQInnerData::TempDc(_) => {
                Err(HandshakeError::Temporary)
            }
        }
    }
}

/// Clients say 10000 + n for a test DC and -n for a media one.
fn names(wanted: i32, dc: u8) -> bool {
    wanted.unsigned_abs() % 10_000 == u32::from(dc)
}

/// Of 31 bits, so that the product is below 2^63 and takes eight bytes.
fn small_prime() -> u32 {
    loop {
        let candidate = u32::from_le_bytes(random::bytes()) & 0x7fff_ffff | 0x6000_0001;
        if glass_pumpkin::prime::check(&BigUint::from(candidate)).unwrap_or(false) {
            return candidate;
        }
    }
}

fn shortest(number: u32) -> Vec<u8> {
    BigUint::from(number).to_bytes_be()
}
