//! Walks every screen and the whole journey in both themes, and leaves numbered pictures in
//! `target/tour/`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks on the terminal"
)]

mod journey;
mod pictures;

use std::process::ExitCode;

use pictures::Pictures;
use signet_test_desktop::{Desktop, STATIONS, Trouble};

fn main() -> ExitCode {
    match walk() {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("tour: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn walk() -> Result<(), Trouble> {
    let mut pictures = Pictures::begin()?;
    let telegram = journey::telegram();
    let desktop = Desktop::start(telegram.desktop())?;
    for station in &STATIONS {
        pictures.take_after(&desktop, station.name, |desktop| desktop.visit(station));
    }
    desktop.go("#/accounts");
    desktop.reload();
    journey::walk(&desktop, &telegram, &mut pictures);
    desktop.end()
}
