//! Client libraries that others wrote, installed and asked.
//!
//! **Purpose.** What Signet writes for Telethon, kurigram, GramJS and mtcute is read by those
//! libraries themselves, and the other way round; they sign in to our sandbox. Envelopes are opened
//! and made with two more HPKE libraries, and HPKE's own vectors are fetched and tried. [`ask`]
//! runs a script of `python/` or `node/` with the libraries that `requirements.txt` and
//! `package-lock.json` pin.
//!
//! **Invariants.** Exact versions with their hashes, in a folder outside the repository that is
//! made once and used again. No install script of an npm package runs, and Python's come as
//! wheels, which have none; but pyaes is published as source only, so its `setup.py` runs, under
//! a setuptools that `build-requirements.txt` pins. What cannot be installed or run fails the
//! test; nothing is skipped.
//!
//! **Not here.** No network but the package registries and loopback, no Telegram, no real session.

mod cache;
mod error;
mod install;
mod language;
mod talk;

use std::{io::Write, process::Stdio};

pub use error::Error;
pub use language::Language;
use serde_json::Value;
pub use talk::Talk;

/// Puts these questions to a script of this language's folder and returns its answers.
pub fn ask(language: Language, script: &str, questions: &Value) -> Result<Value, Error> {
    let installed = install::ensure(language)?;
    let mut command = language.run(&installed, script);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn();
    let failed = |source| Error::start(&command, source);
    let mut child = child.map_err(failed)?;
    // Both scripts read everything before they write, so neither side can wait for the other.
    let written = child.stdin.take().map_or(Ok(()), |mut input| {
        input.write_all(questions.to_string().as_bytes())
    });
    let output = child.wait_with_output().map_err(failed)?;
    // A script that failed before it read says more than the broken pipe.
    if !output.status.success() {
        return Err(Error::failed(&command, &output));
    }
    written.map_err(failed)?;
    serde_json::from_slice(&output.stdout).map_err(Error::Answer)
}
