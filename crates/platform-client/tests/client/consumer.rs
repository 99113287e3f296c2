//! An instance of a service: it leases, opens, keeps, reports and gives back.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use signet_contract::{ids::GrantId, platform::Health};
use signet_platform_client::{Ended, Error, Wish};
use signet_session::Format;

use crate::{
    faults::token,
    parties::{USER, consumer, device, envelope, grant, session},
    server::{Answer, Seen, Server, done, refused},
};

const API: &str = "/api/telegram-auth";
const LEASE: &str = "0199c0de-9ca7-7000-8000-00000000000a";
const SESSION: &str = "0199c0de-9ca7-7000-8000-00000000000e";
const ACCOUNT: &str = "0199c0de-9ca7-7000-8000-00000000000b";

fn lease(ends_in: u32) -> Value {
    json!({
        "id": LEASE,
        "sessionId": SESSION,
        "grantId": grant(),
        "userId": USER,
        "accountId": ACCOUNT,
        "endsAt": "2099-01-01T00:00:00Z",
        "endsIn": ends_in,
        "disconnectBeforeEnd": 60,
    })
}

fn sealed(origin: &str) -> Value {
    json!({
        "sessionId": SESSION,
        "reference": "7F3K-2Q9D",
        "grantId": grant(),
        "userId": USER,
        "accountId": ACCOUNT,
        "deviceId": "0199c0de-9ca7-7000-8000-00000000000d",
        "deviceKey": device().verifying_key(),
        "scopes": ["messages:read"],
        "leaseId": LEASE,
        "leaseEndsAt": "2099-01-01T00:00:00Z",
        "expiresAt": "2099-01-01T00:00:00Z",
        "envelope": envelope(origin).to_json(),
    })
}

/// A platform whose leases are so long, and that renews like this.
async fn platform(
    ends_in: u32,
    change: impl Fn(&mut Value) + Send + Sync + 'static,
    renew: impl Fn(usize) -> Answer + Send + Sync + 'static,
) -> Server {
    let renewals = Arc::new(AtomicUsize::new(0));
    Server::with_origin(|origin| {
        let mut sealed = sealed(origin);
        change(&mut sealed);
        move |seen: &Seen, _| {
            let path = seen.path.strip_prefix(API).unwrap_or("");
            match (seen.method.as_str(), path) {
                ("POST", "/token") => token(),
                ("POST", "/leases") => done(lease(ends_in)),
                ("POST", path) if path.ends_with("/renew") => {
                    renew(renewals.fetch_add(1, Ordering::SeqCst))
                }
                ("GET", path)
                    if path.starts_with(&format!("/sessions/user/{USER}?leaseId={LEASE}")) =>
                {
                    done(sealed.clone())
                }
                ("POST" | "DELETE", _) => done(json!({})),
                _ => refused(404, "NOT_FOUND"),
            }
        }
    })
    .await
}

fn wish() -> Wish {
    Wish::of(USER.parse().unwrap())
}

fn bodies(server: &Server, path: &str) -> Vec<Value> {
    let path = format!("{API}{path}");
    let seen = server.seen().into_iter();
    seen.filter(|seen| seen.path == path)
        .map(|seen| seen.body)
        .collect()
}

#[tokio::test]
async fn a_session_is_leased_opened_reported_and_given_back() {
    let server = platform(600, |_| (), |_| refused(500, "INTERNAL")).await;
    let leased = consumer(server.origin()).lease(&wish()).await.unwrap();
    let string = leased.write(Format::Telethon).unwrap();
    let ours = session().write(Format::Telethon).unwrap();
    assert_eq!(string.expose_secret(), ours.expose_secret());
    assert_eq!(leased.introduction().device_model(), "Atlas via Signet");
    assert_eq!(leased.scopes(), ["messages:read"]);
    assert_eq!(leased.session().unwrap().user_id(), 5_000_000_123);
    leased.report(Health::Working).await.unwrap();
    leased.give_back().await.unwrap();

    let [asked] = &bodies(&server, "/leases")[..] else {
        panic!()
    };
    assert_eq!(asked, &json!({ "userId": USER, "instanceId": "ingest-1" }));
    let receipts = bodies(&server, &format!("/sessions/{SESSION}/receipts"));
    assert_eq!(
        receipts,
        [json!({ "kind": "opened", "leaseId": LEASE, "opened": true })]
    );
    let health = bodies(&server, &format!("/sessions/{SESSION}/health"));
    assert_eq!(health, [json!({ "health": "working" })]);
    assert_eq!(server.count("DELETE", &format!("{API}/leases/{LEASE}")), 1);
}

#[tokio::test]
async fn what_does_not_open_is_reported_and_given_back() {
    let changes: [fn(&mut Value); 5] = [
        |sealed| sealed["envelope"] = json!("{}"),
        |sealed| sealed["envelope"] = json!(envelope("https://other.example").to_json()),
        |sealed| sealed["grantId"] = json!("0199c0de-9ca7-7000-8000-0000000000ff"),
        |sealed| sealed["sessionId"] = json!("0199c0de-9ca7-7000-8000-0000000000ff"),
        |sealed| {
            let other = signet_seal::SigningKey::<signet_seal::Device>::from_seed(&[1; 32]);
            sealed["deviceKey"] = json!(other.verifying_key());
        },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let server = platform(600, change, |_| done(lease(600))).await;
        let error = consumer(server.origin())
            .lease(&wish())
            .await
            .err()
            .unwrap();
        assert!(
            matches!(error, Error::Seal(signet_seal::Error::Closed)),
            "{at}: {error:?}"
        );
        let receipts = bodies(&server, &format!("/sessions/{SESSION}/receipts"));
        assert_eq!(
            receipts,
            [json!({ "kind": "opened", "leaseId": LEASE, "opened": false })]
        );
        assert_eq!(
            server.count("DELETE", &format!("{API}/leases/{LEASE}")),
            1,
            "{at}"
        );
    }
}

#[tokio::test]
async fn a_grant_that_was_not_wished_for_is_not_opened() {
    let server = platform(600, |_| (), |_| done(lease(600))).await;
    let wish = Wish {
        grant: Some(GrantId::now()),
        ..wish()
    };
    let error = consumer(server.origin()).lease(&wish).await.err().unwrap();
    assert!(
        matches!(error, Error::Seal(signet_seal::Error::Closed)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_lease_is_renewed_before_it_is_half_over_and_goes_on() {
    let server = platform(64, |_| (), |_| done(lease(64))).await;
    let leased = consumer(server.origin()).lease(&wish()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert!(
        leased.session().is_ok(),
        "renewed past its first four seconds"
    );
    let renewals = server.count("POST", &format!("{API}/leases/{LEASE}/renew"));
    assert!((2..=4).contains(&renewals), "{renewals}");
    drop(leased);
    let before = server.seen().len();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(server.seen().len(), before, "a dropped one renews nothing");
}

#[tokio::test]
async fn without_renewal_the_session_is_withheld_a_minute_before_the_end() {
    let server = platform(63, |_| (), |_| Answer::Hangup).await;
    let asked = Instant::now();
    let leased = consumer(server.origin()).lease(&wish()).await.unwrap();
    assert!(leased.session().is_ok());
    let ended = tokio::time::timeout(Duration::from_secs(10), leased.ended()).await;
    assert_eq!(ended, Ok(Ended::TimeOver));
    assert!(
        asked.elapsed() < Duration::from_millis(4500),
        "{:?}",
        asked.elapsed()
    );
    assert!(matches!(leased.session(), Err(Error::LeaseOver)));
    assert!(leased.write(Format::Mtcute).is_err());
    leased.give_back().await.unwrap();
}

#[tokio::test]
async fn a_lost_lease_and_an_ended_session_are_told_at_once() {
    for (status, code, why) in [
        (410, "LEASE_OVER", Ended::LeaseLost),
        (410, "SESSION_REVOKED", Ended::SessionEnded),
    ] {
        let server = platform(64, |_| (), move |_| refused(status, code)).await;
        let leased = consumer(server.origin()).lease(&wish()).await.unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(3), leased.ended()).await;
        assert_eq!(ended, Ok(why), "{code}");
        assert!(leased.session().is_err());
        leased.logged_out(true).await.unwrap();
    }
}

#[tokio::test]
async fn a_lease_that_is_over_before_it_begins_gives_no_session() {
    let server = platform(60, |_| (), |_| done(lease(60))).await;
    let leased = consumer(server.origin()).lease(&wish()).await.unwrap();
    assert!(matches!(leased.session(), Err(Error::LeaseOver)));
}

#[tokio::test]
async fn in_one_process_nobody_holds_a_session_twice() {
    let server = platform(600, |_| (), |_| done(lease(600))).await;
    let one = consumer(server.origin());
    let held = one.lease(&wish()).await.unwrap();
    let permit = held.permit();
    // Neither by a clone, nor by another consumer of the same settings.
    for second in [one.clone(), consumer(server.origin())] {
        let error = second.lease(&wish()).await.err().unwrap();
        assert!(matches!(error, Error::HeldHere), "{error:?}");
    }
    assert!(held.session().is_ok(), "the first one goes on");
    assert_eq!(
        server.count("DELETE", &format!("{API}/leases/{LEASE}")),
        0,
        "the lease is the first one's"
    );
    assert!(permit());
    drop(held);
    assert!(!permit(), "a client that is left over may not connect");
    let again = one.lease(&wish()).await.unwrap();
    again.give_back().await.unwrap();
    one.lease(&wish()).await.unwrap();
}

#[tokio::test]
async fn of_many_that_ask_at_once_one_gets_it() {
    let server = platform(600, |_| (), |_| done(lease(600))).await;
    let one = consumer(server.origin());
    let wish = wish();
    let (a, b, c) = tokio::join!(one.lease(&wish), one.lease(&wish), one.lease(&wish));
    let held: Vec<_> = [a, b, c].into_iter().filter_map(Result::ok).collect();
    assert_eq!(held.len(), 1);
}
