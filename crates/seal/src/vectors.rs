//! The committed vectors: made again and compared, so that they say what the code does.
//!
//! Whoever changes the format on purpose writes them with
//! `cargo test -p signet-seal --lib -- --ignored write_the_vectors`.

mod cards;
mod envelopes;
pub(crate) mod people;

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Every vector by the name of its file.
fn all() -> BTreeMap<String, Value> {
    let all: Vec<_> = envelopes::all().into_iter().chain(cards::all()).collect();
    let count = all.len();
    let files = all
        .into_iter()
        .map(|(name, value)| (format!("{name}.json"), value));
    let named: BTreeMap<_, _> = files.collect();
    assert_eq!(named.len(), count, "two vectors share a name");
    named
}

#[test]
fn the_committed_vectors_are_what_the_code_makes() {
    let committed: BTreeMap<_, _> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            let text = fs::read(file.path()).unwrap();
            (name, serde_json::from_slice::<Value>(&text).unwrap())
        })
        .collect();
    let made = all();
    assert!(committed.keys().eq(made.keys()), "other files");
    for (name, vector) in made {
        assert_eq!(committed[&name], vector, "{name}");
    }
}

#[test]
#[ignore = "writes files"]
fn write_the_vectors() {
    for (name, vector) in all() {
        fs::write(folder().join(name), format!("{vector:#}\n")).unwrap();
    }
}
