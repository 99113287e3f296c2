//! Strings that the libraries themselves wrote, and such strings with one thing wrong, each named
//! for what is special about it. All hold the same key: the bytes from 0 to 255.

use std::{collections::BTreeMap, fs, path::Path};

use secrecy::SecretString;
use serde::Deserialize;
use signet_session::{Format, Fragment};

use crate::any::{Said, said};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    format: String,
    string: String,
    says: Option<Says>,
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Says {
    dc: u8,
    address: Option<String>,
    test: Option<bool>,
    user: Option<i64>,
    api_id: Option<i32>,
}

impl Says {
    fn said(self) -> Said {
        Said {
            dc_id: self.dc,
            address: self.address.map(|address| address.parse().unwrap()),
            test: self.test,
            key: std::array::from_fn(|at| at as u8),
            user_id: self.user,
            api_id: self.api_id,
        }
    }
}

fn vectors() -> BTreeMap<String, Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let vector = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
            (name, vector)
        })
        .collect()
}

#[test]
fn every_string_says_or_lacks_what_its_name_tells() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 22);
    for (name, vector) in vectors {
        let format = Format::ALL
            .into_iter()
            .find(|format| format.to_string().to_lowercase() == vector.format)
            .unwrap();
        let read = Fragment::read(format, &SecretString::from(vector.string));
        assert_eq!(
            read.as_ref().err().map(ToString::to_string),
            vector.error,
            "{name}"
        );
        assert_eq!(
            read.ok().map(|fragment| said(&fragment)),
            vector.says.map(Says::said),
            "{name}"
        );
    }
}
