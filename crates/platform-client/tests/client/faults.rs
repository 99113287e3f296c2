//! A platform that fails in every way: an error with a way on, never a hang.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::json;
use signet_contract::platform::{Credential, DeviceDescription, NewLink};
use signet_platform_client::{Category, Consumer, Error, SystemClock, Unreached, Visit};
use tokio::net::TcpListener;

use crate::{
    device::well_known,
    parties::{ENVIRONMENT, USER, address, consumer, device, patience},
    server::{Answer, Server, done, refused},
};

const TOKEN: &str = "/api/telegram-auth/token";
const LINKS: &str = "/api/telegram-auth/link-tokens";

fn wanted() -> NewLink {
    NewLink {
        user_id: USER.parse().unwrap(),
        user_label: "Mara".parse().unwrap(),
        scopes: vec!["messages:read".parse().unwrap()],
        access_until: None,
        redirect_uri: None,
    }
}

pub fn token() -> Answer {
    done(json!({
        "accessToken": "at_planted",
        "tokenType": "Bearer",
        "expiresIn": 900,
        "expiresAt": "2099-01-01T00:00:00Z",
        "scopes": [],
    }))
}

/// A server that gives tokens well and answers everything else like this.
async fn bad(answer: impl Fn(usize) -> Answer + Send + Sync + 'static) -> (Server, Consumer) {
    let server = Server::start(move |seen, before| {
        if seen.path == TOKEN {
            token()
        } else {
            answer(before)
        }
    })
    .await;
    let consumer = consumer(server.origin());
    (server, consumer)
}

async fn failed(consumer: &Consumer) -> Error {
    let error = consumer.link(&wanted()).await.unwrap_err();
    let printed = format!("{error} {error:?}");
    for secret in ["planted", "127.0.0.1"] {
        assert!(!printed.contains(secret), "{printed}");
    }
    error
}

#[tokio::test]
async fn an_outage_is_tried_again_and_then_given_up() {
    let (server, consumer) = bad(|_| refused(503, "NOT_READY")).await;
    let error = failed(&consumer).await;
    assert_eq!(error.category(), Category::PlatformService);
    assert_eq!(server.count("POST", LINKS), 3);
    assert_eq!(server.count("POST", TOKEN), 1, "one token is enough");
}

#[tokio::test]
async fn an_outage_that_passes_is_not_noticed() {
    let link = json!({
        "linkId": "0199c0de-9ca7-7000-8000-000000000007",
        "token": "lt_planted",
        "pageUrl": "https://atlas.example/link/lt_planted",
        "appUrl": "signet://link?p=x&t=lt_planted",
        "expiresAt": "2099-01-01T00:00:00Z",
    });
    let (server, consumer) = bad(move |before| match before {
        1 => Answer::Hangup,
        2 => Answer::Raw(b"HTTP/1.1 502 x\r\nContent-Length: 4\r\n\r\noops".to_vec()),
        _ => done(link.clone()),
    })
    .await;
    assert!(consumer.link(&wanted()).await.is_ok());
    assert_eq!(server.count("POST", LINKS), 3);
}

#[tokio::test]
async fn a_refusal_is_not_tried_again() {
    for (status, code, category) in [
        (422, "VALIDATION_FAILED", Category::PlatformService),
        (403, "FORBIDDEN", Category::Authentication),
        (404, "NEVER_HEARD_OF", Category::Unknown),
    ] {
        let (server, consumer) = bad(move |_| refused(status, code)).await;
        let error = failed(&consumer).await;
        assert_eq!(error.category(), category);
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.status, status);
        assert_eq!(refusal.request_id, "request-1");
        assert_eq!(refusal.reference.unwrap().to_string(), "7F3K-2Q9D");
        assert_eq!(server.count("POST", LINKS), 1);
    }
}

fn limited(seconds: &str) -> Answer {
    let headers = vec![("Retry-After".to_owned(), seconds.to_owned())];
    Answer::Json(429, headers, serde_json::Value::Null)
}

#[tokio::test]
async fn a_limit_is_waited_for_as_long_as_it_asks() {
    let (server, consumer) = bad(|before| match before {
        1 => limited("1"),
        _ => refused(422, "VALIDATION_FAILED"),
    })
    .await;
    let start = Instant::now();
    failed(&consumer).await;
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.count("POST", LINKS), 2);
}

#[tokio::test]
async fn a_long_limit_is_left_to_the_caller() {
    let (server, consumer) = bad(|_| limited("600")).await;
    let error = failed(&consumer).await;
    assert_eq!(error.category(), Category::RateLimit);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(600)));
    assert_eq!(server.count("POST", LINKS), 1);
}

#[tokio::test]
async fn silence_and_slow_answers_end_in_time() {
    let whole = b"HTTP/1.1 200 x\r\nContent-Length: 1000\r\n\r\n{\"success\":true,\"data\":{}}   ";
    for slow in [false, true] {
        let (server, consumer) = bad(move |_| {
            if slow {
                Answer::Slow(whole.to_vec(), Duration::from_millis(50))
            } else {
                Answer::Silence
            }
        })
        .await;
        let start = Instant::now();
        let error = failed(&consumer).await;
        assert!(
            matches!(error, Error::Network(Unreached::TimedOut)),
            "{error:?}"
        );
        assert_eq!(error.category(), Category::Network);
        let took = start.elapsed();
        assert!(
            took >= Duration::from_secs(3) && took < Duration::from_secs(8),
            "{took:?}"
        );
        assert_eq!(server.count("POST", LINKS), 3);
    }
}

#[tokio::test]
async fn garbage_is_an_error_and_not_asked_for_again() {
    let answer = |body: &str| {
        let length = body.len();
        format!("HTTP/1.1 200 x\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
    };
    for body in [
        "",
        "<html>",
        "{}",
        "[]",
        r#"{"success":true}"#,
        r#"{"success":false,"data":{}}"#,
        r#"{"success":true,"data":{"linkId":7}}"#,
    ] {
        let raw = answer(body);
        let (server, consumer) = bad(move |_| Answer::Raw(raw.clone())).await;
        let error = failed(&consumer).await;
        assert!(matches!(error, Error::Answer(200)), "{body}: {error:?}");
        assert_eq!(server.count("POST", LINKS), 1, "{body}");
    }
}

#[tokio::test]
async fn what_is_no_http_or_breaks_off_is_a_broken_connection() {
    for raw in [
        &b"\x16\x03\x01 no http at all\r\n\r\n"[..],
        b"HTTP/1.1 200 x\r\nContent-Length: 1000\r\n\r\n{\"success\"",
        b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let (_server, consumer) = bad(move |_| Answer::Raw(raw.to_vec())).await;
        let error = failed(&consumer).await;
        assert!(
            matches!(error, Error::Network(Unreached::Broken)),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let (server, consumer) = bad(|_| {
        let mut bytes = b"HTTP/1.1 200 x\r\nContent-Length: 999999999\r\n\r\n".to_vec();
        bytes.resize(2 << 20, b' ');
        Answer::Raw(bytes)
    })
    .await;
    assert!(matches!(failed(&consumer).await, Error::TooLarge));
    assert_eq!(server.count("POST", LINKS), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::start(|_, _| done(json!({}))).await;
    for status in [301, 302, 307, 308] {
        let location = format!("{}{LINKS}", other.origin());
        let (_server, consumer) = bad(move |_| {
            let headers = vec![("Location".to_owned(), location.clone())];
            Answer::Json(status, headers, json!({}))
        })
        .await;
        assert!(matches!(failed(&consumer).await, Error::Redirected));
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn nobody_there_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = failed(&consumer(&origin)).await;
    assert!(
        matches!(error, Error::Network(Unreached::NotConnected)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_platform_that_keeps_failing_is_left_alone() {
    let (server, consumer) = bad(|_| refused(500, "INTERNAL")).await;
    failed(&consumer).await;
    let error = failed(&consumer).await;
    assert!(matches!(error, Error::Resting(_)), "{error:?}");
    assert_eq!(server.count("POST", LINKS), 5, "the fifth failure opens it");
    let rest = failed(&consumer).await.retry_after().unwrap();
    assert!(rest > Duration::from_secs(20) && rest <= Duration::from_secs(30));
    assert_eq!(server.count("POST", LINKS), 5);
}

#[tokio::test]
async fn what_works_once_is_not_sent_twice() {
    let server = Server::with_origin(|origin| {
        let known = well_known(origin);
        move |seen, _| match seen.path.as_str() {
            "/.well-known/signet" => done(known.clone()),
            _ => Answer::Silence,
        }
    })
    .await;
    let visit = Visit::open(
        &address(server.origin()),
        ENVIRONMENT,
        None,
        patience(),
        Arc::new(SystemClock),
    )
    .await
    .unwrap();
    let description = DeviceDescription {
        name: "desk".parse().unwrap(),
        system: "linux".parse().unwrap(),
        version: "0.1.0".parse().unwrap(),
    };
    let token = Credential::new("lt_planted".to_owned());
    let redeemed = visit.redeem(&token, &device(), description, None).await;
    let error = redeemed.unwrap_err();
    assert!(
        matches!(error, Error::Network(Unreached::TimedOut)),
        "{error:?}"
    );
    assert_eq!(
        server.count("POST", "/api/telegram-auth/link-tokens/redeem"),
        1
    );
}

#[tokio::test]
async fn a_token_that_is_no_longer_taken_is_replaced_once() {
    let (server, consumer) = bad(|_| refused(401, "CREDENTIAL_EXPIRED")).await;
    let error = failed(&consumer).await;
    assert_eq!(error.category(), Category::Authentication);
    assert_eq!(server.count("POST", TOKEN), 2);
    assert_eq!(server.count("POST", LINKS), 2);
}

#[tokio::test]
async fn many_at_once_share_one_token() {
    let (server, consumer) = bad(|_| refused(422, "VALIDATION_FAILED")).await;
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let consumer = consumer.clone();
            tokio::spawn(async move { failed(&consumer).await.category() })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), Category::PlatformService);
    }
    assert_eq!(server.count("POST", TOKEN), 1);
    let seen = server.seen();
    let token = seen.iter().find(|seen| seen.path == TOKEN).unwrap();
    assert_eq!(token.header("authorization"), "ApiKey sk_planted");
    let link = seen.iter().find(|seen| seen.path == LINKS).unwrap();
    assert_eq!(link.header("authorization"), "Bearer at_planted");
}
