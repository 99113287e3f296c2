//! A secret that the person typed, on its way from the web view to whoever needs it.

use std::fmt;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de::Error};
use zeroize::Zeroize;

/// Wiped when dropped and never printed. The copies that the web view and its transport made
/// cannot be wiped; docs say so.
pub struct Typed(SecretString);

/// Nobody types more, in bytes: a recovery kit, a session's text and any passphrase are shorter.
/// What each may be is said where it is used.
const LONGEST: usize = 8 * 1024;

impl Typed {
    pub fn into_secret(self) -> SecretString {
        self.0
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::deserialize(deserializer)?;
        if text.len() > LONGEST {
            text.zeroize();
            return Err(D::Error::custom("this is more than anybody types"));
        }
        // Copied to its exact length: giving back spare room could leave a copy behind.
        let secret = SecretString::from(text.as_str());
        text.zeroize();
        Ok(Self(secret))
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn what_was_typed_arrives_and_is_never_printed() {
        let typed: Typed = serde_json::from_str(r#""correct horse\n""#).unwrap();
        assert_eq!(format!("{typed:?}"), "Typed([REDACTED])");
        assert_eq!(typed.into_secret().expose_secret(), "correct horse\n");
    }

    #[test]
    fn what_nobody_can_have_typed_is_refused_and_not_repeated() {
        let of = |length| format!("\"{}\"", "a".repeat(length));
        assert!(serde_json::from_str::<Typed>(&of(LONGEST)).is_ok());
        let refused = serde_json::from_str::<Typed>(&of(LONGEST + 1)).unwrap_err();
        assert!(!refused.to_string().contains("aaa"));
    }
}
