//! Keeps what this process has in memory from being written to disk or read by a debugger.

use std::io;

/// Turns core dumps off, for this process and those it starts, and, on Linux, lets nobody but
/// root attach to it or read its memory. Called once, before anything secret is there.
///
/// It does not help against root, against the same user in the web view's processes, or against
/// memory that the system swaps out. macOS keeps debuggers out by its hardened runtime, which is
/// a matter of how the program is signed; Windows has no such switch.
pub fn close() -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        setrlimit(Resource::Core, none)?;
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    }
    Ok(())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    use super::*;

    #[test]
    fn nothing_is_dumped_and_nobody_attaches() {
        close().unwrap();
        assert_eq!(getrlimit(Resource::Core).maximum, Some(0));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
