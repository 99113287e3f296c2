//! What every answer has in common.

use reqwest::Method;

use crate::harness::{Harness, answer};

#[tokio::test]
async fn it_lives_and_is_ready() {
    let harness = Harness::start().await;
    for path in ["/health/live", "/health/ready"] {
        let answer = harness.get(path).await;
        assert_eq!(answer.data()["troubles"], serde_json::json!([]));
    }
    harness.server.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_usual_form() {
    let harness = Harness::start().await;
    let missing = harness.get("/nothing").await;
    assert_eq!(missing.status, 404);
    missing.refused("NOT_FOUND");
    let wrong = answer(harness.request(Method::POST, "/health/live")).await;
    assert_eq!(wrong.status, 405);
    wrong.refused("METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn a_harmless_request_id_is_kept_and_any_other_replaced() {
    let harness = Harness::start().await;
    let ask = |id: &'static str| {
        let request = harness.request(Method::GET, "/nothing");
        answer(request.header("x-request-id", id))
    };
    let kept = ask("trace-7").await;
    assert_eq!(kept.header("x-request-id"), "trace-7");
    kept.refused("NOT_FOUND");
    let replaced = ask("forged\" level=error").await;
    assert_ne!(replaced.header("x-request-id"), "forged\" level=error");
    replaced.refused("NOT_FOUND");
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_browsers_out() {
    let harness = Harness::start().await;
    for path in ["/health/live", "/nothing"] {
        let answer = harness.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        assert!(answer.header("x-response-time").ends_with("ms"));
    }
}

#[tokio::test]
async fn another_host_is_not_served_but_probed() {
    let harness = Harness::start().await;
    let ask = |path: &'static str, host: &'static str| {
        answer(harness.request(Method::GET, path).header("host", host))
    };
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", ""] {
        let forged = ask("/nothing", host).await;
        assert_eq!(forged.status, 421, "{host}");
        forged.refused("HOST_NOT_SERVED");
    }
    assert_eq!(ask("/health/live", "10.1.2.3").await.status, 200);
}

#[tokio::test]
async fn numbers_name_routes_and_no_paths() {
    let harness = Harness::start().await;
    harness.get("/health/live").await;
    harness.get("/secret-path").await;
    let numbers = harness.get("/metrics").await;
    let text = numbers.body.as_str().unwrap();
    assert!(text.contains("route=\"/health/live\""), "{text}");
    assert!(!text.contains("secret-path"), "{text}");
}

#[tokio::test]
async fn made_up_methods_are_one_number() {
    let harness = Harness::start().await;
    for method in ["BREW", "WHEN", "PROPFIND"] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        answer(harness.request(method, "/health/live")).await;
    }
    let numbers = harness.get("/metrics").await;
    let text = numbers.body.as_str().unwrap();
    assert!(text.contains("method=\"other\""), "{text}");
    assert!(!text.contains("BREW") && !text.contains("WHEN"), "{text}");
}

#[tokio::test]
async fn whatever_was_above_a_limit_is_counted() {
    let harness = Harness::with(|config| config.limit_preview = 1).await;
    for _ in 0..3 {
        harness.get("/link/nothing").await;
    }
    let look = serde_json::json!({"token": "nothing"});
    let refused = harness.post("/link-tokens/preview", look).await;
    refused.refused("RATE_LIMITED");
    let numbers = harness.get("/metrics").await;
    let text = numbers.body.as_str().unwrap();
    assert!(text.contains("signetd_limited_total 3"), "{text}");
}
