//! Envelopes: what is read is written again the same, whatever a device seals and signs.
//!
//! An input that begins with `{` is an envelope; any other is a plaintext, encrypted and signed as
//! it should be, so that what lies behind the encryption is reached too.

#![no_main]

use std::sync::LazyLock;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use hpke::{
    Deserializable, Kem, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256,
    kem::X25519HkdfSha256, single_shot_seal,
};
use libfuzzer_sys::fuzz_target;
use secrecy::SecretString;
use serde_json::Value;
use signet_seal::{Envelope, Error, Expected, SealingKey};

/// The device's secret in all vectors.
const DEVICE: [u8; 32] = [0x33; 32];

/// The service's, in all vectors.
const SERVICE: [u8; 32] = [0x44; 32];

struct Good {
    key: SealingKey,
    envelope: Value,
    expected: Value,
    info: Vec<u8>,
}

static GOOD: LazyLock<Good> = LazyLock::new(|| {
    let vector = include_str!("../../crates/seal/vectors/envelope_x25519.json");
    let vector: Value = serde_json::from_str(vector).expect("a vector");
    let text = |name: &str| vector[name].as_str().expect("a text");
    let envelope = Envelope::read(text("envelope").as_bytes()).expect("an envelope");
    Good {
        key: SealingKey::from_text(&SecretString::from(text("key"))).expect("a key"),
        envelope: serde_json::from_str(text("envelope")).expect("JSON"),
        expected: vector["expected"].clone(),
        info: envelope.info(),
    }
});

fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u32).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

fn sealed(good: &Good, plaintext: &[u8]) -> String {
    type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
    let public = X25519HkdfSha256::sk_to_pk(&Private::from_bytes(&SERVICE).expect("a key"));
    let (enc, ct) = single_shot_seal::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &good.info,
        plaintext,
        b"",
    )
    .expect("sealing works");
    let enc = enc.to_bytes();
    let kid = good.envelope["kid"].as_str().expect("a text");
    let signed = framed(&[
        b"signet/envelope-sig/v1",
        &good.info,
        kid.as_bytes(),
        &enc,
        &ct,
    ]);
    let signature = SigningKey::from_bytes(&DEVICE).sign(&signed).to_bytes();
    let mut envelope = good.envelope.clone();
    envelope["enc"] = BASE64_URL_SAFE_NO_PAD.encode(enc).into();
    envelope["ct"] = BASE64_URL_SAFE_NO_PAD.encode(ct).into();
    envelope["sig"] = BASE64_URL_SAFE_NO_PAD.encode(signature).into();
    envelope.to_string()
}

fuzz_target!(|input: &[u8]| {
    let good = &*GOOD;
    let text = |name: &str| good.expected[name].as_str().expect("a text");
    let expected = Expected {
        environment: text("environment"),
        platform: text("platform"),
        service: text("service").parse().expect("an id"),
        user: text("user"),
        grant: text("grant").parse().expect("an id"),
        device: None,
        now: good.expected["now"].as_u64().expect("a moment"),
    };
    if input.starts_with(b"{") {
        if let Ok(envelope) = Envelope::read(input) {
            let again = Envelope::read(envelope.to_json().as_bytes());
            assert_eq!(again, Ok(envelope));
        }
        if let Err(error) = good.key.open(input, &expected) {
            assert_eq!(error, Error::Closed);
        }
        return;
    }
    let mut plaintext = input.to_vec();
    plaintext.resize(plaintext.len().next_multiple_of(512).max(512), 0);
    match good
        .key
        .open(sealed(good, &plaintext).as_bytes(), &expected)
    {
        // Whatever opens is a session in its one form: a map of nine entries, behind its length.
        Ok(opened) => {
            assert!((1..1 << 53).contains(&opened.session.user_id()));
            assert_eq!(plaintext[2..5], [0xa9, 0, 1]);
        }
        Err(error) => assert_eq!(error, Error::Closed),
    }
});
