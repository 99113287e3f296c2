//! A session bus of a test's own, with a real gnome-keyring that can be locked, stopped and
//! started again.
//!
//! The address of a bus is read from this process's environment, which must not be changed while
//! threads run. So a test runs itself once more, alone, on a bus made for it.

use std::{
    env, fs,
    io::{Read, Write},
    os::unix::{fs::DirBuilderExt, net::UnixStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Where the test that runs on a bus finds its folders.
const HOME: &str = "SIGNET_TEST_BUS_HOME";

const PASSWORD: &str = "the password of this desktop";

/// Nothing on this bus starts by itself, and nobody asks for passwords.
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

/// Runs the test of the calling thread on a bus of its own.
#[track_caller]
pub fn on_a_bus(test: impl FnOnce(&Bus)) {
    if let Some(home) = env::var_os(HOME) {
        return test(&Bus { home: home.into() });
    }
    let place = tempfile::tempdir().unwrap();
    for folder in ["run", "share", "config", "cache"] {
        let mut builder = fs::DirBuilder::new();
        builder
            .mode(0o700)
            .create(place.path().join(folder))
            .unwrap();
    }
    let configuration = place.path().join("bus.conf");
    let run = place.path().join("run");
    let text = CONFIGURATION.replace("RUN", &run.to_string_lossy());
    fs::write(&configuration, text).unwrap();
    let mut again = Command::new("dbus-run-session");
    again
        .arg("--config-file")
        .arg(&configuration)
        .arg("--")
        .arg(env::current_exe().unwrap())
        .args(["--exact", thread::current().name().unwrap(), "--nocapture"])
        .env(HOME, place.path())
        .env("HOME", place.path())
        .env("XDG_RUNTIME_DIR", &run)
        .env_remove("DISPLAY")
        .stdin(Stdio::null());
    for (variable, folder) in [
        ("XDG_DATA_HOME", "share"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        again.env(variable, place.path().join(folder));
    }
    let ran = again
        .output()
        .expect("dbus-run-session is needed (package dbus)");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

/// The bus a test runs on.
pub struct Bus {
    home: PathBuf,
}

impl Bus {
    /// Folders that end with the test.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Starts the keychain, opened with a password as a login does.
    pub fn start_keychain(&self) -> Daemon {
        self.start(&["--unlock"], Some(PASSWORD))
    }

    /// Starts the keychain as it is before anybody has logged in.
    pub fn start_locked_keychain(&self) -> Daemon {
        self.start(&[], None)
    }

    fn start(&self, arguments: &[&str], password: Option<&str>) -> Daemon {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(arguments)
            .arg("--control-directory")
            .arg(self.home.join("run"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is needed (package gnome-keyring)");
        let mut input = child.stdin.take().unwrap();
        if let Some(password) = password {
            input.write_all(password.as_bytes()).unwrap();
        }
        drop(input);
        wait_for("the keychain to be on the bus", || {
            names().contains("\"org.freedesktop.secrets\"")
        });
        Daemon(child)
    }

    /// Locks what the running keychain holds.
    pub fn lock_keychain(&self) {
        let locked = send(&[
            "--dest=org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            "array:objpath:/org/freedesktop/secrets/collection/login",
        ]);
        assert!(locked.contains("collection/login"), "not locked: {locked}");
    }

    /// Opens what the running keychain holds, as logging in does: through its control socket.
    pub fn unlock_keychain(&self) {
        const UNLOCK: u32 = 1;
        const DONE: [u32; 2] = [8, 0];
        let mut socket = UnixStream::connect(self.home.join("run/control")).unwrap();
        // Who we are comes with the first byte.
        socket.write_all(&[0]).unwrap();
        let mut said = Vec::new();
        for part in [12 + PASSWORD.len() as u32, UNLOCK, PASSWORD.len() as u32] {
            said.extend(part.to_be_bytes());
        }
        said.extend(PASSWORD.as_bytes());
        socket.write_all(&said).unwrap();
        for expected in DONE {
            let mut answer = [0; 4];
            socket.read_exact(&mut answer).unwrap();
            assert_eq!(u32::from_be_bytes(answer), expected);
        }
    }
}

/// A running keychain; it ends with this.
pub struct Daemon(Child);

impl Daemon {
    /// Stops it where it stands: it keeps its name on the bus and answers nothing.
    pub fn freeze(&self) {
        let frozen = Command::new("kill")
            .args(["-STOP", &self.0.id().to_string()])
            .status();
        assert!(frozen.unwrap().success());
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        let thawed = Command::new("kill")
            .args(["-CONT", &self.0.id().to_string()])
            .status();
        assert!(thawed.unwrap().success());
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
        // A test that failed already is told that.
        if !thread::panicking() {
            wait_for("the keychain to leave the bus", || {
                !names().contains("\"org.freedesktop.secrets\"")
            });
        }
    }
}

fn names() -> String {
    send(&[
        "--dest=org.freedesktop.DBus",
        "/",
        "org.freedesktop.DBus.ListNames",
    ])
}

fn send(words: &[&str]) -> String {
    let mut send = Command::new("dbus-send");
    send.args(["--session", "--print-reply"]).args(words);
    let sent = send.output().unwrap();
    String::from_utf8_lossy(&sent.stdout).into_owned()
}

fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !there() {
        assert!(Instant::now() < end, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(20));
    }
}
