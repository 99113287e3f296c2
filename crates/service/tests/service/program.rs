//! Starting, stopping and configuring the program itself.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;

pub fn signetd(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_signetd"));
    command.env_clear().env("HOME", home).current_dir(home);
    command
}

pub struct Running {
    pub child: Child,
    pub ready: Value,
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready = serde_json::from_str(&line).unwrap_or(Value::Null);
        Self { child, ready }
    }

    pub fn end(mut self) -> (std::process::ExitStatus, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").arg(&id).status().unwrap().success());
        let status = self.child.wait().unwrap();
        let mut log = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        (status, log)
    }
}

fn output(command: &mut Command) -> Output {
    command.output().unwrap()
}

#[test]
fn the_first_start_needs_no_configuration() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let running = Running::start(signetd(home.path()).args(["--listen", "127.0.0.1:0"]));
    assert_eq!(running.ready["ready"], true, "{}", running.ready);
    let port = running.ready["port"].as_u64().unwrap();
    let origin = running.ready["origin"].as_str().unwrap();
    assert_eq!(origin, format!("http://127.0.0.1:{port}"));

    let data = home.path().join(".local/share/signetd");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for file in std::fs::read_dir(&data).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "key") {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
    let (status, log) = running.end();
    assert!(status.success(), "{log}");
    for line in log.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
}

#[test]
fn a_second_start_finds_what_the_first_one_made() {
    let home = tempfile::tempdir().unwrap();
    assert!(output(signetd(home.path()).arg("init")).status.success());
    let key = home.path().join(".local/share/signetd/secret.key");
    let before = std::fs::read(&key).unwrap();
    let running = Running::start(signetd(home.path()).args(["--listen", "127.0.0.1:0"]));
    assert!(running.end().0.success());
    assert_eq!(std::fs::read(&key).unwrap(), before);
}

#[test]
fn an_unknown_variable_key_or_value_stops_the_start() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("signetd.toml");
    let refused = |command: &mut Command, word: &str| {
        let output = output(command);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{text}");
        assert!(text.contains(word), "{text}");
    };
    refused(
        signetd(home.path()).arg("init").env("SIGNETD_LISTNE", "x"),
        "SIGNETD_LISTNE",
    );
    std::fs::write(&file, "link-minuets = 3").unwrap();
    let config = file.to_str().unwrap();
    refused(
        signetd(home.path()).args(["init", "--config", config]),
        "link-minuets",
    );
    refused(
        signetd(home.path()).args(["init", "--database", "postgres://db"]),
        "SQLite",
    );
    refused(
        signetd(home.path()).args(["--listen", "0.0.0.0:0"]),
        "origin",
    );
    let origin = "https://link.example";
    refused(
        signetd(home.path()).args(["--listen", "0.0.0.0:0", "--origin", origin]),
        "trusted-proxies",
    );
}

#[test]
fn flags_come_before_variables_and_variables_before_the_file() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("c.toml");
    std::fs::write(
        &file,
        "origin = \"https://file.example\"\nlisten = \"127.0.0.1:0\"",
    )
    .unwrap();
    let origin = |variable: Option<&str>, flag: Option<&str>| {
        let mut command = signetd(home.path());
        command.arg("--config").arg(&file);
        command.args(flag.map(|flag| format!("--origin={flag}")));
        command.envs(variable.map(|value| ("SIGNETD_ORIGIN", value)));
        let running = Running::start(&mut command);
        let origin = running.ready["origin"].as_str().unwrap().to_owned();
        running.end();
        origin
    };
    let variable = Some("https://variable.example");
    assert_eq!(origin(None, None), "https://file.example");
    assert_eq!(origin(variable, None), "https://variable.example");
    let flag = Some("https://flag.example");
    assert_eq!(origin(variable, flag), "https://flag.example");
}

#[test]
fn a_service_added_beside_a_running_platform_is_known_to_it() {
    let home = tempfile::tempdir().unwrap();
    let running = Running::start(signetd(home.path()).args(["--listen", "127.0.0.1:0"]));
    let id = signet_contract::ids::ServiceId::now();
    let identity = signet_seal::SigningKey::random().unwrap();
    let sealing = signet_seal::SealingKey::random(signet_seal::Suite::XWing, "a").unwrap();
    let file = home.path().join("service.json");
    let said = crate::parties::description(id, &identity, &sealing);
    std::fs::write(&file, said.to_string()).unwrap();
    let add = ["service", "add", file.to_str().unwrap()];
    let added = output(signetd(home.path()).args(add));
    let added: Value = serde_json::from_slice(&added.stdout).unwrap();
    let key = added["apiKey"]["apiKey"].as_str().unwrap();
    let origin = running.ready["origin"].as_str().unwrap();
    let answer = said_to(
        origin,
        &format!("authorization: ApiKey {key}\r\nx-service-id: {id}\r\n"),
        "/api/telegram-auth/status",
    );
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(!output(signetd(home.path()).args(add)).status.success());
    let list = output(signetd(home.path()).args(["service", "list"]));
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(
        list.contains(&id.to_string()) && !list.contains(key),
        "{list}"
    );
    assert!(running.end().0.success());
}

#[test]
fn no_secret_and_no_forged_line_reaches_the_log() {
    let home = tempfile::tempdir().unwrap();
    let running =
        Running::start(signetd(home.path()).args(["--listen", "127.0.0.1:0", "--log", "trace"]));
    let origin = running.ready["origin"].as_str().unwrap().to_owned();
    let hostile = "authorization: Bearer MARKER-token\r\nx-request-id: a\"}{\"level\":\"MARKER-id\r\n\
        user-agent: MARKER-agent\r\nx-forwarded-for: MARKER-address\r\n";
    for path in [
        "/link/MARKER-path",
        "/MARKER-path?t=MARKER-query",
        "/api/telegram-auth/status",
    ] {
        let answer = said_to(&origin, hostile, path);
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    let (status, log) = running.end();
    assert!(status.success());
    assert!(log.lines().count() >= 3, "{log}");
    assert!(!log.contains("MARKER"), "{log}");
    for line in log.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
}

/// One raw request, so that headers are exactly what is written here.
fn said_to(origin: &str, headers: &str, path: &str) -> String {
    use std::io::Write;
    let host = origin.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n{headers}connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
