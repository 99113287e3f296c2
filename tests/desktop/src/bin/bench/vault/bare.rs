//! The bare operations: a commit of SQLite, and HKDF with AES-GCM.

use std::path::Path;

use aes_gcm::{Aes256Gcm, KeyInit, Nonce, aead::Aead, aead::Payload};
use hkdf::Hkdf;
use rusqlite::Connection;
use sha2::Sha256;
use signet_test_desktop::Trouble;

/// A table like the vault's, with the same durability.
pub struct Table(Connection);

/// What the vault adds to a secret, and writes beside it.
const OVERHEAD: usize = 61 + 4;

impl Table {
    pub fn new(file: &Path) -> Result<Self, Trouble> {
        let sql = Connection::open(file).map_err(database)?;
        sql.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
             CREATE TABLE form (
                 id BLOB PRIMARY KEY NOT NULL, kept_at INTEGER NOT NULL, key BLOB NOT NULL,
                 version INTEGER NOT NULL, sealed BLOB NOT NULL
             ) STRICT",
        )
        .map_err(database)?;
        Ok(Self(sql))
    }

    pub fn write(&self, id: &[u8], secret: usize) -> Result<(), Trouble> {
        let sealed = vec![7; secret + OVERHEAD];
        self.0
            .prepare_cached("INSERT OR REPLACE INTO form VALUES (?, ?, ?, 1, ?)")
            .and_then(|mut insert| insert.execute((id, 1_767_225_600_000_i64, [9; 16], sealed)))
            .map(drop)
            .map_err(database)
    }
}

/// One ciphertext, and what opens it.
pub struct Opening {
    master: [u8; 32],
    info: Vec<u8>,
    sealed: Vec<u8>,
}

const SALT: usize = 32;
const NONCE: usize = 12;

impl Opening {
    /// As long as the vault's, with as much said about it.
    pub fn new() -> Self {
        let mut opening = Self {
            master: [3; 32],
            info: vec![1; 170],
            sealed: vec![5; SALT + NONCE],
        };
        let (cipher, nonce) = opening.cipher();
        let payload = Payload {
            msg: &[8; 32],
            aad: &opening.info,
        };
        let body = cipher.encrypt(&nonce, payload).unwrap_or_default();
        opening.sealed.extend(body);
        opening
    }

    pub fn open(&self) -> Result<Vec<u8>, Trouble> {
        let (cipher, nonce) = self.cipher();
        let payload = Payload {
            msg: &self.sealed[SALT + NONCE..],
            aad: &self.info,
        };
        let opened = cipher.decrypt(&nonce, payload);
        opened.map_err(|_| Trouble::Unexpected("the bare cipher does not open".to_owned()))
    }

    fn cipher(&self) -> (Aes256Gcm, Nonce<aes_gcm::aead::consts::U12>) {
        let (salt, rest) = self.sealed.split_at(SALT);
        let mut key = [0; 32];
        // 32 bytes are never too many for it.
        let derived = Hkdf::<Sha256>::new(Some(salt), &self.master).expand(&self.info, &mut key);
        debug_assert!(derived.is_ok(), "a key has 32 bytes");
        let mut nonce = Nonce::default();
        nonce.copy_from_slice(&rest[..NONCE]);
        (Aes256Gcm::new(&key.into()), nonce)
    }
}

fn database(error: rusqlite::Error) -> Trouble {
    Trouble::Unexpected(format!("bare SQLite: {error}"))
}
