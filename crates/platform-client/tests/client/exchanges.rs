//! The cases of `sdk/conformance/exchanges.json`: every request as it must be sent.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use signet_contract::platform::{Confirm, NewLink};
use signet_platform_client::{Consumer, ConsumerSettings, Error, Patience, SystemClock, Wish};

use crate::{
    conformance::{answer, cases, settings},
    parties::patience,
    server::{Answer, Server},
};

#[tokio::test]
async fn every_request_is_sent_as_it_must_be() {
    let file = cases("exchanges.json");
    for case in file["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let exchanges = case["exchanges"].as_array().unwrap().clone();
        let count = exchanges.len();
        let wrong = Arc::new(Mutex::new(Vec::new()));
        let found_wrong = Arc::clone(&wrong);
        let server = Server::start(move |seen, before| {
            let Some(exchange) = exchanges.get(before) else {
                return Answer::Hangup;
            };
            let expect = &exchange["expect"];
            let mut differences = Vec::new();
            let mut differs = |what: String, wanted: &Value, found: Value| {
                if *wanted != found {
                    differences.push(format!("{what}: {found}, not {wanted}"));
                }
            };
            differs("method".into(), &expect["method"], json!(seen.method));
            differs("path".into(), &expect["path"], json!(seen.path));
            differs("body".into(), &expect["body"], seen.body.clone());
            for (header, value) in expect["headers"].as_object().unwrap() {
                differs(header.clone(), value, json!(seen.header(header)));
            }
            found_wrong.lock().unwrap().extend(differences);
            answer(&exchange["answer"])
        })
        .await;
        let consumer = consumer(&file["settings"], server.origin());
        let result = call(&consumer, &case["call"]).await;
        assert_eq!(result, case["result"], "{name}");
        assert_eq!(*wrong.lock().unwrap(), Vec::<String>::new(), "{name}");
        assert_eq!(server.seen().len(), count, "{name}");
    }
}

fn consumer(given: &Value, origin: &str) -> Consumer {
    let text = |field: &str| given[field].as_str().unwrap();
    let settings = ConsumerSettings {
        service: text("serviceId").parse().unwrap(),
        instance: text("instanceId").parse().unwrap(),
        patience: Patience {
            tries: u32::try_from(given["tries"].as_u64().unwrap()).unwrap(),
            ..patience()
        },
        ..settings(origin, text("environment"), text("apiKey"))
    };
    Consumer::new(settings, Arc::new(SystemClock)).unwrap()
}

async fn call(consumer: &Consumer, call: &Value) -> Value {
    match call["do"].as_str().unwrap() {
        "link" => {
            let wanted: NewLink = serde_json::from_value(call["body"].clone()).unwrap();
            let link = consumer.link(&wanted).await;
            link.map_or_else(failed, |link| json!({ "linkId": link.link_id }))
        }
        "confirm" => {
            let confirm: Confirm = serde_json::from_value(json!({
                "linkId": call["linkId"], "confirmationCode": call["confirmationCode"],
            }))
            .unwrap();
            let confirmed = consumer.confirm(&confirm).await;
            confirmed.map_or_else(failed, |confirmed| json!({ "grantId": confirmed.grant_id }))
        }
        "lease" => {
            let account = call["accountId"].as_str();
            let wish = Wish {
                account: account.map(|account| account.parse().unwrap()),
                ..Wish::of(call["userId"].as_str().unwrap().parse().unwrap())
            };
            consumer
                .lease(&wish)
                .await
                .map_or_else(failed, |leased| json!({ "id": leased.id() }))
        }
        other => panic!("{other}"),
    }
}

fn failed(error: Error) -> Value {
    if matches!(error, Error::Seal(signet_seal::Error::Closed)) {
        return json!({ "closed": true });
    }
    json!({ "category": error.category(), "code": error.code() })
}
