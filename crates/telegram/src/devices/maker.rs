//! How Signet's sign-ins are named, and recognised.

use signet_session::Introduction;

use super::Device;
use crate::{Error, shown::shown};

/// Begins the app version of every sign-in that Signet makes.
const TAG: &str = "Signet ";
const VIA: &str = " via Signet";
/// What an introduction can hold, in bytes.
const MAX_BYTES: usize = 64;

/// Who made a sign-in. Anybody can call themselves so: it is for showing, not for deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker<'d> {
    /// A Signet, for itself.
    Home,
    /// A Signet, for the service with this name.
    Minted(&'d str),
    /// Somebody else.
    Other,
}

impl<'d> Maker<'d> {
    pub(super) fn of(device: &'d Device) -> Self {
        if !device.app_version.starts_with(TAG) {
            Self::Other
        } else if let Some(service) = device.model.strip_suffix(VIA) {
            Self::Minted(service)
        } else {
            Self::Home
        }
    }
}

/// How Signet introduces itself: by the name of this computer.
pub fn home_introduction(
    computer: &str,
    system: &str,
    version: &str,
    language: &str,
) -> Result<Introduction, Error> {
    introduction(&fitting(computer, 0), system, version, language)
}

/// How a service's own sign-in introduces itself: `Atlas via Signet`.
pub fn minted_introduction(
    service: &str,
    system: &str,
    version: &str,
    language: &str,
) -> Result<Introduction, Error> {
    let model = format!("{}{VIA}", fitting(service, VIA.len()));
    introduction(&model, system, version, language)
}

fn introduction(
    model: &str,
    system: &str,
    version: &str,
    language: &str,
) -> Result<Introduction, Error> {
    let version = format!("{TAG}{}", fitting(version, TAG.len()));
    Introduction::new(model, &fitting(system, 0), &version, language)
        .map_err(|_| Error::Introduction)
}

/// As much of it as there is room for beside so many bytes.
fn fitting(text: &str, beside: usize) -> String {
    let mut text = shown(text, MAX_BYTES);
    let mut end = MAX_BYTES.saturating_sub(beside).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn introductions_fit_whatever_the_names_are() {
        let minted = |name: &str| minted_introduction(name, "Debian 12", "0.1.0", "en");
        assert_eq!(minted("Atlas").unwrap().device_model(), "Atlas via Signet");
        assert_eq!(minted("Atlas").unwrap().app_version(), "Signet 0.1.0");
        let long = minted(&"ü".repeat(100)).unwrap();
        assert!(long.device_model().len() <= 64);
        assert!(long.device_model().ends_with("ü via Signet"));
        let home = home_introduction("desk\u{202e}top\n", "Debian 12", "0.1.0", "en").unwrap();
        assert_eq!(home.device_model(), "desktop");
        assert!(home_introduction("\u{200b}", "Debian", "0.1.0", "en").is_err());
    }
}
