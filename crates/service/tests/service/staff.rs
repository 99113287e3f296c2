//! Members of staff, with their passwords and authenticators.

use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use signet_service::{caller::Rank, clock::Clock};
use signet_trail::Actor;

use crate::harness::{API, Answer, Harness, answer};

pub const PASSWORD: &str = "correct horse battery";

/// Somebody who was invited and signed in.
pub struct Staff {
    pub email: String,
    pub secret: String,
    pub access: String,
    pub refresh: String,
}

impl Staff {
    pub async fn enrol(harness: &Harness, rank: Rank) -> Self {
        Self::named(harness, rank, format!("{rank:?}@staff.example")).await
    }

    pub async fn named(harness: &Harness, rank: Rank, email: String) -> Self {
        let secret = accept(harness, &invite(harness, rank).await, &email).await;
        let signed_in = enter(harness, "activate", &email, &secret, PASSWORD).await;
        Self::of(email, secret, signed_in.data())
    }

    pub fn of(email: String, secret: String, tokens: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            email,
            secret,
            access: text(&tokens["access"]["accessToken"]),
            refresh: text(&tokens["refreshToken"]),
        }
    }

    pub async fn get(&self, harness: &Harness, path: &str) -> Answer {
        harness.bearer(Method::GET, path, &self.access).await
    }

    pub async fn send(&self, harness: &Harness, method: Method, path: &str, body: Value) -> Answer {
        let request = harness.request(method, &format!("{API}{path}"));
        answer(request.bearer_auth(&self.access).json(&body)).await
    }
}

pub async fn post(harness: &Harness, path: &str, body: Value) -> Answer {
    let request = harness.request(Method::POST, &format!("{API}{path}"));
    answer(request.json(&body)).await
}

/// An invitation as the command line makes one.
pub async fn invite(harness: &Harness, rank: Rank) -> String {
    let platform = harness.server.platform();
    let actor = Actor::App("test".parse().unwrap());
    let invitation = platform.reception.invite(platform, actor, rank, None).await;
    invitation.unwrap().invitation.expose().to_owned()
}

/// Takes an invitation and returns the authenticator's secret.
pub async fn accept(harness: &Harness, invitation: &str, email: &str) -> String {
    let body = json!({
        "invitation": invitation, "email": email, "name": "Mara", "password": PASSWORD,
    });
    let accepted = post(harness, "/operators/accept", body).await;
    accepted.data()["totpSecret"].as_str().unwrap().to_owned()
}

pub async fn enter(
    harness: &Harness,
    door: &str,
    email: &str,
    secret: &str,
    password: &str,
) -> Answer {
    let code = code(secret, harness.clock());
    let body = json!({"email": email, "password": password, "code": code});
    post(harness, &format!("/operators/{door}"), body).await
}

/// What an authenticator shows now, by the letter of RFC 6238.
pub fn code(secret: &str, clock: &Clock) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret
        .bytes()
        .map(|letter| alphabet.iter().position(|known| *known == letter).unwrap())
        .map(|value| format!("{value:05b}"))
        .collect();
    let key: Vec<u8> = (0..bits.len() / 8)
        .map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap())
        .collect();
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&key).unwrap();
    mac.update(&(clock.now().unix_seconds() / 30).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let cut = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", cut % 1_000_000)
}
