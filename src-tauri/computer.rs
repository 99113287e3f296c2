//! How this computer introduces itself to Telegram: its name, its system, the person's language.

use std::{fs, path::Path};

use signet_contract::ui::Language;
use signet_session::Introduction;
use signet_telegram::{Error, devices::home_introduction};

/// For a computer whose name shows nothing.
const NAMELESS: &str = "Signet";

/// What Telegram's device list will show of a sign-in that begins now.
pub fn introduction(language: Language) -> Result<Introduction, Error> {
    let (system, language) = (system(), tongue(language));
    let version = env!("CARGO_PKG_VERSION");
    home_introduction(&name(), &system, version, &language)
        .or_else(|_| home_introduction(NAMELESS, std::env::consts::OS, version, "en"))
}

/// Without the domain behind it, which belongs to a network and not to the computer.
fn name() -> String {
    let name = host_name();
    let short = name.split('.').next().unwrap_or_default();
    if short.is_empty() {
        NAMELESS.into()
    } else {
        short.to_owned()
    }
}

#[cfg(unix)]
fn host_name() -> String {
    let names = rustix::system::uname();
    names.nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// Its system and version, as its makers call them.
#[cfg(target_os = "linux")]
pub fn system() -> String {
    let files = ["/etc/os-release", "/usr/lib/os-release"];
    let found = files
        .iter()
        .find_map(|file| release(&read(Path::new(file))?));
    found.unwrap_or_else(|| "Linux".into())
}

#[cfg(target_os = "macos")]
pub fn system() -> String {
    let file = Path::new("/System/Library/CoreServices/SystemVersion.plist");
    let version = read(file).and_then(|list| product_version(&list));
    version.map_or_else(|| "macOS".into(), |version| format!("macOS {version}"))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn system() -> String {
    "Windows".into()
}

#[cfg_attr(
    not(any(target_os = "linux", target_os = "macos")),
    expect(dead_code, reason = "other systems have no such file")
)]
fn read(file: &Path) -> Option<String> {
    fs::read_to_string(file).ok()
}

/// `Debian GNU/Linux 12` of an os-release file. A rolling system has no version.
#[cfg(target_os = "linux")]
fn release(text: &str) -> Option<String> {
    let value = |key: &str| {
        let mut lines = text.lines();
        let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix('='))?;
        let value = value.trim().trim_matches(['"', '\'']);
        (!value.is_empty()).then(|| value.to_owned())
    };
    let name = value("NAME")?;
    Some(match value("VERSION_ID") {
        Some(version) => format!("{name} {version}"),
        None => name,
    })
}

/// The text behind `<key>ProductVersion</key>`.
#[cfg(target_os = "macos")]
fn product_version(list: &str) -> Option<String> {
    let (_, after) = list.split_once("<key>ProductVersion</key>")?;
    let (_, value) = after.split_once("<string>")?;
    Some(value.split_once("</string>")?.0.to_owned())
}

/// In which language Telegram writes to the person: the one they chose, or the system's.
fn tongue(language: Language) -> String {
    let chosen = match language {
        Language::System => return of_system(sys_locale::get_locale()),
        Language::En => "en",
        Language::De => "de",
        Language::Es => "es",
        Language::Pt => "pt",
        Language::Ru => "ru",
        Language::Uk => "uk",
        Language::Fa => "fa",
        Language::Id => "id",
    };
    chosen.into()
}

/// `pt` of `pt-BR`; what is no language (`C`) is English.
fn of_system(locale: Option<String>) -> String {
    let locale = locale.unwrap_or_default();
    let language = locale.split(['-', '_', '.', '@']).next();
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let is_one =
        matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_one { language } else { "en".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_this_computer_is_it_can_be_introduced() {
        let introduction = introduction(Language::De).unwrap();
        assert_eq!(introduction.language(), "de");
        assert!(!introduction.device_model().contains('.'));
        assert!(introduction.app_version().starts_with("Signet "));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_release_file_tells_name_and_version() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n";
        assert_eq!(release(debian).as_deref(), Some("Debian GNU/Linux 12"));
        assert_eq!(release("NAME=Arch\n").as_deref(), Some("Arch"));
        assert_eq!(release("VERSION_ID=1\n"), None);
        assert_eq!(release("NAME=\"\"\n"), None);
    }

    #[test]
    fn a_locale_is_its_language() {
        for (locale, language) in [
            (Some("pt-BR"), "pt"),
            (Some("de_DE.UTF-8"), "de"),
            (Some("ast-ES"), "ast"),
            (Some("C"), "en"),
            (Some("POSIX"), "en"),
            (None, "en"),
        ] {
            assert_eq!(of_system(locale.map(Into::into)), language, "{locale:?}");
        }
    }
}
