//! Secrets that the service needs again: encrypted in the database under a key outside it.

use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use secrecy::{ExposeSecret, SecretBox};
use zeroize::Zeroizing;

const NONCE: usize = 12;
const LABEL: &str = "signet/at-rest/v1";

/// The key file of the data folder. A copy of the database alone opens nothing.
pub struct RestKey(SecretBox<[u8; 32]>);

impl RestKey {
    pub fn new(key: SecretBox<[u8; 32]>) -> Self {
        Self(key)
    }

    fn cipher(&self) -> Aes256Gcm {
        // Exposed to the cipher alone, which wipes its copy.
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(*self.0.expose_secret()))
    }

    /// Encrypts for one row: `place` names table and id, so that what stands in one row means
    /// nothing in another. None if the generator failed.
    pub fn seal(&self, place: &str, secret: &[u8]) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).ok()?;
        let aad = aad(place);
        let payload = Payload {
            msg: secret,
            aad: &aad,
        };
        let mut sealed = nonce.to_vec();
        sealed.extend(self.cipher().encrypt(&Nonce::from(nonce), payload).ok()?);
        Some(sealed)
    }

    /// What was sealed for this row with this key.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, msg) = sealed.split_first_chunk::<NONCE>()?;
        let aad = aad(place);
        let payload = Payload { msg, aad: &aad };
        let opened = self.cipher().decrypt(&Nonce::from(*nonce), payload).ok()?;
        Some(Zeroizing::new(opened))
    }
}

fn aad(place: &str) -> Vec<u8> {
    format!("{LABEL}\0{place}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> RestKey {
        RestKey::new(SecretBox::new(Box::new([byte; 32])))
    }

    #[test]
    fn a_secret_opens_in_its_own_row_with_its_own_key() {
        let sealed = key(1).seal("operators/1", b"secret").unwrap();
        assert_eq!(*key(1).open("operators/1", &sealed).unwrap(), b"secret");
        assert!(key(1).open("operators/2", &sealed).is_none());
        assert!(key(2).open("operators/1", &sealed).is_none());
        assert_ne!(key(1).seal("operators/1", b"secret").unwrap(), sealed);
    }

    #[test]
    fn a_changed_or_cut_one_does_not_open() {
        let sealed = key(1).seal("operators/1", b"secret").unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key(1).open("operators/1", &changed).is_none());
            assert!(key(1).open("operators/1", &sealed[..at]).is_none());
        }
    }
}
