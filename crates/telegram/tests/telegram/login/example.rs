//! The example, driven through a pipe.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use signet_telegram::Environment;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::journey::{PASSWORD, World, guarded};
use crate::telegram::{CODE, PHONE, unbroken};

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

async fn run(environment: &str, arguments: &[&str], answers: &[&str]) -> Ran {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("environment.toml");
    fs::write(&file, environment).unwrap();
    let mut child = Command::new(env!("CARGO"))
        .args([
            "run",
            "-q",
            "-p",
            "signet-telegram",
            "--example",
            "login",
            "--",
        ])
        .arg("--environment")
        .arg(&file)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for answer in answers {
        // Whoever stops early reads no further.
        let _ = input.write_all(format!("{answer}\n").as_bytes()).await;
    }
    drop(input);
    // It may have to be built first.
    let output = tokio::time::timeout(Duration::from_secs(300), child.wait_with_output());
    let output = output.await.unwrap().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_signs_in_twice_and_out_again() {
    let world = World::new();
    let ran = run(world.sandbox.environment(), &["--logout"], &[PHONE, CODE]).await;
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    for told in [
        "Signed in as Ada",
        "Example via Signet",
        "Both sign-ins work.",
        "Both are signed out.",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    let (_, after) = ran.out.split_once("Without the second:").unwrap();
    assert!(!after.contains("Example via Signet"), "{after}");
    assert_eq!(world.sandbox.devices(PHONE).unwrap(), Vec::<String>::new());
    unbroken(&world.sandbox);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_takes_a_password_for_each_and_exports_the_second() {
    let world = World::of(vec![guarded()]);
    let answers = [PHONE, "00000", CODE, PASSWORD, "wrong", PASSWORD];
    let arguments = ["--export", "telethon"];
    let ran = run(world.sandbox.environment(), &arguments, &answers).await;
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("PHONE_CODE_INVALID"), "{}", ran.out);
    assert!(ran.out.contains("hint: a horse"), "{}", ran.out);
    let string = ran.out.lines().last().unwrap().trim();
    assert!(string.starts_with('1') && string.len() == 353, "{string}");
    for secret in [PASSWORD, CODE] {
        assert!(!ran.out.contains(secret), "{}", ran.out);
    }
    assert_eq!(world.sandbox.devices(PHONE).unwrap().len(), 2);
    unbroken(&world.sandbox);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_stops_cleanly_when_the_answers_end() {
    let world = World::new();
    let ran = run(world.sandbox.environment(), &[], &[PHONE]).await;
    assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("the answers ended"), "{}", ran.err);
    assert_eq!(world.sandbox.counts().codes, 0);
    assert_eq!(world.sandbox.devices(PHONE).unwrap(), Vec::<String>::new());
    unbroken(&world.sandbox);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_says_what_is_wrong() {
    let ran = run("name = 3\n", &[], &[]).await;
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("line 1"), "{}", ran.err);
    let ran = run("", &["--export", "pigeon"], &[]).await;
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    let world = World::new();
    let ran = run(world.sandbox.environment(), &[], &["9996625555", CODE]).await;
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("nobody has this number"), "{}", ran.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_exports_nothing_of_the_real_telegram() {
    let world = World::new();
    let real = Environment::production();
    let (modulus, exponent) = (real.keys()[0].modulus(), real.keys()[0].exponent());
    let disguised = super::journey::with_key(world.sandbox.environment(), modulus, exponent);
    let ran = run(&disguised, &["--export", "gramjs"], &[]).await;
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("not exported"), "{}", ran.err);
    assert_eq!(world.sandbox.asked().len(), 0);
}
