//! The platform's own signing keys: the one that devices pin, and those of access tokens.
//!
//! The pinned key changes by a statement that the old one signed, and all statements are kept.
//! Keys of access tokens change by themselves: a new one signs from the moment it is made, the
//! old ones verify until every token they signed has ended.

use std::{
    sync::{PoisonError, RwLock},
    time::Duration,
};

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use signet_contract::platform::{Jwk, Jwks, Moment, Octets};
use signet_seal::{KeyChange, Platform, SigningKey, VerifyingKey};

use crate::{Error, folder::Folder};

const PLATFORM_FILE: &str = "platform.key";
const CHANGES_FILE: &str = "key-changes.json";
const TOKEN_FILE: (&str, &str) = ("token-", ".key");

/// How long an old key of access tokens still verifies: longer than any token lives.
const OVERLAP: Duration = Duration::from_secs(60 * 60);

pub struct Keyring {
    folder: Folder,
    platform: SigningKey<Platform>,
    changes: Vec<String>,
    /// Newest first, never empty.
    tokens: RwLock<Vec<TokenKey>>,
}

struct TokenKey {
    since: Moment,
    key: SigningKey<Platform>,
}

impl Keyring {
    /// The keys of this folder; those that are missing are made.
    pub fn open(folder: &Folder, now: Moment) -> Result<Self, Error> {
        let platform = match folder.read(PLATFORM_FILE)? {
            Some(text) => read(folder, PLATFORM_FILE, &text)?,
            None => make(folder, PLATFORM_FILE)?,
        };
        let mut tokens = Vec::new();
        for name in folder.names()?.iter().rev() {
            if let Some(since) = since(name)
                && let Some(text) = folder.read(name)?
            {
                let key = read(folder, name, &text)?;
                tokens.push(TokenKey { since, key });
            }
        }
        if tokens.is_empty() {
            tokens.push(make_token_key(folder, now)?);
        }
        Ok(Self {
            folder: folder.clone(),
            platform,
            changes: changes(folder)?,
            tokens: RwLock::new(tokens),
        })
    }

    /// Signs cards, receipts and heads of the trail.
    pub fn platform(&self) -> &SigningKey<Platform> {
        &self.platform
    }

    /// Every change of the pinned key, oldest first.
    pub fn changes(&self) -> &[String] {
        &self.changes
    }

    /// Puts a new pinned key in the place of the old one, which signs that it is so. The
    /// statement is on disk before the key is: a crash in between leaves the old key, and a
    /// statement about one that is never used.
    pub fn change_platform_key(folder: &Folder, origin: &str) -> Result<(), Error> {
        let text = folder.read(PLATFORM_FILE)?.ok_or(Error::KeyFile {
            path: folder.path().join(PLATFORM_FILE),
            problem: "there is no key to change",
        })?;
        let old = read(folder, PLATFORM_FILE, &text)?;
        let new = SigningKey::<Platform>::random().map_err(|_| Error::Random)?;
        let mut changes = changes(folder)?;
        changes.push(
            KeyChange::sign(origin, &old, &new.verifying_key())
                .map_err(|_| Error::Unwritable("the statement about the new key"))?,
        );
        let json = serde_json::to_string(&changes)
            .map_err(|_| Error::Unwritable("the statement about the new key"))?;
        folder.write(CHANGES_FILE, &json.into())?;
        folder.write(PLATFORM_FILE, &new.to_text())
    }

    /// A JWS of the newest key for access tokens.
    pub fn sign_token<T: serde::Serialize>(&self, typ: &str, claims: &T) -> Result<String, Error> {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        let newest = tokens.first().ok_or(Error::Unwritable("a token"))?;
        newest
            .key
            .sign_jws(typ, claims)
            .map_err(|_| Error::Unwritable("a token"))
    }

    /// The claims of a token that any of the keys signed. Tokens name no key, so there is no
    /// name to play with: each of the one or two keys is tried.
    pub fn verify_token(&self, typ: &str, token: &str) -> Option<Vec<u8>> {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        tokens
            .iter()
            .find_map(|one| one.key.verifying_key().verify_jws(typ, token))
    }

    /// Makes a new key for access tokens when the newest is this old, and drops those that
    /// nothing living was signed with.
    pub fn renew(&self, now: Moment, after: Duration) -> Result<(), Error> {
        let mut tokens = self.tokens.write().unwrap_or_else(PoisonError::into_inner);
        if tokens
            .first()
            .is_none_or(|newest| newest.since.until(now) >= after)
        {
            tokens.insert(0, make_token_key(&self.folder, now)?);
        }
        // A key has ended once the one after it has signed for long enough.
        let ended = |pair: &[TokenKey]| pair[0].since.until(now) >= OVERLAP;
        let keep = tokens
            .windows(2)
            .position(ended)
            .map_or(tokens.len(), |at| at + 1);
        for old in tokens.drain(keep..) {
            self.folder.remove(&file(old.since))?;
        }
        Ok(())
    }

    /// Removes the keys of access tokens, so that new ones are made: every token that was signed
    /// with them is worthless.
    pub fn forget_token_keys(folder: &Folder) -> Result<(), Error> {
        for name in folder.names()? {
            if since(&name).is_some() {
                folder.remove(&name)?;
            }
        }
        Ok(())
    }

    /// The public halves of the keys for access tokens.
    pub fn jwks(&self) -> Jwks {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        Jwks {
            keys: tokens
                .iter()
                .map(|one| jwk(&one.key.verifying_key()))
                .collect(),
        }
    }
}

/// A public key as RFC 8037 writes it, named by its thumbprint (RFC 7638).
pub fn jwk(key: &VerifyingKey<Platform>) -> Jwk {
    let x = key.to_string();
    let thumbprint = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    Jwk {
        kty: "OKP".to_owned(),
        crv: "Ed25519".to_owned(),
        alg: "EdDSA".to_owned(),
        kid: Octets::<32>(Sha256::digest(thumbprint).into()).to_string(),
        x,
    }
}

fn file(since: Moment) -> String {
    // As many digits as sort well until the year 33658.
    format!(
        "{}{:015}{}",
        TOKEN_FILE.0,
        since.unix_millis(),
        TOKEN_FILE.1
    )
}

fn since(name: &str) -> Option<Moment> {
    let digits = name
        .strip_prefix(TOKEN_FILE.0)?
        .strip_suffix(TOKEN_FILE.1)?;
    digits.parse().ok().map(Moment::from_unix_millis)
}

fn make(folder: &Folder, name: &str) -> Result<SigningKey<Platform>, Error> {
    let key = SigningKey::random().map_err(|_| Error::Random)?;
    folder.write(name, &key.to_text())?;
    Ok(key)
}

fn make_token_key(folder: &Folder, now: Moment) -> Result<TokenKey, Error> {
    Ok(TokenKey {
        since: now,
        key: make(folder, &file(now))?,
    })
}

fn read(folder: &Folder, name: &str, text: &SecretString) -> Result<SigningKey<Platform>, Error> {
    SigningKey::from_text(text).map_err(|_| Error::KeyFile {
        path: folder.path().join(name),
        problem: "not a signing key of a platform",
    })
}

fn changes(folder: &Folder) -> Result<Vec<String>, Error> {
    let Some(text) = folder.read(CHANGES_FILE)? else {
        return Ok(Vec::new());
    };
    // Exposed to be read; the statements are public.
    serde_json::from_str(text.expose_secret()).map_err(|_| Error::KeyFile {
        path: folder.path().join(CHANGES_FILE),
        problem: "not a list of statements",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    fn at(days: u64) -> Moment {
        Moment::from_unix_millis(1_800_000_000_000).after(DAY * u32::try_from(days).unwrap())
    }

    #[test]
    fn a_changed_key_is_confirmed_by_the_one_before() {
        let above = tempfile::tempdir().unwrap();
        let folder = Folder::open(above.path()).unwrap();
        let first = Keyring::open(&folder, at(0))
            .unwrap()
            .platform()
            .verifying_key();
        let origin = "https://atlas.example";
        Keyring::change_platform_key(&folder, origin).unwrap();
        Keyring::change_platform_key(&folder, origin).unwrap();
        let after = Keyring::open(&folder, at(0)).unwrap();
        let used = after.platform().verifying_key();
        assert_ne!(first, used);
        assert_eq!(
            KeyChange::follow(origin, first, used, after.changes()),
            Ok(used)
        );
    }

    #[test]
    fn a_token_outlives_the_renewal_of_its_key_and_no_more() {
        let above = tempfile::tempdir().unwrap();
        let folder = Folder::open(above.path()).unwrap();
        let keyring = Keyring::open(&folder, at(0)).unwrap();
        let token = keyring.sign_token("t", &1).unwrap();
        keyring.renew(at(29), DAY * 30).unwrap();
        assert_eq!(keyring.jwks().keys.len(), 1);
        keyring.renew(at(30), DAY * 30).unwrap();
        assert_eq!(keyring.jwks().keys.len(), 2);
        assert!(keyring.verify_token("t", &token).is_some());
        let again = Keyring::open(&folder, at(30)).unwrap();
        assert!(again.verify_token("t", &token).is_some());
        keyring.renew(at(31), DAY * 30).unwrap();
        assert_eq!(keyring.jwks().keys.len(), 1);
        assert!(keyring.verify_token("t", &token).is_none());
        assert_eq!(folder.names().unwrap().len(), 2);
    }
}
