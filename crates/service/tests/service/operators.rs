//! What operators do with sessions. Their tokens are made here; how they sign in is tested where
//! that is.

use reqwest::Method;
use serde_json::{Value, json};
use signet_contract::ids::OperatorId;
use signet_service::{
    caller::{Party, Rank},
    tokens,
};

use crate::{
    device::Device,
    harness::{API, Answer, Harness, answer},
    parties::Service,
};

/// A token of somebody who need not sign in for it.
pub fn token(harness: &Harness, rank: Rank) -> String {
    let platform = harness.server.platform();
    let party = Party::Operator {
        id: OperatorId::now(),
        rank,
        family: uuid::Uuid::now_v7(),
    };
    let (origin, now) = (platform.origin.as_str(), platform.clock.now());
    let token = tokens::issue(&platform.keyring, origin, &party, Vec::new(), now).unwrap();
    token.access_token.expose().to_owned()
}

async fn post(harness: &Harness, token: &str, path: &str, body: &Value) -> Answer {
    let request = harness.request(Method::POST, &format!("{API}{path}"));
    answer(request.bearer_auth(token).json(body)).await
}

#[tokio::test]
async fn a_viewer_sees_all_and_ends_nothing() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let linked = service.linked(&harness, &mut Device::new(), "u").await;
    let viewer = token(&harness, Rank::Viewer);
    let seen = harness.bearer(Method::GET, "/sessions", &viewer).await;
    assert_eq!(seen.data()["items"][0]["id"], linked.id);
    assert_eq!(seen.data()["items"][0]["ip"], "127.0.0.1");
    assert!(!seen.body.to_string().contains("\"ct\""), "{}", seen.body);
    let many = json!({"which": {"sessions": [linked.id]}, "reason": "policy"});
    post(&harness, &viewer, "/sessions/revoke", &many)
        .await
        .refused("FORBIDDEN");
    let one = format!("/sessions/{}", linked.id);
    harness
        .bearer(Method::DELETE, &one, &viewer)
        .await
        .refused("FORBIDDEN");
}

#[tokio::test]
async fn support_says_why() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    let linked = service.linked(&harness, &mut Device::new(), "u").await;
    let support = token(&harness, Rank::Support);
    let one = format!("/sessions/{}", linked.id);
    harness
        .bearer(Method::DELETE, &one, &support)
        .await
        .refused("VALIDATION_FAILED");
    let request = harness.request(Method::DELETE, &format!("{API}{one}"));
    let person = request
        .bearer_auth(&support)
        .json(&json!({"reason": "person"}));
    answer(person).await.refused("VALIDATION_FAILED");
    let request = harness.request(Method::DELETE, &format!("{API}{one}"));
    let ended = request
        .bearer_auth(&support)
        .json(&json!({"reason": "suspicious"}));
    assert_eq!(
        answer(ended).await.data()["session"]["revocationReason"],
        "suspicious"
    );
}

#[tokio::test]
async fn many_are_ended_exactly_as_counted() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    for user in ["a", "b"] {
        service.linked(&harness, &mut Device::new(), user).await;
    }
    service.lease(&harness, "a", "one").await.data();
    let support = token(&harness, Rank::Support);
    let which = json!({"which": {"filter": {"serviceId": service.id}}, "reason": "policy"});
    let planned = post(&harness, &support, "/sessions/revoke", &which).await;
    let plan = planned.data();
    assert_eq!(
        (
            &plan["done"],
            &plan["sessions"],
            &plan["inUse"],
            &plan["idle"]
        ),
        (&json!(false), &json!(2), &json!(1), &json!(1))
    );
    let with = |plan: &Value| {
        let mut body = which.clone();
        body["plan"] = plan["plan"].clone();
        body
    };
    let stale = with(plan);
    service.linked(&harness, &mut Device::new(), "c").await;
    post(&harness, &support, "/sessions/revoke", &stale)
        .await
        .refused("PLAN_CHANGED");
    let planned = post(&harness, &support, "/sessions/revoke", &which).await;
    let fresh = with(planned.data());
    let other = token(&harness, Rank::Support);
    post(&harness, &other, "/sessions/revoke", &fresh)
        .await
        .refused("PLAN_CHANGED");
    let mut reason = fresh.clone();
    reason["reason"] = json!("suspicious");
    post(&harness, &support, "/sessions/revoke", &reason)
        .await
        .refused("PLAN_CHANGED");
    let done = post(&harness, &support, "/sessions/revoke", &fresh).await;
    assert_eq!(
        (&done.data()["done"], &done.data()["sessions"]),
        (&json!(true), &json!(3))
    );
    let live = harness
        .bearer(Method::GET, "/sessions?state=live", &support)
        .await;
    assert_eq!(live.data()["items"], json!([]));
}

#[tokio::test]
async fn a_list_is_paged_without_gaps() {
    let harness = Harness::start().await;
    let service = Service::register(&harness).await;
    for user in ["a", "b", "c"] {
        service.linked(&harness, &mut Device::new(), user).await;
    }
    let viewer = token(&harness, Rank::Viewer);
    let mut users = Vec::new();
    let mut path = "/sessions?limit=2".to_owned();
    loop {
        let page = harness.bearer(Method::GET, &path, &viewer).await;
        let items = page.data()["items"].as_array().unwrap().clone();
        users.extend(
            items
                .iter()
                .map(|item| item["userId"].as_str().unwrap().to_owned()),
        );
        match page.data()["nextCursor"].as_str() {
            Some(next) => path = format!("/sessions?limit=2&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(users, ["c", "b", "a"]);
}
