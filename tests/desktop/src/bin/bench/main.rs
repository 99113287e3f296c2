//! Measures Signet against an empty Tauri window and prints the ratios beside their budgets.
//!
//! Both sides are built alike and take turns in one run. This is no test: over budget it says so
//! and ends well.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

mod memory;
mod report;
mod start;

use std::process::ExitCode;

use report::Row;
use signet_test_desktop::{Desktop, Options, Program, Trouble};

fn main() -> ExitCode {
    match measure().and_then(|rows| report::publish(&rows)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<[Row; 2], Trouble> {
    let mut signet = Desktop::without_window(Options::default())?;
    let mut empty = Desktop::without_window(Options {
        program: Program::EmptyWindow,
        ..Options::default()
    })?;
    start::check(&empty)?;
    Ok([
        start::compare(&mut signet, &mut empty)?,
        memory::compare(&mut signet, &mut empty)?,
    ])
}
