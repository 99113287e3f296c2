//! Invitations: whose power they stand on, and what taking one does.

use std::time::Duration;

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use signet_service::caller::Rank;

use crate::{
    harness::Harness,
    staff::{PASSWORD, Staff, accept, enter, post},
};

/// With limits that let a test knock as often as it likes.
async fn harness() -> Harness {
    Harness::with(|config| {
        config.limit_login = 10_000;
        config.limit_login_address = 10_000;
    })
    .await
}

async fn id_of(harness: &Harness, admin: &Staff, email: &str) -> String {
    let listed = admin.get(harness, "/operators").await;
    let items = listed.data()["items"].as_array().unwrap();
    let found = items.iter().find(|one| one["email"] == email).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

async fn invited_again(harness: &Harness, admin: &Staff, id: &str) -> String {
    let path = format!("/operators/{id}/invitation");
    let made = admin.send(harness, Method::POST, &path, json!({})).await;
    made.data()["invitation"].as_str().unwrap().to_owned()
}

async fn change(harness: &Harness, admin: &Staff, id: &str, body: Value) {
    let path = format!("/operators/{id}");
    let changed = admin.send(harness, Method::PATCH, &path, body).await;
    assert!(changed.status.is_success(), "{}", changed.body);
}

fn taking(invitation: &str, email: &str, password: &str) -> Value {
    json!({"invitation": invitation, "email": email, "name": "Mara", "password": password})
}

#[tokio::test(flavor = "multi_thread")]
async fn disabled_and_invited_again_somebody_gets_in_with_the_new_password_alone() {
    let harness = harness().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let mara = Staff::enrol(&harness, Rank::Support).await;
    let id = id_of(&harness, &admin, &mara.email).await;
    change(&harness, &admin, &id, json!({"disabled": true})).await;
    let invitation = invited_again(&harness, &admin, &id).await;
    harness.clock().advance(Duration::from_secs(30));
    let old = enter(&harness, "login", &mara.email, &mara.secret, PASSWORD).await;
    old.refused("CREDENTIAL_INVALID");
    let new = "another horse battery";
    let taken = post(
        &harness,
        "/operators/accept",
        taking(&invitation, &mara.email, new),
    )
    .await;
    let secret = taken.data()["totpSecret"].as_str().unwrap();
    let entered = enter(&harness, "activate", &mara.email, secret, new).await;
    assert!(entered.status.is_success(), "{}", entered.body);
    // It is so for good: what was written when they were disabled holds no more.
    let harness = harness.again(|_| {}).await;
    harness.clock().advance(Duration::from_secs(60));
    let again = enter(&harness, "login", &mara.email, secret, new).await;
    assert!(again.status.is_success(), "{}", again.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_replaced_only_after_its_line() {
    let harness = harness().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let mara = Staff::enrol(&harness, Rank::Support).await;
    let id = id_of(&harness, &admin, &mara.email).await;
    let invitation = invited_again(&harness, &admin, &id).await;
    harness.server.platform().audit.flush().await;
    let other = Connection::open(harness.database()).unwrap();
    other
        .execute_batch("ALTER TABLE lines RENAME TO gone")
        .unwrap();
    let body = taking(&invitation, &mara.email, "another horse battery");
    post(&harness, "/operators/accept", body)
        .await
        .refused("TRAIL_UNAVAILABLE");
    other
        .execute_batch("ALTER TABLE gone RENAME TO lines")
        .unwrap();
    assert!(mara.get(&harness, "/status").await.status.is_success());
    harness.clock().advance(Duration::from_secs(30));
    let old = enter(&harness, "login", &mara.email, &mara.secret, PASSWORD).await;
    assert!(old.status.is_success(), "{}", old.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_access_of_the_old_one() {
    let harness = harness().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let mara = Staff::enrol(&harness, Rank::Support).await;
    let id = id_of(&harness, &admin, &mara.email).await;
    let invitation = invited_again(&harness, &admin, &id).await;
    accept(&harness, &invitation, &mara.email).await;
    mara.get(&harness, "/status")
        .await
        .refused("CREDENTIAL_REVOKED");
    // Whoever takes long to send the first code can be found, and shut off.
    let again = id_of(&harness, &admin, &mara.email).await;
    change(&harness, &admin, &again, json!({"disabled": true})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_of_somebody_shut_off_lets_nobody_in() {
    let harness = harness().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let other = Staff::named(&harness, Rank::Admin, "other@staff.example".to_owned()).await;
    let made = other
        .send(
            &harness,
            Method::POST,
            "/operators/invite",
            json!({"role": "admin"}),
        )
        .await;
    let invitation = made.data()["invitation"].as_str().unwrap().to_owned();
    let id = id_of(&harness, &admin, &other.email).await;
    change(&harness, &admin, &id, json!({"disabled": true})).await;
    let body = taking(&invitation, "friend@staff.example", PASSWORD);
    post(&harness, "/operators/accept", body)
        .await
        .refused("CREDENTIAL_INVALID");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_demoted_after_being_invited_again_keeps_the_lower_role() {
    let harness = harness().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let mara = Staff::enrol(&harness, Rank::Support).await;
    let id = id_of(&harness, &admin, &mara.email).await;
    let before = invited_again(&harness, &admin, &id).await;
    change(&harness, &admin, &id, json!({"role": "viewer"})).await;
    let body = taking(&before, &mara.email, PASSWORD);
    post(&harness, "/operators/accept", body)
        .await
        .refused("CREDENTIAL_INVALID");
    let after = invited_again(&harness, &admin, &id).await;
    let secret = accept(&harness, &after, &mara.email).await;
    let entered = enter(&harness, "activate", &mara.email, &secret, PASSWORD).await;
    let mara = Staff::of(mara.email, secret, entered.data());
    let status = mara.get(&harness, "/status").await;
    assert_eq!(status.data()["role"], "viewer");
}
