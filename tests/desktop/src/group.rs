//! One process group per desktop, ended as a whole whatever happens to the test.

use std::{
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::{
    Trouble, processes,
    wait::{PATIENCE, wait_for},
};

/// Leads the group and outlives the test by a moment: when the pipe from the test closes because
/// it was killed or interrupted, it ends the group and removes the folder. Drop is quicker.
const KEEPER: &str = r#"trap '' TERM INT HUP
cat >/dev/null
kill -TERM -$$
sleep 1
rm -rf -- "$1"
kill -KILL -$$"#;

const GRACE: Duration = Duration::from_secs(3);

pub(crate) struct Group {
    keeper: Child,
    members: Vec<Child>,
}

impl Group {
    /// `folder` is removed with the group if the test cannot do it itself.
    pub(crate) fn new(folder: &Path) -> Result<Self, Trouble> {
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(Trouble::io("starting the keeper of the process group"))?;
        Ok(Self {
            keeper,
            members: Vec::new(),
        })
    }

    pub(crate) fn id(&self) -> u32 {
        self.keeper.id()
    }

    /// Starts a program in this group.
    pub(crate) fn start(&mut self, command: &mut Command) -> Result<&mut Child, Trouble> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command
            .process_group(self.id().cast_signed())
            .spawn()
            .map_err(Trouble::io(format!("starting {program}")))?;
        self.members.push(child);
        let newest = self.members.len() - 1;
        Ok(&mut self.members[newest])
    }

    fn everybody_else(&mut self) -> Vec<processes::Process> {
        // Ours become zombies unless they are asked for.
        for member in &mut self.members {
            let _ = member.try_wait();
        }
        let keeper = self.id();
        let mut others = processes::in_group(keeper);
        // The keeper and the `cat` that it waits with.
        others.retain(|process| process.id != keeper && process.parent != keeper);
        others
    }

    fn signal(&self, signal: Signal) {
        if let Some(group) = Pid::from_raw(self.id().cast_signed()) {
            // Nobody left is what was wanted.
            let _ = kill_process_group(group, signal);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal(Signal::TERM);
        let _ = wait_for("the process group to end", GRACE, || {
            Ok(self.everybody_else().is_empty().then_some(()))
        });
        self.signal(Signal::KILL);
        for child in self.members.iter_mut().chain([&mut self.keeper]) {
            let _ = child.wait();
        }
    }
}

/// The first line a program prints, which is how servers here say that they are ready.
pub(crate) fn first_line(
    what: &str,
    output: impl Read + Send + 'static,
) -> Result<String, Trouble> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = String::new();
        let _ = output.read_line(&mut line);
        let _ = tell.send(line);
        // Whatever else it prints must not stop it.
        let _ = std::io::copy(&mut output, &mut std::io::sink());
    });
    told.recv_timeout(PATIENCE)
        .ok()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .ok_or_else(|| Trouble::Late {
            what: format!("{what} to say that it is ready"),
            within: PATIENCE,
        })
}

#[cfg(test)]
mod tests {
    use std::mem;

    use super::*;

    /// A killed test runs no destructor; all that happens is that its pipes close.
    #[test]
    fn a_group_whose_test_is_gone_ends_itself_and_takes_its_folder() {
        let folder = tempfile::tempdir().unwrap().keep();
        let mut group = Group::new(&folder).unwrap();
        group.start(Command::new("sleep").arg("600")).unwrap();
        let stubborn = "trap '' TERM; while :; do sleep 1; done";
        group
            .start(Command::new("sh").args(["-c", stubborn]))
            .unwrap();
        let id = group.id();
        drop(group.keeper.stdin.take());
        mem::forget(group);
        wait_for("the group to end itself", PATIENCE, || {
            Ok((processes::in_group(id).is_empty() && !folder.exists()).then_some(()))
        })
        .unwrap();
    }

    #[test]
    fn a_dropped_group_leaves_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let mut group = Group::new(folder.path()).unwrap();
        group.start(Command::new("sleep").arg("600")).unwrap();
        let id = group.id();
        assert!(processes::in_group(id).len() >= 2);
        drop(group);
        assert_eq!(processes::in_group(id), []);
    }
}
