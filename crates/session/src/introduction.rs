//! How a client introduces itself to Telegram.

use crate::Error;

/// The longest text; longer ones are cut in Telegram's device list anyway.
const MAX_BYTES: usize = 64;

/// What `initConnection` says on every connection, and Telegram's device list shows. A client
/// that says something else renames its entry there, so it travels with the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    device_model: String,
    system_version: String,
    app_version: String,
    language: String,
}

impl Introduction {
    /// Checks that all four can be shown.
    pub fn new(
        device_model: &str,
        system_version: &str,
        app_version: &str,
        language: &str,
    ) -> Result<Self, Error> {
        Ok(Self {
            device_model: shown("device_model", device_model)?,
            system_version: shown("system_version", system_version)?,
            app_version: shown("app_version", app_version)?,
            language: shown("language", language)?,
        })
    }

    /// Such as `Atlas via Signet`.
    pub fn device_model(&self) -> &str {
        &self.device_model
    }

    /// Such as `Debian 12`.
    pub fn system_version(&self) -> &str {
        &self.system_version
    }

    /// Such as `0.1.0`.
    pub fn app_version(&self) -> &str {
        &self.app_version
    }

    /// A language code, such as `en`.
    pub fn language(&self) -> &str {
        &self.language
    }
}

fn shown(what: &'static str, text: &str) -> Result<String, Error> {
    let bounded = (1..=MAX_BYTES).contains(&text.len());
    if bounded && !text.chars().any(char::is_control) && text.trim() == text {
        Ok(text.to_owned())
    } else {
        Err(Error::Introduction(what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_short_and_visible() {
        assert!(Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en").is_ok());
        for wrong in ["", " en", "e\nn", &"e".repeat(65)] {
            assert_eq!(
                Introduction::new("a", "b", "c", wrong),
                Err(Error::Introduction("language"))
            );
            assert_eq!(
                Introduction::new(wrong, "b", "c", "d"),
                Err(Error::Introduction("device_model"))
            );
        }
    }
}
