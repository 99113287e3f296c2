//! Keeps a shipped build from being driven by other programs.
//!
//! The web engine lets any program steer it when `TAURI_WEBVIEW_AUTOMATION` is set. A release
//! build that finds the variable starts itself again without it.

use std::{
    env,
    process::{Command, ExitCode},
};

const SWITCH: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Starts this program again without the switch, if a release build finds it set.
/// `None` means: go on.
pub fn shed() -> Option<ExitCode> {
    if cfg!(debug_assertions) || env::var_os(SWITCH).is_none() {
        return None;
    }
    let mut again = Command::new(env::current_exe().ok()?);
    again.args(env::args_os().skip(1)).env_remove(SWITCH);
    Some(replace_by(again))
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
