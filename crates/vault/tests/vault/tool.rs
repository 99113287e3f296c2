//! `vault-tool`, run as a person runs it.

use std::{
    env, fs,
    io::{Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    sync::Arc,
};

use secrecy::{ExposeSecret, SecretSlice};
use signet_trail::Head;
use signet_vault::{
    Options,
    keychain::{Entry, Keychain, NativeKeychain},
    opening::{Opened, Opener, Opening},
};
use tokio::runtime::Runtime;

use crate::{
    bench::NOW,
    bus::{Bus, on_a_bus},
};

/// Exit code, what was printed, and what was complained of.
type Ran = (i32, String, String);

struct Shelf {
    runtime: Runtime,
    folder: PathBuf,
    opener: Opener,
    opened: Opened,
}

impl Shelf {
    /// A vault whose trail has a line.
    fn on(bus: &Bus) -> (Self, String) {
        let runtime = Runtime::new().unwrap();
        let folder = bus.home().join("vault");
        let keychain = Arc::new(NativeKeychain::new());
        let opener = Opener::new(&folder, "test", Options::default(), keychain);
        let Opening::Open(opened) = runtime.block_on(opener.open(NOW)).unwrap() else {
            panic!("the keychain works");
        };
        let kit = runtime.block_on(opener.make_kit(&opened, NOW)).unwrap();
        let words = kit.words().unwrap().expose_secret().to_owned();
        let shelf = Self {
            runtime,
            folder,
            opener,
            opened,
        };
        (shelf, words)
    }

    /// Gives the folder up and says where it is.
    fn close(self) -> PathBuf {
        self.runtime.block_on(self.opened.store.close());
        drop(self.opener);
        self.folder
    }
}

fn program(vault: &PathBuf, task: &[&str]) -> Command {
    let tests = env::current_exe().unwrap();
    let program = tests.parent().unwrap().join("../examples/vault-tool");
    let mut command = Command::new(program);
    command
        .arg("--vault")
        .arg(vault)
        .args(task)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(vault: &PathBuf, task: &[&str], input: &str) -> Ran {
    let mut child = program(vault, task)
        .spawn()
        .expect("cargo builds examples with the tests");
    let mut stdin = child.stdin.take().unwrap();
    // It may have ended without reading.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = ended.status.code().unwrap();
    (code, text(ended.stdout), text(ended.stderr))
}

#[test]
fn a_whole_vault_is_found_whole_and_not_touched() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let folder = Shelf::on(bus).0.close();
        let before = fs::read(folder.join("vault.db")).unwrap();
        let (code, said, _) = run(&folder, &["check"], "");
        assert_eq!(code, 0, "{said}");
        assert_eq!(
            said,
            "file: whole\nrows: 0 unreadable\ntrail: whole, 1 lines\nhead: fits\n"
        );
        assert_eq!(fs::read(folder.join("vault.db")).unwrap(), before);
    });
}

#[test]
fn an_altered_line_is_named_and_the_exit_code_says_it() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let folder = Shelf::on(bus).0.close();
        let mut bytes = fs::read(folder.join("vault.db")).unwrap();
        let at = bytes.windows(6).position(|six| six == b"export").unwrap();
        bytes[at] = b'i';
        fs::write(folder.join("vault.db"), bytes).unwrap();
        let (code, said, _) = run(&folder, &["check"], "");
        assert_eq!(code, 1);
        assert!(said.contains("trail: line 1 was edited"), "{said}");
    });
}

#[test]
fn a_head_that_tells_of_lines_that_are_gone_does_not_fit() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let (shelf, _) = Shelf::on(bus);
        let head = Entry::head(shelf.opened.vault);
        let folder = shelf.close();
        let ahead = Head::from_parts(9, &[3; 32]).unwrap().to_string();
        let ahead = SecretSlice::from(ahead.into_bytes());
        NativeKeychain::new().write(&head, &ahead).unwrap();
        let (code, said, _) = run(&folder, &["check"], "");
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("head: does not fit"), "{said}");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn its_memory_is_closed_before_it_reads_a_passphrase() {
    on_a_bus(|bus| {
        let folder = bus.home().join("vault");
        let runtime = Runtime::new().unwrap();
        let keychain = Arc::new(NativeKeychain::new());
        let opener = Opener::new(&folder, "test", Options::default(), keychain);
        let begun = opener.begin("correct horse battery".into(), NOW);
        runtime.block_on(async { begun.await.unwrap().store.close().await });
        drop(opener);
        let mut child = program(&folder, &["check"]).spawn().unwrap();
        let mut complaint = child.stderr.take().unwrap();
        // It says so when it waits for the passphrase.
        complaint.read_exact(&mut [0; 10]).unwrap();
        let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        let cores = limits.lines().find(|line| line.contains("core")).unwrap();
        let mut bounds = cores.split_whitespace().skip(4);
        assert_eq!((bounds.next(), bounds.next()), (Some("0"), Some("0")));
        drop(child.stdin.take());
        child.wait().unwrap();
    });
}

#[test]
fn the_trail_is_printed_as_text_and_as_json() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let (shelf, words) = Shelf::on(bus);
        let vault = shelf.opened.vault;
        let folder = shelf.close();
        let (code, said, _) = run(&folder, &["trail"], "");
        let line = format!(
            "1 {} person export begun vault:{vault} -\n",
            NOW.unix_millis()
        );
        assert_eq!((code, said), (0, line));
        let (code, said, _) = run(&folder, &["trail", "--format", "json"], "");
        let object: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!((code, &object["action"]), (0, &"export".into()));
        assert_eq!(object["subject"], format!("vault:{vault}"));
        assert!(!said.contains(words.split(' ').next().unwrap()));
    });
}

#[test]
fn a_kit_on_standard_input_brings_the_key_back() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let (shelf, words) = Shelf::on(bus);
        let entry = Entry::key(shelf.opened.vault);
        let folder = shelf.close();
        let keychain = NativeKeychain::new();
        keychain.remove(&entry).unwrap();
        let (code, _, complaint) = run(&folder, &["check"], "");
        assert_eq!(code, 3, "{complaint}");
        assert!(complaint.contains("no such entry"), "{complaint}");

        let cut = words.rsplit_once(' ').unwrap().0;
        let (code, said, complaint) = run(&folder, &["restore"], cut);
        assert_eq!(code, 3);
        assert!(
            complaint.contains("has 24 words, this has 23"),
            "{complaint}"
        );
        assert!(!(said + &complaint).contains(&words[..8]));
        let (code, said, complaint) = run(&folder, &["restore"], &words);
        assert_eq!(code, 0, "{complaint}");
        assert_eq!(said, "the key is in the keychain again\n");
        assert_eq!(run(&folder, &["check"], "").0, 0);
    });
}

#[test]
fn a_backup_is_a_vault_that_opens_and_replaces_nothing() {
    on_a_bus(|bus| {
        let _daemon = bus.start_keychain();
        let folder = Shelf::on(bus).0.close();
        let file = bus.home().join("copy.db");
        let backup = ["backup", &file.to_string_lossy()];
        let (code, said, complaint) = run(&folder, &backup, "");
        assert_eq!(code, 0, "{complaint}");
        assert_eq!(said.trim(), file.to_string_lossy());
        let again = run(&folder, &backup, "");
        assert_eq!(again.0, 3, "a file was written over");

        let other = bus.home().join("other");
        fs::create_dir(&other).unwrap();
        fs::copy(&file, other.join("vault.db")).unwrap();
        let (code, said, complaint) = run(&other, &["check"], "");
        assert_eq!(code, 0, "{said}{complaint}");
    });
}

#[test]
fn what_cannot_be_meant_and_what_cannot_be_done_have_their_codes() {
    on_a_bus(|bus| {
        let nowhere = bus.home().join("nowhere");
        assert_eq!(run(&nowhere, &["check"], "").0, 3);
        assert!(!nowhere.exists(), "looking made a folder");
        assert_eq!(run(&nowhere, &["unknown"], "").0, 2);
        assert_eq!(run(&nowhere, &["trail", "--format", "xml"], "").0, 2);
        let (code, help, _) = run(&nowhere, &["--help"], "");
        assert_eq!(code, 0);
        for word in ["check", "trail", "restore", "backup", "Exit codes"] {
            assert!(help.contains(word), "{help}");
        }
        let _daemon = bus.start_keychain();
        let (shelf, _) = Shelf::on(bus);
        let (code, _, complaint) = run(&shelf.folder, &["check"], "");
        assert_eq!(code, 3);
        assert!(complaint.contains("another process"), "{complaint}");
    });
}
