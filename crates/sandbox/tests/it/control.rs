//! Control over HTTP: guarded, and as able as the handle.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use serde_json::{Value, json};
use signet_sandbox::{Config, Sandbox, SandboxError};

use crate::client::{API_HASH, Client, person, refusal};

const PHONE: &str = "9996621234";

fn controlled() -> Sandbox {
    Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        control: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        accounts: vec![person(PHONE)],
        ..Config::default()
    })
    .unwrap()
}

/// Status and body of one request with the given token.
fn request(sandbox: &Sandbox, token: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let address = sandbox.control().unwrap().address;
    let mut stream = TcpStream::connect(address).unwrap();
    let body = body.to_string();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_default())
}

fn ask(sandbox: &Sandbox, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let token = &sandbox.control().unwrap().token;
    request(sandbox, token, method, path, body)
}

#[test]
fn without_the_token_nothing_is_done() {
    let sandbox = controlled();
    let (status, _) = request(&sandbox, "wrong", "GET", "/violations", &Value::Null);
    assert_eq!(status, 401);
}

#[test]
fn the_page_holds_nothing_and_the_list_needs_the_token() {
    let sandbox = controlled();
    assert_eq!(request(&sandbox, "", "GET", "/", &Value::Null).0, 200);
    assert_eq!(
        request(&sandbox, "", "GET", "/accounts", &Value::Null).0,
        401
    );
    let (_, listed) = ask(&sandbox, "GET", "/accounts", &Value::Null);
    assert_eq!(listed[0]["phone"], PHONE);
    assert_eq!(listed[0]["code"], Value::Null);
    let control = sandbox.control().unwrap();
    assert!(control.page().ends_with(&control.token));
}

#[test]
fn only_loopback_is_listened_on() {
    let started = Sandbox::start(Config {
        listen: SocketAddr::from(([0, 0, 0, 0], 0)),
        ..Config::default()
    });
    assert!(matches!(started, Err(SandboxError::NotLoopback(_))));
}

#[tokio::test]
async fn an_account_made_over_http_signs_in_with_the_code_read_there() {
    let sandbox = controlled();
    let new = json!({ "phone": "4915112345678", "firstName": "Greta" });
    let (status, made) = ask(&sandbox, "POST", "/accounts", &new);
    assert_eq!(status, 201);
    assert!(made["userId"].is_i64());
    let (status, _) = ask(&sandbox, "POST", "/accounts", &new);
    assert_eq!(status, 409);

    let mut client = Client::connect(&sandbox, 2).await;
    let hash = client.send_code("4915112345678").await.unwrap();
    let (_, answer) = ask(
        &sandbox,
        "GET",
        "/accounts/4915112345678/code",
        &Value::Null,
    );
    let code = answer["code"].as_str().unwrap();
    client.sign_in("4915112345678", &hash, code).await.unwrap();
    let path = "/accounts/4915112345678/devices";
    let (_, devices) = ask(&sandbox, "GET", path, &Value::Null);
    assert_eq!(devices[0]["deviceModel"], "Test");
    let (_, violations) = ask(&sandbox, "GET", "/violations", &Value::Null);
    assert_eq!(violations, json!([]));
}

#[tokio::test]
async fn faults_standing_and_passwords_can_be_set_over_http() {
    let sandbox = controlled();
    let mut client = Client::connect(&sandbox, 2).await;
    let fault = json!({
        "method": "auth.sendCode",
        "times": 1,
        "fault": { "kind": "error", "code": 500, "message": "AUTH_RESTART" },
    });
    assert_eq!(ask(&sandbox, "POST", "/faults", &fault).0, 204);
    assert_eq!(refusal(client.send_code(PHONE).await), "500 AUTH_RESTART");

    let path = format!("/accounts/{PHONE}/password");
    let password = json!({ "password": "x" });
    assert_eq!(ask(&sandbox, "PUT", &path, &password).0, 204);
    let hash = client.send_code(PHONE).await.unwrap();
    let needed = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(needed), "401 SESSION_PASSWORD_NEEDED");

    let path = format!("/accounts/{PHONE}/standing");
    let standing = json!({ "standing": "banned" });
    assert_eq!(ask(&sandbox, "PUT", &path, &standing).0, 204);
    let banned = client.send_code(PHONE).await;
    assert_eq!(refusal(banned), "400 PHONE_NUMBER_BANNED");
    let (status, _) = ask(&sandbox, "PUT", "/accounts/1/standing", &standing);
    assert_eq!(status, 404);
}
