//! A private session bus with a real, unlocked Secret Service.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use crate::{
    Trouble,
    folders::Folders,
    group::{Group, first_line},
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
    let mut daemon = Command::new("gnome-keyring-daemon");
    daemon
        .args(["--foreground", "--unlock", "--components=secrets"])
        .arg("--control-directory")
        .arg(folders.run())
        .envs(variables.iter().cloned())
        .stdin(Stdio::piped())
        .stdout(folders.output("gnome-keyring-daemon")?)
        .stderr(folders.output("gnome-keyring-daemon")?);
    let daemon = group.start(&mut daemon)?;
    if let Some(mut input) = daemon.stdin.take() {
        input
            .write_all(b"the password of this desktop\n")
            .map_err(Trouble::io("unlocking the keychain"))?;
    }
    wait_for("the keychain to answer on the bus", PATIENCE, || {
        let names = names(variables)?;
        Ok(names.contains("\"org.freedesktop.secrets\"").then_some(()))
    })
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
