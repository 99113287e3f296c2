//! The HPKE library against the vectors of RFC 9180 and of X-Wing.

use std::convert::Infallible;

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable,
    aead::{Aead, AesGcm256, ChaCha20Poly1305},
    kdf::HkdfSha256,
    kem::{X25519HkdfSha256, XWing},
    rand_core::{TryCryptoRng, TryRng},
    setup_receiver, setup_sender_with_rng,
};
use serde_json::{Value, json};
use signet_test_foreign::{Language, ask};

fn vectors(question: &Value) -> Vec<Value> {
    let answer = ask(Language::Python, "hpke_vectors.py", question);
    let answer = answer.unwrap_or_else(|error| panic!("{error}"));
    answer.as_array().unwrap().clone()
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

/// The vector's own random numbers.
struct Given(Vec<u8>);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("the library draws bytes")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("the library draws bytes")
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Infallible> {
        let rest = self.0.split_off(into.len());
        into.copy_from_slice(&std::mem::replace(&mut self.0, rest));
        Ok(())
    }
}

impl TryCryptoRng for Given {}

/// Seals and opens every encryption of a vector; returns how many there were.
fn compare<A: Aead, K: Kem>(vector: &Value) -> usize {
    let info = bytes(&vector["info"]);
    let public = K::PublicKey::from_bytes(&bytes(&vector["pkRm"])).unwrap();
    let secret = K::PrivateKey::from_bytes(&bytes(&vector["skRm"])).unwrap();
    assert!(K::sk_to_pk(&secret) == public);
    let mut random = Given(bytes(&vector["ikmE"]));
    let (enc, mut sender) =
        setup_sender_with_rng::<A, HkdfSha256, K>(&OpModeS::Base, &public, &info, &mut random)
            .unwrap();
    assert_eq!(enc.to_bytes().to_vec(), bytes(&vector["enc"]));
    let mut receiver =
        setup_receiver::<A, HkdfSha256, K>(&OpModeR::Base, &secret, &enc, &info).unwrap();
    let encryptions = vector["encryptions"].as_array().unwrap();
    for (at, one) in encryptions.iter().enumerate() {
        let [aad, plain, sealed] = ["aad", "pt", "ct"].map(|name| bytes(&one[name]));
        assert_eq!(sender.seal(&plain, &aad).unwrap(), sealed, "{at}");
        assert_eq!(receiver.open(&sealed, &aad).unwrap(), plain, "{at}");
    }
    encryptions.len()
}

#[test]
fn rfc_9180_agrees_on_all_257_encryptions_of_our_x25519_suite() {
    let vectors = vectors(&json!({
        "file": "test-vectors.json", "mode": 0, "kem_id": 0x20, "kdf_id": 1, "aead_id": 2,
    }));
    let [vector] = &vectors[..] else {
        panic!("{} vectors", vectors.len())
    };
    assert_eq!(compare::<AesGcm256, X25519HkdfSha256>(vector), 257);
}

/// There are none with AES-256-GCM; the encapsulation is ours all the same.
#[test]
fn x_wing_agrees_on_all_10_encryptions() {
    let vectors = vectors(&json!({
        "file": "hpke-pq-test-vectors.json", "mode": 0, "kem_id": 0x647a, "kdf_id": 1, "aead_id": 3,
    }));
    let [vector] = &vectors[..] else {
        panic!("{} vectors", vectors.len())
    };
    assert_eq!(compare::<ChaCha20Poly1305, XWing>(vector), 10);
}
