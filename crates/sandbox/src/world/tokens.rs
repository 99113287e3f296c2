//! Login tokens: what a QR code carries, for half a minute.

use std::collections::HashMap;

use crate::random;

/// For how long an old token is told that it has expired.
const REMEMBERED_SECONDS: i64 = 3600;

#[derive(Default)]
pub(crate) struct Tokens {
    tokens: HashMap<Vec<u8>, Token>,
}

#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) key: i64,
    pub(crate) expires: i64,
    /// Accounts that the device has already.
    pub(crate) except: Vec<i64>,
    /// Account and authorization, once another device has said yes.
    pub(crate) accepted: Option<(i64, i64)>,
}

impl Tokens {
    pub(crate) fn make(&mut self, key: i64, expires: i64, except: Vec<i64>) -> Vec<u8> {
        self.tokens
            .retain(|_, token| expires - token.expires < REMEMBERED_SECONDS);
        let token = random::bytes::<32>().to_vec();
        let made = Token {
            key,
            expires,
            except,
            accepted: None,
        };
        self.tokens.insert(token.clone(), made);
        token
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn get(&self, token: &[u8]) -> Option<&Token> {
        self.tokens.get(token)
    }

    pub(crate) fn accept(&mut self, token: &[u8], by: (i64, i64)) {
        if let Some(found) = self.tokens.get_mut(token) {
            found.accepted = Some(by);
        }
    }

    /// A token of this key that was accepted and waits to be taken to the home DC.
    pub(crate) fn accepted_by(&self, key: i64) -> Option<(Vec<u8>, Token)> {
        self.tokens
            .iter()
            .find(|(_, token)| token.key == key && token.accepted.is_some())
            .map(|(bytes, token)| (bytes.clone(), token.clone()))
    }

    pub(crate) fn remove(&mut self, token: &[u8]) {
        self.tokens.remove(token);
    }
}
