//! Who may call what: every endpoint that the OpenAPI document names, as everybody.

use std::collections::BTreeSet;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use signet_contract::{
    ids::{DeviceId, OperatorId, SessionId},
    platform::PREFIX,
};
use signet_service::{
    caller::{Party, Rank},
    tokens,
};
use uuid::Uuid;

use crate::{
    harness::{Harness, answer},
    parties::Service,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Nobody,
    Service,
    Device,
    Viewer,
    Support,
    Admin,
}

const EVERYBODY: [Who; 6] = [
    Who::Nobody,
    Who::Service,
    Who::Device,
    Who::Viewer,
    Who::Support,
    Who::Admin,
];

/// Whom the document lets in. An endpoint that says nothing fails the test.
fn allowed(operation: &Value) -> BTreeSet<Who> {
    let mut allowed = BTreeSet::new();
    for way in operation["security"].as_array().unwrap() {
        let way = way.as_object().unwrap();
        if way.is_empty() {
            return EVERYBODY.into();
        }
        for (scheme, ranks) in way {
            match (scheme.as_str(), ranks[0].as_str()) {
                ("service" | "apiKey" | "serviceId", None) => {
                    allowed.insert(Who::Service);
                }
                ("device", None) => {
                    allowed.insert(Who::Device);
                }
                ("operator", Some(least)) => {
                    let ranks = [Who::Viewer, Who::Support, Who::Admin];
                    let names = ["viewer", "support", "admin"];
                    let from = names.iter().position(|name| *name == least).unwrap();
                    allowed.extend(&ranks[from..]);
                }
                other => panic!("{other:?} is no way to show who one is"),
            }
        }
    }
    allowed
}

/// Each time with a token of its own: one of the endpoints ends it.
fn show(harness: &Harness, service: &Service, who: Who, request: RequestBuilder) -> RequestBuilder {
    let operator = |rank| Party::Operator {
        id: OperatorId::now(),
        rank,
        family: Uuid::now_v7(),
    };
    let party = match who {
        Who::Nobody => return request,
        Who::Service => {
            return request
                .header("x-service-id", service.id.to_string())
                .header(
                    "authorization",
                    format!("ApiKey {}", service.api_key.expose()),
                );
        }
        Who::Device => Party::Device {
            id: DeviceId::now(),
        },
        Who::Viewer => operator(Rank::Viewer),
        Who::Support => operator(Rank::Support),
        Who::Admin => operator(Rank::Admin),
    };
    let platform = harness.server.platform();
    let (origin, now) = (platform.origin.as_str(), platform.clock.now());
    let token = tokens::issue(&platform.keyring, origin, &party, Vec::new(), now).unwrap();
    request.bearer_auth(token.access_token.expose())
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_do_what_the_document_says_and_nothing_else() {
    let harness = Harness::with(|config| {
        config.limit_login_address = 10_000;
        config.limit_token_address = 10_000;
        config.limit_token = 10_000;
        config.limit_preview = 10_000;
    })
    .await;
    let service = Service::register(&harness).await;
    let document = harness.get("/openapi.json").await.body;
    let mut asked = 0;
    let mut ranks = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        if !path.starts_with(PREFIX) {
            continue;
        }
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            let allowed = allowed(operation);
            ranks.insert(allowed.clone());
            for who in EVERYBODY {
                // Nothing of these names exists: whoever may ask learns that, or what is wrong
                // with what was sent.
                let parts = path.split('/').map(|part| match part.starts_with('{') {
                    true => SessionId::now().to_string(),
                    false => part.to_owned(),
                });
                let path = parts.collect::<Vec<_>>().join("/");
                let mut request = harness.request(method.clone(), &path);
                if !operation["requestBody"].is_null() {
                    request = request.json(&json!({}));
                }
                let answer = answer(show(&harness, &service, who, request)).await;
                let refused = match who {
                    Who::Nobody => answer.code() == "CREDENTIAL_MISSING",
                    _ => answer.code() == "FORBIDDEN",
                };
                assert_eq!(
                    refused,
                    !allowed.contains(&who),
                    "{who:?}: {method} {path}: {} {}",
                    answer.status,
                    answer.body
                );
                assert!(answer.status.as_u16() < 500, "{who:?}: {method} {path}");
                asked += 1;
            }
        }
    }
    // The document has endpoints for each of them: the test did not look past them.
    assert!(asked > 6 * 40, "{asked}");
    assert!(ranks.len() >= 6, "{ranks:?}");
}
