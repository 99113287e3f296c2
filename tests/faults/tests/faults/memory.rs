//! The memory of a process that had a vault open: once it is locked, its master key is gone.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdout},
    thread,
    time::Duration,
};

use signet_test_faults::{folder, start, task};
use signet_test_markers::{Markers, Memory, Sighting};
use signet_vault::keychain::Entry;

use crate::{
    home::Home,
    story::Operation,
    walk::{prepare, wait},
};

/// What is done before it is locked: making, sealing, opening, a kit, a new key.
const LIFE: [Operation; 7] = [
    Operation::Make,
    Operation::KeepSignIn,
    Operation::SignIn,
    Operation::PinPlatform,
    Operation::MakeKit,
    Operation::Rotate,
    Operation::RefreshCard,
];

#[test]
fn a_locked_vault_has_no_master_key_in_memory() {
    if let Some(root) = task() {
        return wait(live(Path::new(&root)));
    }
    let root = folder().unwrap();
    let mut life = Life(start(root.path()).unwrap());
    let mut output = BufReader::new(life.0.stdout.take().unwrap());
    until("open", &mut output);
    let key = key(root.path());
    let before = life.search(&key);
    assert!(!before.is_empty(), "it is not even found while it is used");
    fs::write(root.path().join("lock"), "").unwrap();
    until("locked", &mut output);
    let left: Vec<_> = life.search(&key).iter().map(ToString::to_string).collect();
    assert!(left.is_empty(), "{left:#?}");
}

fn key(root: &Path) -> Markers {
    let home = Home::at(root);
    let key = fs::read(home.keychain.file(&Entry::key(home.id()))).unwrap();
    Markers::new().and("the master key", key)
}

struct Life(Child);

impl Life {
    fn search(&self, markers: &Markers) -> Vec<Sighting> {
        Memory::of(self.0.id()).search(markers).unwrap()
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn until(word: &str, output: &mut BufReader<ChildStdout>) {
    let mut line = String::new();
    while !line.contains(word) {
        line.clear();
        let read = output.read_line(&mut line).unwrap();
        assert!(read > 0, "it ended before it was {word}");
    }
}

async fn live(root: &Path) {
    let mut home = Home::at(root);
    for operation in LIFE {
        operation.run(&mut home).await.unwrap();
    }
    home.close().await;
    prepare(&mut home, Operation::RefreshCard).await;
    Operation::RefreshCard.run(&mut home).await.unwrap();
    say("open");
    while !root.join("lock").exists() {
        thread::sleep(Duration::from_millis(5));
    }
    home.close().await;
    say("locked");
    thread::park();
}

fn say(word: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n{word}").unwrap();
    out.flush().unwrap();
}
