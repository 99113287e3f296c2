//! What is there to open a window on: a display, and a session bus.

use std::{env, path::Path};

/// The display an app would open on; None where there is none.
pub fn display() -> Option<String> {
    if !cfg!(target_os = "linux") {
        return Some("this system's own".into());
    }
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .iter()
        .find_map(|name| Some(format!("{name}={}", set(name)?)))
}

/// The session bus, without which two Signets do not know of each other; only Linux needs one.
pub fn session_bus() -> Option<String> {
    if !cfg!(target_os = "linux") {
        return Some("not needed on this system".into());
    }
    let socket = || {
        let socket = Path::new(&set("XDG_RUNTIME_DIR")?).join("bus");
        socket.exists().then(|| socket.display().to_string())
    };
    set("DBUS_SESSION_BUS_ADDRESS").or_else(socket)
}

fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
