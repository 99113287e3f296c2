//! The root secret, and the keys for single purposes that follow from it.

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{Error, folder::Folder};

const FILE: &str = "secret.key";

/// 32 random bytes that everything symmetric follows from.
pub struct RootSecret(SecretBox<[u8; 32]>);

impl RootSecret {
    /// The secret of this folder, made at the first start.
    pub fn open(folder: &Folder) -> Result<Self, Error> {
        if let Some(text) = folder.read(FILE)? {
            let mut bytes = Box::new([0; 32]);
            // Exposed to be decoded into a box that is wiped.
            let read = Base64UrlUnpadded::decode(text.expose_secret(), &mut *bytes);
            return match read {
                Ok(read) if read.len() == 32 => Ok(Self(SecretBox::new(bytes))),
                Ok(_) | Err(_) => Err(Error::KeyFile {
                    path: folder.path().join(FILE),
                    problem: "not 32 bytes in base64url",
                }),
            };
        }
        let bytes = random::<32>()?;
        let text = SecretString::from(Base64UrlUnpadded::encode_string(&*bytes));
        folder.write(FILE, &text)?;
        Ok(Self(SecretBox::new(Box::new(*bytes))))
    }

    /// The key for one purpose. The label names it and is used for nothing else.
    pub fn key(&self, label: &'static str) -> Key {
        // Exposed to the HMAC alone, which wipes its copy.
        Key(SecretBox::new(Box::new(authenticate(
            self.0.expose_secret(),
            &[label.as_bytes()],
        ))))
    }
}

/// A key for one purpose.
pub struct Key(SecretBox<[u8; 32]>);

impl Key {
    /// HMAC-SHA256 over the parts, each after its length.
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        // Exposed to the HMAC alone, which wipes its copy.
        authenticate(self.0.expose_secret(), parts)
    }

    /// Hands the key over to somebody who keeps it as a secret too.
    pub fn into_inner(self) -> SecretBox<[u8; 32]> {
        self.0
    }
}

fn authenticate(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A block of the hash, filled up with zeros, is the same key and leaves no length to be wrong.
    let mut block = Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether two digests are the same, in constant time.
pub fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.ct_eq(other).into()
}

/// Random bytes from the operating system, wiped when dropped.
pub fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|_| Error::Random)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_made_once_and_keys_differ_by_purpose() {
        let above = tempfile::tempdir().unwrap();
        let folder = Folder::open(above.path()).unwrap();
        let one = RootSecret::open(&folder).unwrap();
        let again = RootSecret::open(&folder).unwrap();
        let mac = |root: &RootSecret, label| root.key(label).mac(&[b"x"]);
        assert_eq!(mac(&one, "a"), mac(&again, "a"));
        assert_ne!(mac(&one, "a"), mac(&one, "b"));
        assert_ne!(one.key("a").mac(&[b"x", b"y"]), one.key("a").mac(&[b"xy"]));
    }

    #[test]
    fn a_damaged_secret_is_not_replaced() {
        let above = tempfile::tempdir().unwrap();
        let folder = Folder::open(above.path()).unwrap();
        folder.write(FILE, &"AAAA".to_owned().into()).unwrap();
        assert!(matches!(
            RootSecret::open(&folder),
            Err(Error::KeyFile { .. })
        ));
    }
}
