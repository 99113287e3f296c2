//! A test that runs itself once more, in a process that may die.

use std::{
    env,
    ffi::{OsStr, OsString},
    io,
    os::unix::process::ExitStatusExt,
    process::{Child, Command, Output, Stdio},
    sync::{PoisonError, RwLock},
    thread,
};

/// Tells the second process that it is that, and what it is to do.
const TASK: &str = "SIGNET_TEST_TASK";

/// What this process is to do, if a test started it.
pub fn task() -> Option<OsString> {
    env::var_os(TASK)
}

/// How a second process ended.
#[derive(Debug)]
pub struct End {
    /// Whether it was killed at once, and not by hand.
    pub killed: bool,
    /// What it printed.
    pub said: String,
}

/// A process that is being started holds the file locks of the one that starts it, for a moment.
static STARTING: RwLock<()> = RwLock::new(());

/// Does this while no process is being started. Not within itself.
pub fn quietly<T>(work: impl FnOnce() -> T) -> T {
    let _quiet = STARTING.read().unwrap_or_else(PoisonError::into_inner);
    work()
}

/// Runs the calling test alone in another process, with a task. Anything but a good end or a
/// SIGKILL is an error with all that was said.
pub fn again(task: impl AsRef<OsStr>) -> io::Result<End> {
    end(start(task)?.wait_with_output()?)
}

/// The same, to be killed from outside.
pub fn start(task: impl AsRef<OsStr>) -> io::Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    let thread = thread::current();
    command
        .args(["--exact", thread.name().unwrap_or_default(), "--nocapture"])
        .env(TASK, task)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let _alone = STARTING.write().unwrap_or_else(PoisonError::into_inner);
    command.spawn()
}

/// Reads how a process of [`start`] ended.
pub fn end(ended: Output) -> io::Result<End> {
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    let killed = ended.status.signal() == Some(libc::SIGKILL);
    let passed = ended.status.success() && said.contains("1 passed");
    if !killed && !passed {
        let complained = String::from_utf8_lossy(&ended.stderr);
        return Err(io::Error::other(format!("{said}\n{complained}")));
    }
    Ok(End { killed, said })
}
