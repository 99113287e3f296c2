//! The lists: what the project needs of the system, by name and by reason.

use std::process::Command;

use super::on_path;

/// What a package is needed for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Compiling the app.
    Build,
    /// Opening it where no display is, and driving it.
    Window,
    /// Comparing the repository with its own rules.
    House,
    /// Asking client libraries that others wrote.
    Foreign,
    /// Looking at an installed package.
    Bundle,
}

pub struct Package {
    pub name: &'static str,
    pub need: Need,
    pub why: &'static str,
}

const fn package(name: &'static str, need: Need, why: &'static str) -> Package {
    Package { name, need, why }
}

pub const DEBIAN: &[Package] = &[
    package("build-essential", Need::Build, "the C compiler and linker"),
    package("pkg-config", Need::Build, "finds the libraries below"),
    package(
        "libwebkit2gtk-4.1-dev",
        Need::Build,
        "the web view, and GTK with it",
    ),
    package(
        "git",
        Need::House,
        "lists the tracked files for the tests, names the commit in a bundle",
    ),
    package(
        "webkit2gtk-driver",
        Need::Window,
        "drives the window in the end-to-end tests",
    ),
    package(
        "libayatana-appindicator3-1",
        Need::Window,
        "shows the icon in the tray",
    ),
    package("xvfb", Need::Window, "a display where none is"),
    package("dbus", Need::House, "a session bus where none is"),
    package(
        "gnome-keyring",
        Need::House,
        "a real keychain for the tests",
    ),
    package(
        "python3-venv",
        Need::Foreign,
        "asks Python's Telegram libraries in the tests",
    ),
    package(
        "desktop-file-utils",
        Need::Bundle,
        "checks the desktop entry",
    ),
];

pub const UNKNOWN: &str = "    WebKitGTK 4.1 with headers, a C compiler, pkg-config;
    for the tests git, WebKitWebDriver, Ayatana AppIndicator, Xvfb, D-Bus, GNOME Keyring, Python 3 with venv";

/// What to type where the packages have other names, or none.
pub fn elsewhere(system: &str) -> Option<&'static str> {
    match system {
        "fedora" => Some(
            "    sudo dnf group install c-development
    sudo dnf install pkgconf-pkg-config webkit2gtk4.1-devel
    sudo dnf install git /usr/bin/WebKitWebDriver libayatana-appindicator-gtk3 xorg-x11-server-Xvfb dbus-daemon gnome-keyring python3",
        ),
        "arch" => Some(
            "    sudo pacman -S --needed base-devel webkit2gtk-4.1
    sudo pacman -S --needed git libayatana-appindicator xorg-server-xvfb dbus gnome-keyring python
    and, for the tests, the package that `pacman -F WebKitWebDriver` names",
        ),
        "macos" => Some(
            "    xcode-select --install
    (the end-to-end tests run on Linux only: there is no driver for this system's web view)",
        ),
        "windows" => Some(
            "    the C++ build tools of Visual Studio, with a Windows SDK
    WebView2, which Windows 11 has, and git
    (the end-to-end tests run on Linux only)",
        ),
        _ => None,
    }
}

/// Where packages cannot be asked for, what they bring is looked for.
pub fn absent_signs(needs: &[Need]) -> Vec<&'static str> {
    let signs: &[(Need, &'static str, bool)] = if cfg!(target_os = "linux") {
        &[
            (Need::Build, "cc", on_path("cc").is_some()),
            (Need::Build, "pkg-config", on_path("pkg-config").is_some()),
            (Need::Build, "webkit2gtk-4.1", has_library("webkit2gtk-4.1")),
            (Need::House, "git", on_path("git").is_some()),
            (
                Need::Window,
                "WebKitWebDriver",
                on_path("WebKitWebDriver").is_some(),
            ),
            (Need::Window, "Xvfb", on_path("Xvfb").is_some()),
            (
                Need::House,
                "dbus-run-session",
                on_path("dbus-run-session").is_some(),
            ),
            (
                Need::House,
                "gnome-keyring-daemon",
                on_path("gnome-keyring-daemon").is_some(),
            ),
            (Need::Foreign, "python3", on_path("python3").is_some()),
            (Need::Bundle, "dpkg", on_path("dpkg").is_some()),
        ]
    } else if cfg!(target_os = "macos") {
        &[
            (Need::Build, "cc", on_path("cc").is_some()),
            (Need::House, "git", on_path("git").is_some()),
        ]
    } else {
        &[(Need::House, "git", on_path("git").is_some())]
    };
    signs
        .iter()
        .filter(|(need, _, there)| needs.contains(need) && !there)
        .map(|(_, name, _)| *name)
        .collect()
}

fn has_library(name: &str) -> bool {
    Command::new("pkg-config")
        .args(["--exists", name])
        .status()
        .is_ok_and(|status| status.success())
}
