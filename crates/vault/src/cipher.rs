//! How a secret becomes bytes that only its own place can open.
//!
//! ```text
//! sealed = format (u8, 1) | salt (32) | nonce (12) | AES-256-GCM ciphertext | tag (16)
//! key    = HKDF-SHA256(master, salt, place), used for this one ciphertext
//! aad    = place
//! place  = parts("signet/vault", format, purpose, table, row, version, account or nothing, key id)
//! copy   = place, with the parts of `CopyPlace` behind it
//! parts  = for each part: length (u32, big-endian) | bytes
//! ```
//!
//! A fresh salt gives every ciphertext a key of its own, so that no counter has to survive a
//! crash or a restored backup, and a repeated nonce would do no harm.

use aes_gcm::{
    AeadInOut, Aes256Gcm, KeyInit, Nonce,
    aead::{consts::U12, inout::InOutBuf},
};
use hkdf::Hkdf;
use sha2::Sha256;
use signet_contract::ids::{AccountId, KeyId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{Error, Random, parts};

const FORMAT: u8 = 1;
const SALT: usize = 32;
const NONCE: usize = 12;
const TAG: usize = 16;
const HEAD: usize = 1 + SALT + NONCE;
const OVERHEAD: usize = HEAD + TAG;

/// Where a ciphertext belongs. It opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// What it is for; a table has one purpose each.
    pub purpose: &'static str,
    pub table: &'static str,
    pub row: Uuid,
    /// Counts the writes of this row.
    pub version: u64,
    pub account: Option<AccountId>,
    /// The key that it is sealed under.
    pub key: KeyId,
}

impl Place {
    /// Encrypts for this place.
    pub fn seal(
        &self,
        master: &[u8; 32],
        plain: &[u8],
        random: &dyn Random,
    ) -> Result<Vec<u8>, Error> {
        seal(master, &self.bytes(), plain, random)
    }

    /// Decrypts what was sealed for this place under this key; anything else is refused.
    pub fn open(&self, master: &[u8; 32], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        open(master, &self.bytes(), sealed).ok_or(Error::Damaged { what: self.table })
    }

    pub fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let account = self.account.map(|account| Uuid::from(account).into_bytes());
        parts::join(&[
            b"signet/vault",
            &[FORMAT],
            self.purpose.as_bytes(),
            self.table.as_bytes(),
            self.row.as_bytes(),
            &self.version.to_be_bytes(),
            account.as_ref().map_or(&[], |account| account.as_slice()),
            Uuid::from(self.key).as_bytes(),
        ])
    }
}

/// Encrypts so that only the same place and key open it. Without random bytes nothing is encrypted.
pub(crate) fn seal(
    master: &[u8; 32],
    info: &[u8],
    plain: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, Error> {
    let mut sealed = vec![0; OVERHEAD + plain.len()];
    sealed[0] = FORMAT;
    random.fill(&mut sealed[1..HEAD])?;
    let (head, body) = sealed.split_at_mut(HEAD);
    let (body, tag) = body.split_at_mut(plain.len());
    let (salt, nonce) = head[1..].split_at(SALT);
    derive(master, salt, info)
        .and_then(|key| encrypt(&key, nonce, info, (plain, body), tag))
        .ok_or(Error::Damaged { what: "a length" })?;
    Ok(sealed)
}

/// Decrypts what was sealed for this place under this key; `None` for anything else.
pub(crate) fn open(master: &[u8; 32], info: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if sealed.len() < OVERHEAD || sealed[0] != FORMAT {
        return None;
    }
    let (head, body) = sealed.split_at(HEAD);
    let (body, tag) = body.split_at(body.len() - TAG);
    let (salt, nonce) = head[1..].split_at(SALT);
    let key = derive(master, salt, info)?;
    let mut plain = Zeroizing::new(vec![0; body.len()]);
    decrypt(&key, nonce, info, (body, &mut plain), tag)?;
    Some(plain)
}

/// HKDF-SHA256, to a key of 32 bytes.
pub(crate) fn derive(master: &[u8], salt: &[u8], info: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    extract_and_expand(master, salt, info, key.as_mut_slice())?;
    Some(key)
}

fn extract_and_expand(master: &[u8], salt: &[u8], info: &[u8], out: &mut [u8]) -> Option<()> {
    Hkdf::<Sha256>::new(Some(salt), master)
        .expand(info, out)
        .ok()
}

/// The secret is encrypted from where it is into the ciphertext: there is no copy to wipe.
fn encrypt(
    key: &[u8; 32],
    nonce: &[u8],
    aad: &[u8],
    (plain, body): (&[u8], &mut [u8]),
    tag: &mut [u8],
) -> Option<()> {
    let nonce: &Nonce<U12> = nonce.try_into().ok()?;
    let buffer = InOutBuf::new(plain, body).ok()?;
    let made = Aes256Gcm::new(key.into())
        .encrypt_inout_detached(nonce, aad, buffer)
        .ok()?;
    tag.copy_from_slice(&made);
    Some(())
}

fn decrypt(
    key: &[u8; 32],
    nonce: &[u8],
    aad: &[u8],
    (body, plain): (&[u8], &mut [u8]),
    tag: &[u8],
) -> Option<()> {
    let nonce: &Nonce<U12> = nonce.try_into().ok()?;
    let buffer = InOutBuf::new(body, plain).ok()?;
    Aes256Gcm::new(key.into())
        .decrypt_inout_detached(nonce, aad, buffer, tag.try_into().ok()?)
        .ok()
}

#[cfg(test)]
mod vectors;
