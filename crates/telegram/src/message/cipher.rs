//! The cipher of MTProto 2.0, with the checks its security guidelines ask of a client.

use grammers_crypto::aes;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Error, random};

/// Key id and message key.
const HEADER: usize = 24;
/// Salt, session, message id, sequence number and length.
pub(super) const INNER: usize = 32;

/// Which part of the key is used: 0 for what we say, 8 for what the server says.
const OURS: usize = 0;
const THEIRS: usize = 8;

/// By what the server knows the key.
pub(super) fn key_id(key: &[u8; 256]) -> [u8; 8] {
    let mut id = [0; 8];
    id.copy_from_slice(&Sha1::digest(key)[12..]);
    id
}

/// Pads and encrypts.
pub(super) fn seal(
    key: &[u8; 256],
    key_id: [u8; 8],
    mut plain: Zeroizing<Vec<u8>>,
) -> Result<Vec<u8>, Error> {
    // 12 to 27 bytes, so that the whole is a multiple of 16.
    let padding = 12 + (16 - (plain.len() + 12) % 16) % 16;
    plain.extend(&random::public::<32>()?[..padding]);
    let message_key = message_key(key, OURS, &plain);
    let (aes_key, iv) = aes_key(key, OURS, &message_key);
    aes::ige_encrypt(&mut plain, &aes_key, &iv);
    Ok([&key_id[..], &message_key, &plain].concat())
}

/// Decrypts and checks; what comes back still has its padding.
pub(super) fn open(
    key: &[u8; 256],
    key_id: [u8; 8],
    packet: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let wrong = |what| Err(Error::Protocol(what));
    let Some((header, sealed)) = packet.split_at_checked(HEADER) else {
        return wrong("a packet too short");
    };
    // Multiples of 16 only; the transport in use pads nothing.
    if header[..8] != key_id {
        return wrong("another key");
    }
    if sealed.len() < INNER + 16 || !sealed.len().is_multiple_of(16) {
        return wrong("a length that does not fit");
    }
    let mut received = [0; 16];
    received.copy_from_slice(&header[8..]);
    let (aes_key, iv) = aes_key(key, THEIRS, &received);
    let mut plain = Zeroizing::new(sealed.to_vec());
    aes::ige_decrypt(&mut plain, &aes_key, &iv);
    // Compared before anything in it is looked at.
    let expected = message_key(key, THEIRS, &plain);
    let difference = received.iter().zip(&expected);
    if difference.fold(0, |all, (a, b)| all | (a ^ b)) != 0 {
        return wrong("a wrong message key");
    }
    Ok(plain)
}

fn message_key(key: &[u8; 256], side: usize, padded: &[u8]) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(&key[88 + side..120 + side]);
    hash.update(padded);
    let mut message_key = [0; 16];
    message_key.copy_from_slice(&hash.finalize()[8..24]);
    message_key
}

type KeyAndIv = (Zeroizing<[u8; 32]>, Zeroizing<[u8; 32]>);

fn aes_key(key: &[u8; 256], side: usize, message_key: &[u8; 16]) -> KeyAndIv {
    let a = Sha256::new()
        .chain_update(message_key)
        .chain_update(&key[side..side + 36])
        .finalize();
    let b = Sha256::new()
        .chain_update(&key[40 + side..76 + side])
        .chain_update(message_key)
        .finalize();
    let mut aes_key = Zeroizing::new([0; 32]);
    aes_key[..8].copy_from_slice(&a[..8]);
    aes_key[8..24].copy_from_slice(&b[8..24]);
    aes_key[24..].copy_from_slice(&a[24..]);
    let mut iv = Zeroizing::new([0; 32]);
    iv[..8].copy_from_slice(&b[..8]);
    iv[8..24].copy_from_slice(&a[8..24]);
    iv[24..].copy_from_slice(&b[24..]);
    (aes_key, iv)
}

#[cfg(test)]
pub(super) fn seal_as_server(key: &[u8; 256], mut plain: Vec<u8>, padding: usize) -> Vec<u8> {
    plain.resize(plain.len() + padding, 7);
    let message_key = message_key(key, THEIRS, &plain);
    let (aes_key, iv) = aes_key(key, THEIRS, &message_key);
    aes::ige_encrypt(&mut plain, &aes_key, &iv);
    [&key_id(key)[..], &message_key, &plain].concat()
}
