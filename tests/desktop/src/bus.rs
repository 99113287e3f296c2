//! A private session bus with a real, unlocked Secret Service.

use std::{
    fs,
    io::{Read, Write},
    os::unix::{net::UnixStream, process::CommandExt},
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    Desktop, Trouble,
    folders::Folders,
    group::{Group, first_line},
    processes::Process,
    trouble::sure,
    wait::{PATIENCE, wait_for},
};

/// Without service folders: nothing on this bus starts by itself.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=RUN</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Starts the bus and answers its address.
pub(crate) fn start(group: &mut Group, folders: &Folders) -> Result<String, Trouble> {
    let file = folders.root().join("bus.conf");
    let text = CONFIGURATION.replace("RUN", &folders.run().to_string_lossy());
    fs::write(&file, text).map_err(Trouble::io("writing the configuration of the bus"))?;
    let daemon = group.start(
        Command::new("dbus-daemon")
            .arg("--config-file")
            .arg(&file)
            .args(["--nofork", "--print-address"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(folders.output("dbus-daemon")?),
    )?;
    match daemon.stdout.take() {
        Some(output) => first_line("dbus-daemon", output),
        None => Err(Trouble::Unexpected("dbus-daemon has no output".into())),
    }
}

/// Starts the keychain, opened with a password as a desktop's login does, and waits until it
/// answers on the bus.
pub(crate) fn start_keychain(
    group: &mut Group,
    folders: &Folders,
    variables: &[(String, String)],
) -> Result<(), Trouble> {
    let daemon = group.start(&mut daemon(folders, variables)?)?;
    open(daemon, variables)
}

fn daemon(folders: &Folders, variables: &[(String, String)]) -> Result<Command, Trouble> {
    let mut daemon = Command::new("gnome-keyring-daemon");
    daemon
        .args(["--foreground", "--unlock", "--components=secrets"])
        .arg("--control-directory")
        .arg(folders.run())
        .envs(variables.iter().cloned())
        .stdin(Stdio::piped())
        .stdout(folders.output("gnome-keyring-daemon")?)
        .stderr(folders.output("gnome-keyring-daemon")?);
    Ok(daemon)
}

fn open(daemon: &mut Child, variables: &[(String, String)]) -> Result<(), Trouble> {
    if let Some(mut input) = daemon.stdin.take() {
        input
            .write_all(PASSWORD.as_bytes())
            .map_err(Trouble::io("unlocking the keychain"))?;
    }
    wait_for("the keychain to answer on the bus", PATIENCE, || {
        Ok(answers(variables)?.then_some(()))
    })
}

fn answers(variables: &[(String, String)]) -> Result<bool, Trouble> {
    Ok(names(variables)?.contains("\"org.freedesktop.secrets\""))
}

const PASSWORD: &str = "the password of this desktop";

/// The keychain of a running desktop, in every state that it can be in.
impl Desktop {
    /// Ends the keychain as a crash does: nobody has its name on the bus any more.
    #[track_caller]
    pub fn stop_keychain(&self) {
        for process in self.keychain() {
            sure(kill(&process, Signal::KILL));
        }
        sure(wait_for("the keychain to leave the bus", PATIENCE, || {
            Ok((!answers(self.variables())?).then_some(()))
        }));
    }

    /// Starts it again, opened as a login does.
    #[track_caller]
    pub fn restart_keychain(&self) {
        let started = daemon(self.folders(), self.variables()).and_then(|mut daemon| {
            let mut daemon = daemon
                .process_group(self.group().cast_signed())
                .spawn()
                .map_err(Trouble::io("starting the keychain again"))?;
            open(&mut daemon, self.variables())
        });
        sure(started);
    }

    /// Stops it where it stands: it keeps its name and answers nothing.
    #[track_caller]
    pub fn freeze_keychain(&self) {
        for process in self.keychain() {
            sure(kill(&process, Signal::STOP));
        }
    }

    /// Lets it go on.
    #[track_caller]
    pub fn thaw_keychain(&self) {
        for process in self.keychain() {
            sure(kill(&process, Signal::CONT));
        }
    }

    /// Locks what it holds.
    #[track_caller]
    pub fn lock_keychain(&self) {
        let locked = Command::new("dbus-send")
            .args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
            ])
            .args([
                "/org/freedesktop/secrets",
                "org.freedesktop.Secret.Service.Lock",
            ])
            .arg("array:objpath:/org/freedesktop/secrets/collection/login")
            .envs(self.variables().iter().cloned())
            .output();
        let locked = sure(locked.map_err(Trouble::io("locking the keychain")));
        let said = String::from_utf8_lossy(&locked.stdout);
        assert!(said.contains("collection/login"), "not locked: {said}");
    }

    /// Opens what it holds, as logging in does: through its control socket.
    #[track_caller]
    pub fn unlock_keychain(&self) {
        let unlocked = unlock(self.folders()).map_err(Trouble::io("unlocking the keychain"));
        assert_eq!(sure(unlocked), [8, 0], "the keychain did not unlock");
    }

    /// Does something to the keychain that only a program can do; see `bin/custody.rs`.
    #[track_caller]
    pub fn custody(&self, task: &str) -> String {
        let done = crate::binary::built("custody").and_then(|program| {
            Command::new(program)
                .arg(task)
                .arg(self.data_folder().join("vault"))
                .envs(self.variables().iter().cloned())
                .output()
                .map_err(Trouble::io("reaching into the keychain"))
        });
        let done = sure(done);
        let complaint = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{task}: {complaint}");
        String::from_utf8_lossy(&done.stdout).trim().to_owned()
    }

    fn keychain(&self) -> Vec<Process> {
        let mut all = self.processes();
        all.retain(|process| process.name.starts_with("gnome-keyring"));
        all
    }
}

fn kill(process: &Process, signal: Signal) -> Result<(), Trouble> {
    let Some(id) = Pid::from_raw(process.id.cast_signed()) else {
        return Ok(());
    };
    kill_process(id, signal).map_err(|error| Trouble::io("signalling the keychain")(error.into()))
}

/// The protocol of gnome-keyring's own login module: lengths and numbers in big-endian.
fn unlock(folders: &Folders) -> std::io::Result<[u32; 2]> {
    const UNLOCK: u32 = 1;
    let length = PASSWORD.len() as u32;
    let mut socket = UnixStream::connect(folders.run().join("control"))?;
    // Who we are comes with the first byte.
    socket.write_all(&[0])?;
    let mut said = Vec::new();
    for part in [12 + length, UNLOCK, length] {
        said.extend(part.to_be_bytes());
    }
    said.extend(PASSWORD.as_bytes());
    socket.write_all(&said)?;
    let mut answer = [0; 8];
    socket.read_exact(&mut answer)?;
    let [a, b, c, d, e, f, g, h] = answer;
    Ok([
        u32::from_be_bytes([a, b, c, d]),
        u32::from_be_bytes([e, f, g, h]),
    ])
}

/// Every name that somebody on the bus has.
fn names(variables: &[(String, String)]) -> Result<String, Trouble> {
    let asked = Command::new("dbus-send")
        .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
        .args(["/", "org.freedesktop.DBus.ListNames"])
        .envs(variables.iter().cloned())
        .output()
        .map_err(Trouble::io("asking the bus for its names"))?;
    Ok(String::from_utf8_lossy(&asked.stdout).into_owned())
}
