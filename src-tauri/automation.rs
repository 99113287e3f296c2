//! Keeps a shipped build from being driven by other programs.
//!
//! The web engine lets any program steer it when `TAURI_WEBVIEW_AUTOMATION` is set. A release
//! build that finds the variable starts itself again without it, unless a file describes the
//! Telegram it talks to: then there is nothing real to steer, and tests can drive what ships.

use std::{
    env,
    process::{Command, ExitCode},
};

use signet_telegram::Environment;

const SWITCH: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Starts this program again without the switch, if it must not be steered.
/// `None` means: go on.
pub fn shed(environment: &Environment) -> Option<ExitCode> {
    if cfg!(debug_assertions) || environment.is_custom() || env::var_os(SWITCH).is_none() {
        return None;
    }
    let mut again = Command::new(env::current_exe().ok()?);
    again.args(env::args_os().skip(1)).env_remove(SWITCH);
    Some(replace_by(again))
}

/// Whether a driver steers this program, which only development builds let it.
pub fn driven() -> bool {
    cfg!(debug_assertions) && env::var_os(SWITCH).is_some()
}

#[cfg(unix)]
fn replace_by(mut again: Command) -> ExitCode {
    use std::os::unix::process::CommandExt;
    // Returns only when it failed; going on with the switch set is not an option.
    let _failed = again.exec();
    ExitCode::FAILURE
}

#[cfg(not(unix))]
fn replace_by(mut again: Command) -> ExitCode {
    match again.spawn() {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
