//! One thing asked of a platform.

use reqwest::Method;
use serde::Serialize;
use signet_contract::platform::PREFIX;
use zeroize::Zeroizing;

use crate::Error;

/// Whether a call may be sent again when nobody knows if it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Doing it twice is doing it once.
    Safe,
    /// It works once; only what certainly did nothing is tried again.
    Once,
}

/// Method, path, body, and whether it may be repeated.
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<Zeroizing<Vec<u8>>>,
    pub(crate) repeat: Repeat,
}

impl Call {
    pub(crate) fn get(path: &str) -> Self {
        Self {
            method: Method::GET,
            path: format!("{PREFIX}{path}"),
            body: None,
            repeat: Repeat::Safe,
        }
    }

    /// Outside the interface, such as `/.well-known/signet`.
    #[cfg(feature = "device")]
    pub(crate) fn get_at_root(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..Self::get("")
        }
    }

    pub(crate) fn post(path: &str, body: &impl Serialize) -> Result<Self, Error> {
        Ok(Self {
            method: Method::POST,
            body: Some(json(body)?),
            ..Self::get(path)
        })
    }

    pub(crate) fn delete(path: &str) -> Self {
        Self {
            method: Method::DELETE,
            ..Self::get(path)
        }
    }

    #[cfg(feature = "device")]
    pub(crate) fn with(self, body: &impl Serialize) -> Result<Self, Error> {
        Ok(Self {
            body: Some(json(body)?),
            ..self
        })
    }

    pub(crate) fn once(self) -> Self {
        Self {
            repeat: Repeat::Once,
            ..self
        }
    }
}

/// Wiped when dropped: it may carry a token.
fn json(body: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(32 * 1024));
    serde_json::to_writer(&mut *bytes, body).map_err(|_| Error::System("room for a request"))?;
    Ok(bytes)
}

/// A path's last part, which comes from elsewhere: whatever is not plainly harmless is escaped.
#[cfg(feature = "consumer")]
pub(crate) fn escaped(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte);
    part.bytes().fold(String::new(), |mut text, byte| {
        if plain(byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

#[cfg(all(test, feature = "consumer"))]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_path_stays_one() {
        assert_eq!(escaped("usr_8F21"), "usr_8F21");
        assert_eq!(escaped("../a?b#c%"), "%2E%2E%2Fa%3Fb%23c%25");
    }
}
