//! Keeps a shipped build from being driven by other programs.
//!
//! The web engine lets any program steer it when `TAURI_WEBVIEW_AUTOMATION` is set. A release
//! build that finds the variable starts itself again without it, unless a file describes the
//! Telegram it talks to: then there is nothing real to steer, and tests can drive what ships.

use std::{env, io};

use signet_telegram::Environment;

use crate::again;

const SWITCH: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Starts this program again without the switch, if it must not be steered. Going on with the
/// switch set is not an option: an error ends the program.
pub fn shed(environment: &Environment) -> io::Result<()> {
    if cfg!(debug_assertions) || environment.is_custom() || !driven() {
        return Ok(());
    }
    Err(again::in_place(|again| {
        again.env_remove(SWITCH);
    }))
}

/// Whether a driver may steer this program. Where it may not, [`shed`] has removed the switch.
pub fn driven() -> bool {
    env::var_os(SWITCH).is_some()
}
