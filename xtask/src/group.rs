//! Process groups: how a program is ended together with all that it started.

use std::process::Command;

#[cfg(unix)]
pub use unix::{end, lead};

#[cfg(not(unix))]
pub fn lead(command: &mut Command) -> &mut Command {
    command
}

/// The console sends its own interrupt to everything it holds.
#[cfg(not(unix))]
pub fn end(_leader: u32) {}

#[cfg(unix)]
mod unix {
    use std::{collections::BTreeSet, fs, os::unix::process::CommandExt, thread, time::Duration};

    use nix::{
        sys::signal::{Signal, killpg},
        unistd::Pid,
    };

    use super::Command;

    /// Lets the program lead a group of its own.
    pub fn lead(command: &mut Command) -> &mut Command {
        command.process_group(0)
    }

    /// Asks the leader's group, and the groups that its descendants made, to end; after five
    /// seconds they are killed.
    pub fn end(leader: u32) {
        let mut groups = descendant_groups(leader);
        groups.insert(leader);
        signal(&groups, Some(Signal::SIGTERM));
        for _ in 0..50 {
            if !signal(&groups, None) {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        signal(&groups, Some(Signal::SIGKILL));
    }

    /// True while one of the groups has a process left.
    fn signal(groups: &BTreeSet<u32>, signal: Option<Signal>) -> bool {
        let mut alive = false;
        for group in groups.iter().filter_map(|group| i32::try_from(*group).ok()) {
            alive |= killpg(Pid::from_raw(group), signal).is_ok();
        }
        alive
    }

    /// A test puts the window's driver into a group of its own; when the test is ended, the driver
    /// must go too. Read from /proc, so only Linux has them; elsewhere the leader's own group has
    /// to do.
    fn descendant_groups(leader: u32) -> BTreeSet<u32> {
        let processes: Vec<(u32, u32, u32)> = fs::read_dir("/proc")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
                let pid = stat.split(' ').next()?.parse().ok()?;
                // The name in parentheses may itself hold spaces and parentheses.
                let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(1);
                Some((
                    pid,
                    fields.next()?.parse().ok()?,
                    fields.next()?.parse().ok()?,
                ))
            })
            .collect();
        let mut found = BTreeSet::from([leader]);
        let mut groups = BTreeSet::new();
        loop {
            let before = found.len();
            for (pid, parent, group) in &processes {
                if found.contains(parent) && found.insert(*pid) {
                    groups.insert(*group);
                }
            }
            if found.len() == before {
                return groups;
            }
        }
    }
}
