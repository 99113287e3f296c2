//! A member of support staff, over HTTP as the console speaks.

use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use signet_contract::{ids::SessionId, platform::PREFIX};
use signet_service::{caller::Rank, clock::Clock};
use signet_trail::Actor;

use crate::parties::World;

const EMAIL: &str = "ada@staff.example";
const PASSWORD: &str = "correct horse battery";

pub struct Support {
    access: String,
}

impl Support {
    /// Invited as the command line invites, then signed in with password and code.
    pub async fn enrol(world: &World) -> Self {
        let platform = world.server.platform();
        let actor = Actor::App("test".parse().unwrap());
        let reception = &platform.reception;
        let invited = reception
            .invite(platform, actor, Rank::Support, None)
            .await
            .unwrap();
        let body = json!({
            // Exposed to whom it was made for.
            "invitation": invited.invitation.expose(), "email": EMAIL, "name": "Ada",
            "password": PASSWORD,
        });
        let accepted = send(world, Method::POST, "/operators/accept", "", body).await;
        let code = code(accepted["totpSecret"].as_str().unwrap(), world.clock());
        let body = json!({"email": EMAIL, "password": PASSWORD, "code": code});
        let entered = send(world, Method::POST, "/operators/activate", "", body).await;
        let access = entered["access"]["accessToken"].as_str().unwrap();
        Self {
            access: access.to_owned(),
        }
    }

    /// Ends one session, for a reason.
    pub async fn end(&self, world: &World, session: SessionId, reason: &str) {
        let path = format!("/sessions/{session}");
        let body = json!({"reason": reason});
        let ended = send(world, Method::DELETE, &path, &self.access, body).await;
        assert_eq!(ended["session"]["state"], "ending");
        assert_eq!(ended["session"]["revocationReason"], reason);
    }
}

async fn send(world: &World, method: Method, path: &str, token: &str, body: Value) -> Value {
    let client = Client::builder().no_proxy().build().unwrap();
    let address = world.server.address();
    let request = client.request(method, format!("http://{address}{PREFIX}{path}"));
    let request = request.header("content-type", "application/json");
    let request = if token.is_empty() {
        request
    } else {
        request.bearer_auth(token)
    };
    let answer = request.body(body.to_string()).send().await.unwrap();
    let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(answer["success"], true, "{answer}");
    answer["data"].clone()
}

/// What an authenticator shows now, by the letter of RFC 6238.
fn code(secret: &str, clock: &Clock) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret
        .chars()
        .map(|letter| format!("{:05b}", alphabet.find(letter).unwrap()))
        .collect();
    let octets = bits.as_bytes().chunks_exact(8);
    let key: Vec<u8> = octets
        .map(|octet| u8::from_str_radix(std::str::from_utf8(octet).unwrap(), 2).unwrap())
        .collect();
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&key).unwrap();
    mac.update(&(clock.now().unix_seconds() / 30).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let cut = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", cut % 1_000_000)
}
