//! The interface's description: committed, complete, readable.

use std::{collections::BTreeSet, path::Path};

use serde_json::Value;

use crate::harness::{API, Harness};

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let fresh = signet_service::http::document().unwrap();
    assert!(
        fresh == file("openapi.json"),
        "stale: write it again with `signetd openapi > crates/service/openapi.json`"
    );
}

#[test]
fn every_route_is_described() {
    let document: Value = serde_json::from_str(&file("openapi.json")).unwrap();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(|path| path.trim_start_matches(API).to_owned())
        .map(|path| shape(&path))
        .collect();
    let sources = ["src/http.rs", "src/http/staff.rs"].map(|name| {
        let text = file(name);
        text.split("#[cfg(test)]").next().unwrap().to_owned()
    });
    let sources = sources.concat();
    let routes = sources.split(".route(").skip(1);
    for route in routes.map(|rest| rest.split('"').nth(1).unwrap()) {
        let undescribed = ["/docs", "/openapi.json", "/link/{token}"];
        if !undescribed.contains(&route) {
            assert!(
                described.contains(&shape(route)),
                "{route} is not described"
            );
        }
    }
}

/// A path whatever its parameters are called.
fn shape(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn the_page_is_whole_and_loads_nothing() {
    let harness = Harness::start().await;
    let document = harness.get("/openapi.json").await;
    assert_eq!(document.body["openapi"], "3.1.0");
    let page = harness.get("/docs").await;
    let html = page.body.as_str().unwrap();
    for path in document.body["paths"].as_object().unwrap().keys() {
        assert!(html.contains(path.as_str()), "{path}");
    }
    for name in ["SESSION_IN_USE", "confirmationCode", "SealedSession"] {
        assert!(html.contains(name), "{name}");
    }
    for loading in ["<script", "src=", "@import", "url(", "{{"] {
        assert!(!html.contains(loading), "{loading}");
    }
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'none'")
    );
}
