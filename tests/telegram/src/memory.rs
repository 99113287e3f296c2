//! How much memory a test holds: in a process of its own, since others would be measured with it.

use std::{
    env, fs, io,
    process::{Command, Output},
};

const ALONE: &str = "SIGNET_TEST_ALONE";

/// Runs the test of this name again, in a process of its own, and returns what came of it; none
/// when this is that process.
pub fn alone(test: &str) -> io::Result<Option<Output>> {
    if env::var_os(ALONE).is_some() {
        return Ok(None);
    }
    let mut again = Command::new(env::current_exe()?);
    again.args(["--exact", test, "--nocapture"]).env(ALONE, "1");
    // What is freed goes back to the system, so that what stays is what somebody holds.
    again.envs(["MMAP", "TRIM"].map(|what| (format!("MALLOC_{what}_THRESHOLD_"), "65536")));
    again.env("MALLOC_ARENA_MAX", "1");
    again.output().map(Some)
}

/// None where the system does not say.
pub fn resident_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let resident = |line: &str| Some(line.strip_prefix("VmRSS:")?.trim().to_owned());
    let line = status.lines().find_map(resident)?;
    line.strip_suffix(" kB")?.parse().ok()
}
