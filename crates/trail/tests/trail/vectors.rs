//! Chains written by another implementation, each named for its fault.

use std::{collections::BTreeMap, fs, path::Path};

use secrecy::SecretBox;
use serde::Deserialize;
use signet_trail::{Error, Head, TrailKey, Verifier};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    key: String,
    anchor: Option<String>,
    kept: Option<String>,
    lines: Vec<StoredLine>,
    faults: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredLine {
    event: String,
    link: String,
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn vectors() -> BTreeMap<String, Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (
                name,
                serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_chain_is_judged_as_its_name_says() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 26);
    for (name, vector) in vectors {
        let key: [u8; 32] = bytes(&vector.key).try_into().unwrap();
        let key = TrailKey::new(SecretBox::new(Box::new(key)));
        let head = |text: Option<String>| text.map(|text| text.parse::<Head>().unwrap());
        let mut verifier = Verifier::new(&key, head(vector.anchor), head(vector.kept));
        for line in &vector.lines {
            verifier.line(&bytes(&line.event), &bytes(&line.link));
        }
        let faults = match verifier.finish() {
            Ok(verified) => {
                assert_eq!(verified.lines, vector.lines.len() as u64, "{name}");
                Vec::new()
            }
            Err(Error::Broken(faults)) => faults.iter().map(ToString::to_string).collect(),
            Err(other) => panic!("{name}: {other}"),
        };
        assert_eq!(faults, vector.faults, "{name}");
    }
}
