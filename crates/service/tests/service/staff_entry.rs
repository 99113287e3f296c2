//! Operators over HTTP: invited, signed in, refreshed, signed out, changed.

use std::{collections::BTreeSet, time::Duration};

use reqwest::Method;
use serde_json::json;
use signet_service::caller::Rank;

use crate::{
    harness::{API, Harness, answer},
    staff::{PASSWORD, Staff, accept, code, enter, invite, post},
};

/// With limits that let a test knock as often as it likes.
async fn harness() -> Harness {
    Harness::with(|config| {
        config.limit_login = 10_000;
        config.limit_login_address = 10_000;
        config.limit_token = 10_000;
        config.limit_token_address = 10_000;
    })
    .await
}

/// The next code needs the next half minute.
fn wait(harness: &Harness, seconds: u64) {
    harness.clock().advance(Duration::from_secs(seconds));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_person_signs_in_with_password_and_code() {
    let harness = harness().await;
    let mara = Staff::enrol(&harness, Rank::Viewer).await;
    let status = mara.get(&harness, "/status").await;
    assert_eq!(status.data()["role"], "viewer");
    // The code that let her in lets nobody in again, not even her.
    let again = enter(&harness, "login", &mara.email, &mara.secret, PASSWORD).await;
    again.refused("CREDENTIAL_INVALID");
    wait(&harness, 30);
    let later = enter(&harness, "login", &mara.email, &mara.secret, PASSWORD).await;
    assert_eq!(later.data()["access"]["tokenType"], "Bearer");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_in_before_a_code_was_sent() {
    let harness = harness().await;
    let invitation = invite(&harness, Rank::Admin).await;
    let secret = accept(&harness, &invitation, "a@staff.example").await;
    let early = enter(&harness, "login", "a@staff.example", &secret, PASSWORD).await;
    early.refused("CREDENTIAL_INVALID");
    let wrong = enter(
        &harness,
        "activate",
        "a@staff.example",
        &secret,
        "a wrong password",
    )
    .await;
    wrong.refused("CREDENTIAL_INVALID");
    let right = enter(&harness, "activate", "a@staff.example", &secret, PASSWORD).await;
    assert!(right.status.is_success());
    // The invitation has done its work.
    let body = json!({
        "invitation": invitation, "email": "b@staff.example", "name": "B", "password": PASSWORD,
    });
    post(&harness, "/operators/accept", body)
        .await
        .refused("CREDENTIAL_INVALID");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_anybody_would_try_is_refused_by_name() {
    let harness = harness().await;
    let invitation = invite(&harness, Rank::Admin).await;
    for password in ["short", "a@staff.example", "aaaaaaaaaaaaaaaa"] {
        let body = json!({
            "invitation": invitation, "email": "a@staff.example", "name": "A",
            "password": password,
        });
        let refused = post(&harness, "/operators/accept", body).await;
        refused.refused("VALIDATION_FAILED");
        assert_eq!(refused.body["error"]["details"]["field"], "password");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_invitation_no_password_is_looked_at() {
    let harness = harness().await;
    let invitation = format!("signet_inv_{}", "A".repeat(43));
    // One that would be refused for itself: the invitation was looked at first.
    let body = json!({
        "invitation": invitation, "email": "a@staff.example", "name": "A", "password": "short",
    });
    let refused = post(&harness, "/operators/accept", body).await;
    refused.refused("CREDENTIAL_INVALID");
}

#[tokio::test(flavor = "multi_thread")]
async fn five_failures_lock_and_the_right_password_does_not_unlock() {
    let harness = harness().await;
    let mara = Staff::enrol(&harness, Rank::Viewer).await;
    wait(&harness, 30);
    for _ in 0..5 {
        let wrong = enter(
            &harness,
            "login",
            &mara.email,
            &mara.secret,
            "a wrong password",
        )
        .await;
        wrong.refused("CREDENTIAL_INVALID");
    }
    let locked = enter(&harness, "login", &mara.email, &mara.secret, PASSWORD).await;
    locked.refused("OPERATOR_LOCKED");
    assert_eq!(locked.status, 403);
    let seconds = locked.body["error"]["retryAfter"].as_u64().unwrap();
    assert!((890..=901).contains(&seconds), "{seconds}");
    wait(&harness, seconds);
    let after = enter(&harness, "login", &mara.email, &mara.secret, PASSWORD).await;
    assert!(after.status.is_success(), "{}", after.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_somebody_exists_is_not_told() {
    let harness = harness().await;
    let mara = Staff::enrol(&harness, Rank::Viewer).await;
    wait(&harness, 30);
    let known = enter(
        &harness,
        "login",
        &mara.email,
        &mara.secret,
        "a wrong password",
    )
    .await;
    let unknown = enter(&harness, "login", "x@staff.example", &mara.secret, PASSWORD).await;
    assert_eq!(known.status, unknown.status);
    let message = |answer: &crate::harness::Answer| answer.body["error"]["message"].clone();
    assert_eq!(message(&known), message(&unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_locked_out_like_anybody() {
    let harness = harness().await;
    let mara = Staff::enrol(&harness, Rank::Viewer).await;
    wait(&harness, 30);
    let emails = [mara.email.as_str(), "x@staff.example"];
    let mut answers = Vec::new();
    for _ in 0..6 {
        for email in emails {
            let answer = enter(&harness, "login", email, &mara.secret, "a wrong password").await;
            answers.push((email, answer.status, answer.code().to_owned()));
        }
    }
    // Whether the service was started again in between tells nothing either.
    let harness = harness.again(|_| {}).await;
    for email in emails {
        let answer = enter(&harness, "login", email, &mara.secret, PASSWORD).await;
        assert!(answer.body["error"]["retryAfter"].as_u64().unwrap() > 600);
        answers.push((email, answer.status, answer.code().to_owned()));
    }
    for pair in answers.chunks(2) {
        let [(_, status, code), (_, other_status, other_code)] = pair else {
            panic!("two are asked each time");
        };
        assert_eq!((status, code), (other_status, other_code));
    }
    assert_eq!(answers.last().unwrap().2, "OPERATOR_LOCKED");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_are_limited_by_person_and_by_address() {
    let harness = Harness::with(|config| config.limit_login_address = 8).await;
    let try_as = async |email: &str| {
        let body = json!({"email": email, "password": PASSWORD, "code": "000000"});
        post(&harness, "/operators/login", body).await
    };
    for _ in 0..5 {
        try_as("a@staff.example")
            .await
            .refused("CREDENTIAL_INVALID");
    }
    let sixth = try_as("A@staff.example").await;
    sixth.refused("RATE_LIMITED");
    assert_eq!(sixth.status, 429);
    assert!(!sixth.header("retry-after").is_empty());
    try_as("b@staff.example")
        .await
        .refused("CREDENTIAL_INVALID");
    try_as("c@staff.example")
        .await
        .refused("CREDENTIAL_INVALID");
    try_as("d@staff.example").await.refused("RATE_LIMITED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_refreshes_of_one_token_at_once_give_one_successor() {
    let harness = harness().await;
    let mara = Staff::enrol(&harness, Rank::Viewer).await;
    let body = json!({"refreshToken": mara.refresh});
    let asks: Vec<_> = (0..1_000)
        .map(|_| {
            let request = harness.request(Method::POST, &format!("{API}/token/refresh"));
            tokio::spawn(answer(request.json(&body)))
        })
        .collect();
    let mut successors = BTreeSet::new();
    for ask in asks {
        let answer = ask.await.unwrap();
        let token = answer.data()["refreshToken"].as_str().unwrap();
        successors.insert(token.to_owned());
    }
    assert_eq!(successors.len(), 1);
    assert!(!successors.contains(&mara.refresh));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_used_again_ends_the_sign_in_and_raises_an_alert() {
    let harness = harness().await;
    let mara = Staff::enrol(&harness, Rank::Viewer).await;
    let other = Staff::enrol(&harness, Rank::Admin).await;
    let refresh =
        async |token: &str| post(&harness, "/token/refresh", json!({"refreshToken": token})).await;
    let next = refresh(&mara.refresh).await;
    let next = Staff::of(String::new(), String::new(), next.data());
    wait(&harness, 31);
    refresh(&mara.refresh).await.refused("CREDENTIAL_REVOKED");
    refresh(&next.refresh).await.refused("CREDENTIAL_INVALID");
    for access in [&mara.access, &next.access] {
        let answer = harness.bearer(Method::GET, "/status", access).await;
        answer.refused("CREDENTIAL_REVOKED");
    }
    assert!(other.get(&harness, "/status").await.status.is_success());
    let alerts = other.get(&harness, "/alerts?settled=false").await;
    assert_eq!(alerts.data()["items"][0]["kind"], "tokenReused");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_both_tokens() {
    let harness = harness().await;
    for by_refresh in [true, false] {
        let rank = if by_refresh {
            Rank::Viewer
        } else {
            Rank::Support
        };
        let mara = Staff::enrol(&harness, rank).await;
        let body = match by_refresh {
            true => json!({"refreshToken": mara.refresh}),
            false => json!({}),
        };
        let out = mara
            .send(&harness, Method::POST, "/token/revoke", body)
            .await;
        assert!(out.status.is_success(), "{}", out.body);
        mara.get(&harness, "/status")
            .await
            .refused("CREDENTIAL_REVOKED");
        let refreshed = post(
            &harness,
            "/token/refresh",
            json!({"refreshToken": mara.refresh}),
        );
        refreshed.await.refused("CREDENTIAL_INVALID");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_changes_others_but_never_themselves() {
    let harness = harness().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let mara = Staff::enrol(&harness, Rank::Support).await;
    let listed = admin.get(&harness, "/operators").await;
    let id = |role: &str| {
        let items = listed.data()["items"].as_array().unwrap();
        let found = items.iter().find(|one| one["role"] == role).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let change = async |role: &str, body| {
        let path = format!("/operators/{}", id(role));
        admin.send(&harness, Method::PATCH, &path, body).await
    };
    change("admin", json!({"disabled": true}))
        .await
        .refused("FORBIDDEN");
    let demoted = change("support", json!({"role": "viewer"})).await;
    assert_eq!(demoted.data()["role"], "viewer");
    mara.get(&harness, "/status")
        .await
        .refused("CREDENTIAL_REVOKED");
    change("support", json!({"role": "service"}))
        .await
        .refused("VALIDATION_FAILED");
    let disabled = change("support", json!({"disabled": true})).await;
    assert_eq!(disabled.data()["disabled"], true);
    wait(&harness, 30);
    let out = enter(&harness, "login", &mara.email, &mara.secret, PASSWORD).await;
    out.refused("CREDENTIAL_INVALID");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_authenticator_is_replaced_by_an_invitation_of_ones_own() {
    let harness = harness().await;
    let admin = Staff::enrol(&harness, Rank::Admin).await;
    let mara = Staff::enrol(&harness, Rank::Support).await;
    let listed = admin.get(&harness, "/operators").await;
    let id = listed.data()["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/operators/{id}/invitation");
    let invitation = admin.send(&harness, Method::POST, &path, json!({})).await;
    let invitation = invitation.data()["invitation"].as_str().unwrap();
    let secret = accept(&harness, invitation, &mara.email).await;
    wait(&harness, 30);
    let old = enter(&harness, "activate", &mara.email, &mara.secret, PASSWORD).await;
    old.refused("CREDENTIAL_INVALID");
    let new = enter(&harness, "activate", &mara.email, &secret, PASSWORD).await;
    assert!(new.status.is_success(), "{}", new.body);
    assert_ne!(
        code(&mara.secret, harness.clock()),
        code(&secret, harness.clock())
    );
}
