//! Requests refuse what they do not know; answers look as they are documented.

use serde::de::DeserializeOwned;
use serde_json::json;
use signet_contract::{
    Reference,
    ids::{LeaseId, LinkId, SessionId},
    platform::{
        AccountChoice, ApiError, Confirm, ErrorCode, ErrorDetails, Failed, NewLease, NewLink,
        Nothing, Receipt, Refuse, Revoke, RevokeMany, Success, TokenRequest, WebhookEvent,
        WebhookMessage,
    },
};

fn refuses<T: DeserializeOwned>(value: serde_json::Value) {
    assert!(
        serde_json::from_value::<T>(value.clone()).is_err(),
        "{value}"
    );
}

#[test]
fn an_answer_is_data_or_an_error() {
    assert_eq!(
        serde_json::to_value(Success::from(Nothing {})).unwrap(),
        json!({"success": true, "data": {}})
    );
    let error = ApiError {
        code: ErrorCode::AccountNeeded,
        message: "the user has several accounts".to_owned(),
        retry_after: None,
        details: Some(ErrorDetails {
            accounts: vec![AccountChoice {
                account_id: "01989e2c-0000-7000-8000-000000000001".parse().unwrap(),
                account_hint: Some("ends in 77".parse().unwrap()),
            }],
            ..ErrorDetails::default()
        }),
        request_id: "r-1".to_owned(),
        reference: Reference::from_bits([0; 5]),
    };
    let written = serde_json::to_value(Failed::from(error.clone())).unwrap();
    assert_eq!(
        written,
        json!({"success": false, "error": {
            "code": "ACCOUNT_NEEDED",
            "message": "the user has several accounts",
            "details": {"accounts": [{
                "accountId": "01989e2c-0000-7000-8000-000000000001",
                "accountHint": "ends in 77",
            }]},
            "requestId": "r-1",
            "reference": "0000-0000",
        }})
    );
    let read: Failed = serde_json::from_value(written).unwrap();
    assert_eq!(read.error, error);
}

#[test]
fn an_answer_may_grow() {
    let grown = json!({"success": true, "data": {}, "more": 1});
    assert!(serde_json::from_value::<Success<Nothing>>(grown).is_ok());
}

#[test]
fn a_request_with_an_unknown_field_is_refused() {
    let link = json!({"userId": "u", "userLabel": "U", "scopes": ["a"]});
    assert!(serde_json::from_value::<NewLink>(link).is_ok());
    refuses::<NewLink>(json!({"userId": "u", "userLabel": "U", "scopes": [], "admin": true}));
    refuses::<NewLease>(json!({"userId": "u", "instanceId": "i", "force": true}));
    refuses::<Refuse>(json!({"token": "t", "reason": "declined", "x": 1}));
    refuses::<Refuse>(json!({"token": "t", "reason": "Declined"}));
    refuses::<Revoke>(json!({"reason": "person", "x": 1}));
    refuses::<RevokeMany>(json!({"which": {"everything": true}, "reason": "policy"}));
    refuses::<TokenRequest>(json!({"grantType": "apiKey", "x": 1}));
    refuses::<TokenRequest>(json!({"grantType": "password"}));
    refuses::<Receipt>(json!({"kind": "confirmedDead", "done": true, "x": 1}));
    refuses::<Confirm>(json!({"linkId": "1", "confirmationCode": "0000-0000"}));
    let id = LinkId::now();
    assert!(
        serde_json::from_value::<Confirm>(json!({"linkId": id, "confirmationCode": "x"})).is_ok()
    );
}

#[test]
fn receipts_carry_what_belongs_to_them() {
    let lease = LeaseId::now();
    let opened = Receipt::Opened {
        lease_id: lease,
        opened: true,
    };
    assert_eq!(
        serde_json::to_value(&opened).unwrap(),
        json!({"kind": "opened", "leaseId": lease, "opened": true})
    );
    refuses::<Receipt>(json!({"kind": "opened"}));
}

#[test]
fn a_webhook_message_has_its_type_beside_its_data() {
    let session = SessionId::now();
    let message = WebhookMessage {
        timestamp: "2026-11-20T16:21:45Z".parse().unwrap(),
        event: WebhookEvent::Alert {
            alert_id: "01989e2c-0000-7000-8000-000000000001".parse().unwrap(),
            kind: signet_contract::platform::AlertKind::Duplicated,
            session_id: Some(session),
            service_id: None,
            reference: Reference::from_bits([0; 5]),
        },
    };
    let written = serde_json::to_value(&message).unwrap();
    assert_eq!(
        written,
        json!({
            "timestamp": "2026-11-20T16:21:45.000Z",
            "type": "alert",
            "data": {
                "alertId": "01989e2c-0000-7000-8000-000000000001",
                "kind": "duplicated",
                "sessionId": session,
                "reference": "0000-0000",
            },
        })
    );
    assert_eq!(
        serde_json::from_value::<WebhookMessage>(written).unwrap(),
        message
    );
}
