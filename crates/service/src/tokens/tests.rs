//! Tokens that are not quite right.

use serde_json::{Value, json};
use signet_contract::ids::DeviceId;

use super::*;
use crate::folder::Folder;

const ORIGIN: &str = "https://atlas.example";

fn now() -> Moment {
    Moment::from_unix_millis(1_800_000_000_000)
}

fn keyring() -> (tempfile::TempDir, Keyring) {
    let above = tempfile::tempdir().unwrap();
    let folder = Folder::open(above.path()).unwrap();
    let keyring = Keyring::open(&folder, now()).unwrap();
    (above, keyring)
}

fn good() -> Value {
    let device = DeviceId::now();
    json!({
        "iss": ORIGIN, "aud": ORIGIN, "sub": device, "role": "device", "scopes": [],
        "sid": device, "jti": Uuid::now_v7(),
        "iat": 1_800_000_000, "nbf": 1_800_000_000, "exp": 1_800_000_900,
    })
}

fn code(result: Result<Caller, Error>) -> Option<ErrorCode> {
    match result {
        Ok(_) => None,
        Err(Error::Refused(refused)) => Some(refused.code),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn an_issued_token_is_read_back() {
    let (_folder, keyring) = keyring();
    let party = Party::Device {
        id: DeviceId::now(),
    };
    let issued = issue(&keyring, ORIGIN, &party, Vec::new(), now()).unwrap();
    let caller = verify(&keyring, ORIGIN, issued.access_token.expose(), now()).unwrap();
    assert_eq!(caller.party, party);
    assert_eq!(caller.until, Some(issued.expires_at));
}

#[test]
fn each_claim_is_checked() {
    let (_folder, keyring) = keyring();
    let check = |claims: &Value| {
        let token = keyring.sign_token(TYP, claims).unwrap();
        code(verify(&keyring, ORIGIN, &token, now()))
    };
    assert_eq!(check(&good()), None);
    let changes = [
        ("iss", json!("https://evil.example")),
        ("aud", json!("https://evil.example")),
        ("aud", json!([ORIGIN, "https://evil.example"])),
        ("sub", json!("everyone")),
        ("sub", json!(DeviceId::now())),
        ("role", json!("root")),
        ("role", json!("Device")),
        ("scopes", json!("all")),
        ("sid", json!("")),
        ("jti", json!(1)),
        ("iat", json!(1_800_000_060)),
        ("nbf", json!(1_800_000_060)),
        ("nbf", json!(1_800_000_900)),
        ("exp", json!(1_800_000_901)),
        ("exp", json!(u64::MAX)),
        ("exp", json!(-1)),
        ("exp", json!(1.8e9)),
        ("cnf", json!({"jkt": "x"})),
        ("admin", json!(true)),
    ];
    for (claim, value) in changes {
        let mut claims = good();
        claims[claim] = value.clone();
        assert_eq!(
            check(&claims),
            Some(ErrorCode::CredentialInvalid),
            "{claim} {value}"
        );
    }
    for claim in [
        "iss", "aud", "sub", "role", "scopes", "sid", "jti", "iat", "nbf", "exp",
    ] {
        let mut claims = good();
        claims.as_object_mut().unwrap().remove(claim);
        assert_eq!(
            check(&claims),
            Some(ErrorCode::CredentialInvalid),
            "no {claim}"
        );
    }
}

#[test]
fn a_token_ends_to_the_second() {
    let (_folder, keyring) = keyring();
    let token = keyring.sign_token(TYP, &good()).unwrap();
    let at = |seconds| now().after(Duration::from_secs(seconds));
    assert_eq!(code(verify(&keyring, ORIGIN, &token, at(899))), None);
    assert_eq!(
        code(verify(&keyring, ORIGIN, &token, at(900))),
        Some(ErrorCode::CredentialExpired)
    );
}

#[test]
fn other_types_keys_and_algorithms_are_refused() {
    let (_folder, keyring) = keyring();
    let refused = |token: &str| {
        assert_eq!(
            code(verify(&keyring, ORIGIN, token, now())),
            Some(ErrorCode::CredentialInvalid),
            "{token}"
        );
    };
    refused(&keyring.sign_token("JWT", &good()).unwrap());
    refused(&keyring.platform().sign_jws(TYP, &good()).unwrap());
    let token = keyring.sign_token(TYP, &good()).unwrap();
    let (_, rest) = token.split_once('.').unwrap();
    let (claims, _) = rest.split_once('.').unwrap();
    for header in [
        json!({"alg": "none", "typ": TYP}),
        json!({"alg": "HS256", "typ": TYP}),
        json!({"alg": "EdDSA", "typ": TYP, "kid": "../../secret.key"}),
        json!({"alg": "EdDSA", "typ": TYP, "jku": "https://evil.example/jwks"}),
        json!({"alg": "eddsa", "typ": TYP}),
    ] {
        use base64ct::{Base64UrlUnpadded, Encoding};
        let header = Base64UrlUnpadded::encode_string(header.to_string().as_bytes());
        refused(&format!("{header}.{rest}"));
        refused(&format!("{header}.{claims}."));
        // The classic confusion: an HMAC under the public key.
        let signed = format!("{header}.{claims}");
        let public = keyring.jwks().keys[0].x.clone();
        let mut key = [0; 64];
        key[..public.len()].copy_from_slice(public.as_bytes());
        let mac = {
            use hmac::{Hmac, KeyInit, Mac};
            let mut mac = Hmac::<sha2::Sha256>::new((&key).into());
            mac.update(signed.as_bytes());
            mac.finalize().into_bytes()
        };
        refused(&format!(
            "{signed}.{}",
            Base64UrlUnpadded::encode_string(&mac)
        ));
    }
    for cut in [0, 10, token.len() - 1] {
        refused(&token[..cut]);
    }
    refused(&format!("{token}A"));
    refused(&format!("{token}."));
}
