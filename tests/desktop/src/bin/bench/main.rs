//! Measures Signet against an empty Tauri window, its vault against the bare operations, and
//! prints the ratios beside their budgets. `bench vault` and `bench sign-in` measure one part alone.
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
mod sign_in;
mod start;
mod vault;

use std::{env, process::ExitCode};

use report::Row;
use signet_test_desktop::{Desktop, Options, Program, Trouble};

fn main() -> ExitCode {
    if let Some(root) = vault::asked_to_unlock() {
        return vault::unlock_here(&root);
    }
    let rows = match env::args().nth(1).as_deref() {
        Some("vault") => vault::measure(),
        Some("sign-in") => sign_in::measure().map(|row| vec![row]),
        Some(_) | None => measure(),
    };
    match rows.and_then(|rows| report::publish(&rows)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<Vec<Row>, Trouble> {
    // Before the windows: what they leave behind in the machine's caches is theirs.
    let mut rows = vault::measure()?;
    let mut signet = Desktop::without_window(Options::default())?;
    let mut empty = Desktop::without_window(Options {
        program: Program::EmptyWindow,
        ..Options::default()
    })?;
    start::check(&empty)?;
    rows.push(start::compare(&mut signet, &mut empty)?);
    rows.push(memory::compare(&mut signet, &mut empty)?);
    rows.push(sign_in::measure()?);
    Ok(rows)
}
