//! The committed vectors, read as anybody would.

use std::{collections::BTreeMap, fs, path::Path};

use secrecy::SecretString;
use serde_json::Value;
use signet_seal::{Card, Error, Expected, Fingerprint, SealingKey, Signer};

fn vectors(kind: &str) -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    files
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.strip_prefix(kind)?.to_owned();
            let vector = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
            Some((name, vector))
        })
        .collect()
}

#[test]
fn every_envelope_opens_or_stays_closed_as_its_file_says() {
    let vectors = vectors("envelope_");
    assert_eq!(vectors.len(), 48);
    for (name, vector) in vectors {
        let text = |pointer: &str| vector.pointer(pointer).unwrap().as_str().unwrap();
        let key = SealingKey::from_text(&SecretString::from(text("/key"))).unwrap();
        let device = vector.pointer("/expected/device").unwrap().as_str();
        let expected = Expected {
            environment: text("/expected/environment"),
            platform: text("/expected/platform"),
            service: text("/expected/service").parse().unwrap(),
            user: text("/expected/user"),
            grant: text("/expected/grant").parse().unwrap(),
            device: device.map(|device| device.parse().unwrap()),
            now: vector.pointer("/expected/now").unwrap().as_u64().unwrap(),
        };
        let opened = key.open(text("/envelope").as_bytes(), &expected);
        match vector.get("session") {
            Some(session) => {
                let opened = opened.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(session["userId"], opened.session.user_id(), "{name}");
                assert_eq!(session["port"], opened.session.address().port(), "{name}");
            }
            None => assert_eq!(opened.err(), Some(Error::Closed), "{name}"),
        }
    }
}

#[test]
fn every_card_is_read_or_refused_as_its_file_says() {
    let vectors = vectors("card_");
    assert_eq!(vectors.len(), 14);
    for (name, vector) in vectors {
        let platform = &vector["platform"];
        let key = platform["key"].as_str().map(|key| key.parse().unwrap());
        let signer = match &key {
            Some(key) => Signer::Platform {
                origin: platform["origin"].as_str().unwrap(),
                key,
            },
            None => Signer::Service,
        };
        let read = Card::read(
            vector["card"].as_str().unwrap(),
            signer,
            vector["now"].as_u64().unwrap(),
        );
        match read {
            Ok(card) => {
                let says = &vector["says"];
                assert_eq!(says["name"], card.name(), "{name}");
                assert_eq!(says["purpose"], card.purpose(), "{name}");
                let words = Fingerprint::of(card.identity_key()).to_string();
                assert_eq!(says["identityWords"], words, "{name}");
            }
            Err(error) => assert_eq!(vector["error"], error.to_string(), "{name}"),
        }
    }
}
