//! Starting Signet again: in the place of this process, or after its end.

use std::{
    env,
    ffi::{OsStr, OsString},
    io, mem,
    process::{Command, Stdio},
};

use signet_contract::Reference;

use crate::link::is_link;

const ATTEMPT: &str = "--attempt=";
const AFTER_CRASH: &str = "--after-crash=";

/// In the place of this process, at the next attempt.
pub fn next_attempt(attempt: u8) -> io::Error {
    in_place(|again| {
        again.arg(format!("{ATTEMPT}{}", attempt + 1));
    })
}

/// In the place of this process. Comes back only with the reason why that failed.
pub fn in_place(change: impl FnOnce(&mut Command)) -> io::Error {
    let arguments = env::args_os().skip(1);
    let mut again = match command(arguments.filter(|argument| !starts(argument, ATTEMPT))) {
        Ok(again) => again,
        Err(error) => return error,
    };
    change(&mut again);
    replace_by(again)
}

/// Once this process, which crashed, has ended: the next one waits for that at its standard
/// input, which is never written to and closes with this process.
pub fn after_crash(reference: Reference) -> io::Result<()> {
    let mut again = command(env::args_os().skip(1).filter(outlives_a_crash))?;
    again.arg(format!("{AFTER_CRASH}{reference}"));
    // Dropping it would close its input before this process has ended.
    mem::forget(again.stdin(Stdio::piped()).spawn()?);
    Ok(())
}

/// Waits until the process that started this one is gone.
pub fn wait_for_the_end_before() {
    drop(io::copy(&mut io::stdin(), &mut io::sink()));
}

fn command(arguments: impl Iterator<Item = OsString>) -> io::Result<Command> {
    let mut again = Command::new(env::current_exe()?);
    again.args(arguments);
    Ok(again)
}

/// A link is not opened a second time unasked.
fn outlives_a_crash(argument: &OsString) -> bool {
    !starts(argument, ATTEMPT)
        && !starts(argument, AFTER_CRASH)
        && !is_link(&argument.to_string_lossy())
}

fn starts(argument: &OsStr, start: &str) -> bool {
    argument.to_string_lossy().starts_with(start)
}

#[cfg(unix)]
fn replace_by(mut again: Command) -> io::Error {
    use std::os::unix::process::CommandExt;
    again.exec()
}

#[cfg(not(unix))]
fn replace_by(mut again: Command) -> io::Error {
    match again.spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_led_to_a_crash_is_not_done_again() {
        let given = [
            "--data-dir",
            "/tmp/x",
            "--attempt=3",
            "--after-crash=7F3K-2Q9D",
            "signet://link?p=x",
        ];
        let kept: Vec<_> = given
            .map(OsString::from)
            .into_iter()
            .filter(outlives_a_crash)
            .collect();
        assert_eq!(kept, ["--data-dir", "/tmp/x"]);
    }
}
