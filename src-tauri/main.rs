//! The program `signet`.

// Without this a release build on Windows opens a console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    signet_desktop::run()
}
