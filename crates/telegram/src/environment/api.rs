//! The api_id and api_hash that a client shows to Telegram.

use secrecy::{ExposeSecret, SecretString};

use super::Problem;

/// The longest api_hash. Telegram's have 32 characters; other servers decide for themselves.
const MAX_HASH: usize = 64;

/// An api_id with its api_hash. The hash is a secret: it never reaches the UI or a log.
#[derive(Debug)]
pub struct ApiCredentials {
    id: i32,
    hash: SecretString,
}

/// What the build was given; wrong or half-given ids fail the build, not the first sign-in.
const BUILT_IN: Option<(i32, &str)> = match (
    given(option_env!("SIGNET_API_ID")),
    given(option_env!("SIGNET_API_HASH")),
) {
    (None, None) => None,
    (Some(id), Some(hash)) => match whole_number(id) {
        Some(id) if is_hash(hash) => Some((id, hash)),
        _ => panic!("SIGNET_API_ID must be a positive number, SIGNET_API_HASH letters and digits"),
    },
    _ => panic!("SIGNET_API_ID and SIGNET_API_HASH belong together"),
};

impl ApiCredentials {
    /// Checks and keeps what a person or a file gave.
    pub fn new(id: i64, hash: SecretString) -> Result<Self, Problem> {
        let id = i32::try_from(id)
            .ok()
            .filter(|id| *id > 0)
            .ok_or(Problem::ApiId)?;
        // Exposed to be checked.
        if is_hash(hash.expose_secret()) {
            Ok(Self { id, hash })
        } else {
            Err(Problem::ApiHash)
        }
    }

    /// The ones this program was built with.
    pub(super) fn built_in() -> Option<Self> {
        BUILT_IN.map(|(id, hash)| Self {
            id,
            hash: hash.into(),
        })
    }

    /// The public half.
    pub fn id(&self) -> i32 {
        self.id
    }

    /// The secret half, for the calls that must carry it.
    pub fn hash(&self) -> &SecretString {
        &self.hash
    }
}

/// An empty variable is how some build systems say that there is none.
const fn given(variable: Option<&str>) -> Option<&str> {
    match variable {
        Some(text) if text.is_empty() => None,
        other => other,
    }
}

const fn is_hash(text: &str) -> bool {
    let mut rest = text.as_bytes();
    if rest.is_empty() || rest.len() > MAX_HASH {
        return false;
    }
    while let [first, after @ ..] = rest {
        if !first.is_ascii_alphanumeric() {
            return false;
        }
        rest = after;
    }
    true
}

const fn whole_number(text: &str) -> Option<i32> {
    match i32::from_str_radix(text, 10) {
        Ok(number) if number > 0 => Some(number),
        Ok(_) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_positive_and_hashes_plain() {
        assert!(ApiCredentials::new(4242, "abc123".into()).is_ok());
        for id in [0, -1, i64::from(i32::MAX) + 1, i64::MIN] {
            let refused = ApiCredentials::new(id, "abc123".into());
            assert_eq!(refused.err(), Some(Problem::ApiId));
        }
        for hash in ["", "with space", "é", "a-b", &"a".repeat(65)] {
            let refused = ApiCredentials::new(1, hash.into());
            assert_eq!(refused.err(), Some(Problem::ApiHash));
        }
    }

    #[test]
    fn the_hash_is_not_printed() {
        let api = ApiCredentials::new(4242, "0123456789abcdef".into()).unwrap();
        assert!(!format!("{api:?}").contains("0123"));
    }
}
