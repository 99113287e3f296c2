//! A flipped bit, a cut length, a swapped field, somebody else's envelope: nothing opens.

use serde_json::Value;
use signet_seal::{Envelope, Error, Expected, Suite};

use crate::{
    any::one,
    parties::{NOW, Parties},
};

fn sealed(suite: Suite) -> (Parties, String) {
    let parties = Parties::new(suite);
    let json = parties.seal(&one()).to_json();
    assert!(
        parties
            .key
            .open(json.as_bytes(), &parties.expected())
            .is_ok()
    );
    (parties, json)
}

fn refused(parties: &Parties, json: &[u8], why: impl std::fmt::Display) {
    let opened = parties.key.open(json, &parties.expected());
    assert_eq!(opened.err(), Some(Error::Closed), "{why}");
    assert_eq!(Envelope::read(json).err(), Some(Error::Envelope), "{why}");
}

#[test]
fn every_flipped_bit_is_refused() {
    for suite in Suite::ALL {
        let (parties, json) = sealed(suite);
        for bit in 0..json.len() * 8 {
            let mut bad = json.clone().into_bytes();
            bad[bit / 8] ^= 1 << (bit % 8);
            refused(&parties, &bad, format_args!("{suite:?} bit {bit}"));
        }
    }
}

#[test]
fn every_cut_is_refused() {
    for suite in Suite::ALL {
        let (parties, json) = sealed(suite);
        for length in 0..json.len() {
            refused(&parties, &json.as_bytes()[..length], length);
            refused(&parties, &json.as_bytes()[length + 1..], length);
        }
    }
}

#[test]
fn every_field_of_another_envelope_is_refused() {
    for suite in Suite::ALL {
        let (parties, json) = sealed(suite);
        // Sealed by everybody else: another service, device, grant, and a moment later.
        let mut others = Parties::new(suite);
        others.key = signet_seal::SealingKey::random(suite, "two").unwrap();
        let card = others.card();
        let scopes = [];
        let sealing = signet_seal::Sealing {
            environment: "test",
            user: "user-4712",
            scopes: &scopes,
            issued_at: NOW + 1,
            expires_at: NOW + 501,
            ..others.sealing(&card)
        };
        let line = crate::parties::recorded(&format!("grant:{}", others.grant));
        let other = sealing
            .seal(line, &one(), &others.device)
            .unwrap()
            .to_json();
        let good: Value = serde_json::from_str(&json).unwrap();
        let other: Value = serde_json::from_str(&other).unwrap();

        let mut swapped = 0;
        for pointer in [
            "/kid",
            "/context",
            "/enc",
            "/ct",
            "/sig",
            "/context/environment",
            "/context/service",
            "/context/card",
            "/context/grant",
            "/context/user",
            "/context/device",
            "/context/scopes",
            "/context/issuedAt",
            "/context/expiresAt",
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(pointer).unwrap() = other.pointer(pointer).unwrap().clone();
            assert_ne!(bad, good, "{pointer}");
            refused(&parties, bad.to_string().as_bytes(), pointer);
            swapped += 1;
        }
        assert_eq!(swapped, 14);
        for (pointer, value) in [
            ("/v", Value::from(2)),
            (
                "/suite",
                match suite {
                    Suite::XWing => Suite::X25519.name().into(),
                    Suite::X25519 => Suite::XWing.name().into(),
                },
            ),
            ("/context/platform", "https://other.example".into()),
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(pointer).unwrap() = value;
            refused(&parties, bad.to_string().as_bytes(), pointer);
        }
    }
}

#[test]
fn an_intact_envelope_of_somebody_else_stays_closed() {
    let (parties, json) = sealed(Suite::XWing);
    let good = parties.expected();
    let others = Parties::new(Suite::XWing);
    let stranger = Some(others.device.verifying_key());
    for expected in [
        Expected {
            environment: "test",
            ..good
        },
        Expected {
            platform: "https://atlas.example:8443",
            ..good
        },
        Expected {
            service: others.service,
            ..good
        },
        Expected {
            user: "user-4712",
            ..good
        },
        Expected { user: "", ..good },
        Expected {
            grant: others.grant,
            ..good
        },
        Expected {
            device: stranger,
            ..good
        },
        Expected {
            now: NOW - 301,
            ..good
        },
        Expected {
            now: NOW + 500,
            ..good
        },
        Expected {
            now: u64::MAX,
            ..good
        },
    ] {
        let opened = parties.key.open(json.as_bytes(), &expected);
        assert_eq!(opened.err(), Some(Error::Closed));
    }
    let opened = others.key.open(json.as_bytes(), &good);
    assert_eq!(opened.err(), Some(Error::Closed), "another key");
    let device = Some(parties.device.verifying_key());
    let edges = [NOW - 300, NOW + 499];
    for now in edges {
        let expected = Expected {
            now,
            device,
            ..good
        };
        assert!(parties.key.open(json.as_bytes(), &expected).is_ok());
    }
}

#[test]
fn every_flipped_bit_of_a_card_is_refused() {
    let parties = Parties::new(Suite::X25519);
    let card = parties.card();
    let key = parties.platform.verifying_key();
    for bit in 0..card.as_str().len() * 8 {
        let mut bad = card.as_str().to_owned().into_bytes();
        bad[bit / 8] ^= 1 << (bit % 8);
        let Ok(bad) = String::from_utf8(bad) else {
            continue;
        };
        let signer = signet_seal::Signer::Platform {
            origin: crate::parties::ORIGIN,
            key: &key,
        };
        assert!(
            signet_seal::Card::read(&bad, signer, NOW).is_err(),
            "bit {bit}"
        );
    }
}
