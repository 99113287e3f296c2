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
    let (head, body) = exchange(sandbox, token, method, path, body);
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(&body).unwrap_or_default())
}

fn exchange(
    sandbox: &Sandbox,
    token: &str,
    method: &str,
    path: &str,
    body: &Value,
) -> (String, String) {
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
    (head.to_ascii_lowercase(), body.to_owned())
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

#[test]
fn the_page_runs_nothing_but_its_own_files() {
    let sandbox = controlled();
    let token = &sandbox.control().unwrap().token;
    for path in ["/", "/page.css", "/page.js"] {
        let (head, body) = exchange(&sandbox, "", "GET", path, &Value::Null);
        assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
        let policy = head
            .lines()
            .find_map(|line| line.strip_prefix("content-security-policy: "))
            .unwrap();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("http"),
            "{policy}"
        );
        assert!(head.contains("x-content-type-options: nosniff"));
        assert!(head.contains("referrer-policy: no-referrer"));
        assert!(!body.contains(token.as_str()));
        for elsewhere in ["http:", "https:", "//cdn", "<style", "style=", "onclick="] {
            assert!(!body.contains(elsewhere), "{path} has {elsewhere}");
        }
    }
}

#[test]
fn a_token_in_the_query_is_none() {
    let sandbox = controlled();
    let token = &sandbox.control().unwrap().token;
    let path = format!("/accounts?token={token}");
    assert_eq!(request(&sandbox, "", "GET", &path, &Value::Null).0, 401);
}

#[test]
fn waiting_faults_are_listed_and_cleared() {
    let sandbox = controlled();
    let fault = json!({ "kind": "delay", "milliseconds": 5 });
    let script = json!({ "method": "auth.signIn", "times": 2, "fault": fault });
    assert_eq!(ask(&sandbox, "POST", "/faults", &script).0, 204);
    let (_, waiting) = ask(&sandbox, "GET", "/faults", &Value::Null);
    let expected = json!([{ "method": "auth.signIn", "left": 2, "fault": fault }]);
    assert_eq!(waiting, expected);
    assert_eq!(ask(&sandbox, "DELETE", "/faults", &Value::Null).0, 204);
    let (_, waiting) = ask(&sandbox, "GET", "/faults", &Value::Null);
    assert_eq!(waiting, json!([]));
}

#[tokio::test]
async fn every_button_of_a_person_does_what_it_says() {
    let sandbox = controlled();
    let put = |what: &str, body: Value| {
        let path = format!("/accounts/{PHONE}/{what}");
        assert_eq!(ask(&sandbox, "PUT", &path, &body).0, 204);
    };
    let post = |what: &str, body: Value| {
        let path = format!("/accounts/{PHONE}/{what}");
        assert_eq!(ask(&sandbox, "POST", &path, &body).0, 204);
    };
    let devices = || {
        let path = format!("/accounts/{PHONE}/devices");
        ask(&sandbox, "GET", &path, &Value::Null).1
    };
    let mut client = Client::connect(&sandbox, 2).await;
    put("password", json!({ "password": "x" }));
    put("password", json!({ "password": null }));
    client.enter(PHONE).await;
    let (_, counts) = ask(&sandbox, "GET", "/counts", &Value::Null);
    assert_eq!(
        (&counts["devices"], &counts["keys"]),
        (&json!(1), &json!(sandbox.counts().keys))
    );

    let created = devices()[0]["created"].as_i64().unwrap();
    post("age", json!({ "seconds": 86_400 }));
    assert_eq!(devices()[0]["created"], created - 86_400);
    assert_eq!(devices()[0]["unconfirmed"], false);
    post("unconfirm", Value::Null);
    assert_eq!(devices()[0]["unconfirmed"], true);

    put("standing", json!({ "standing": "frozen" }));
    let token = vec![0; 32];
    let accept = client.call(grammers_tl_types::functions::auth::AcceptLoginToken { token });
    assert_eq!(refusal(accept.await), "420 FROZEN_METHOD_INVALID");
    put("standing", json!({ "standing": "banned" }));
    let state = client.call(grammers_tl_types::functions::updates::GetState {});
    assert_eq!(refusal(state.await), "401 USER_DEACTIVATED_BAN");
    put("standing", json!({ "standing": "good" }));
    client.enter(PHONE).await;
    post("forget-keys", Value::Null);
    let state = client.call(grammers_tl_types::functions::updates::GetState {});
    assert!(state.await.is_err());
}
