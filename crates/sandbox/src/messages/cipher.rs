//! MTProto 2.0 encryption with an authorization key, from the server's side.

use grammers_crypto::aes;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::random;

/// Key id and message key before, salt, session, id, seqno and length inside.
const OUTER: usize = 24;
const INNER: usize = 32;
const PADDING: std::ops::RangeInclusive<usize> = 12..=1024;

pub(crate) struct Message {
    pub(crate) salt: i64,
    pub(crate) session: i64,
    pub(crate) id: i64,
    pub(crate) seqno: i32,
    pub(crate) body: Vec<u8>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CipherError {
    #[error("the packet's length")]
    Length,
    #[error("the message key")]
    MessageKey,
    #[error("the message's length")]
    MessageLength,
    #[error("the padding")]
    Padding,
}

pub(crate) fn key_id(key: &[u8; 256]) -> i64 {
    let mut tail = [0; 8];
    tail.copy_from_slice(&Sha1::digest(key)[12..]);
    i64::from_le_bytes(tail)
}

/// Up to 15 bytes behind the last block belong to a padded transport.
pub(crate) fn open(key: &[u8; 256], packet: &[u8]) -> Result<Message, CipherError> {
    let message_key = packet.get(8..).and_then(<[u8]>::first_chunk::<16>);
    let message_key = message_key.ok_or(CipherError::Length)?;
    let encrypted = &packet[OUTER..];
    let mut plain = encrypted[..encrypted.len() / 16 * 16].to_vec();
    if plain.len() < INNER {
        return Err(CipherError::Length);
    }
    let (aes_key, iv) = keys(key, message_key, 0);
    aes::ige_decrypt(&mut plain, &aes_key, &iv);
    if middle(key, &plain, 0) != *message_key {
        return Err(CipherError::MessageKey);
    }
    let length = u32::from_le_bytes(field(&plain, 28));
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let body = plain[INNER..].get(..length);
    let body = body.ok_or(CipherError::MessageLength)?.to_vec();
    if length < 4 || !length.is_multiple_of(4) {
        return Err(CipherError::MessageLength);
    }
    if !PADDING.contains(&(plain.len() - INNER - length)) {
        return Err(CipherError::Padding);
    }
    Ok(Message {
        salt: i64::from_le_bytes(field(&plain, 0)),
        session: i64::from_le_bytes(field(&plain, 8)),
        id: i64::from_le_bytes(field(&plain, 16)),
        seqno: i32::from_le_bytes(field(&plain, 24)),
        body,
    })
}

pub(crate) fn seal(key: &[u8; 256], message: &Message) -> Vec<u8> {
    let length = u32::try_from(message.body.len()).unwrap_or(u32::MAX);
    let mut plain = [
        &message.salt.to_le_bytes()[..],
        &message.session.to_le_bytes(),
        &message.id.to_le_bytes(),
        &message.seqno.to_le_bytes(),
        &length.to_le_bytes(),
        &message.body,
    ]
    .concat();
    let padded = (plain.len() + PADDING.start()).next_multiple_of(16);
    let noise = random::bytes::<32>();
    plain.extend(&noise[..padded - plain.len()]);
    let message_key = middle(key, &plain, 8);
    let (aes_key, iv) = keys(key, &message_key, 8);
    aes::ige_encrypt(&mut plain, &aes_key, &iv);
    [&key_id(key).to_le_bytes()[..], &message_key, &plain].concat()
}

/// `x` is 0 from client to server and 8 back.
fn middle(key: &[u8; 256], plain: &[u8], x: usize) -> [u8; 16] {
    let hash = Sha256::new()
        .chain_update(&key[88 + x..120 + x])
        .chain_update(plain)
        .finalize();
    field(&hash, 8)
}

fn keys(key: &[u8; 256], message_key: &[u8; 16], x: usize) -> ([u8; 32], [u8; 32]) {
    let a = Sha256::new()
        .chain_update(message_key)
        .chain_update(&key[x..x + 36])
        .finalize();
    let b = Sha256::new()
        .chain_update(&key[40 + x..76 + x])
        .chain_update(message_key)
        .finalize();
    let aes_key = [&a[..8], &b[8..24], &a[24..]].concat();
    let iv = [&b[..8], &a[8..24], &b[24..]].concat();
    (field(&aes_key, 0), field(&iv, 0))
}

/// The caller has checked that the bytes are there.
fn field<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[at..at + N]);
    out
}
