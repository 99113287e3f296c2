//! `signetd` as a program.

mod command;
mod ready;

use std::{io::Write, process::ExitCode};

fn main() -> ExitCode {
    match command::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody can be told when this fails too.
            let _ = writeln!(std::io::stderr(), "signetd: {error}");
            ExitCode::FAILURE
        }
    }
}
