//! A key's line to a data centre.

use std::time::Duration;

use grammers_tl_types as tl;
use signet_sandbox::Fault;
use signet_telegram::{Error, Link, Refusal};

use crate::telegram::{introduction, open, road, send_code, sign_in, start, unbroken};

const STATE: tl::functions::updates::GetState = tl::functions::updates::GetState {};

#[tokio::test]
async fn a_key_is_made_and_somebody_signs_in() {
    let sandbox = start();
    let link = open(&sandbox).await;
    sign_in(&link).await;
    link.read(&STATE).await.unwrap();
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_kept_key_goes_on_where_it_was() {
    let sandbox = start();
    let link = open(&sandbox).await;
    sign_in(&link).await;
    let key = link.close().await.unwrap().into_key();
    let link = Link::open(&road(&sandbox), 2, Some(key), &introduction("Signet"))
        .await
        .unwrap();
    link.read(&STATE).await.unwrap();
    unbroken(&sandbox);
}

#[tokio::test]
async fn many_requests_are_under_way_at_once() {
    let sandbox = start();
    let link = open(&sandbox).await;
    sign_in(&link).await;
    let delay = Fault::Delay { milliseconds: 300 };
    sandbox.script("updates.getState", 8, delay);
    let begun = std::time::Instant::now();
    let all = tokio::join!(
        link.read(&STATE),
        link.read(&STATE),
        link.read(&STATE),
        link.read(&STATE),
        link.read(&STATE),
        link.read(&STATE),
    );
    assert!(all.0.is_ok() && all.3.is_ok() && all.5.is_ok());
    assert!(begun.elapsed() < Duration::from_millis(900));
    unbroken(&sandbox);
}

#[tokio::test]
async fn what_may_have_been_done_is_not_asked_again() {
    let sandbox = start();
    let link = open(&sandbox).await;
    let method = "auth.sendCode";
    for (fault, error) in [
        (Fault::DropBefore, Error::Dropped { method }),
        (Fault::DropAfter, Error::Dropped { method }),
        (
            Fault::Delay { milliseconds: 2500 },
            Error::TimedOut { method },
        ),
        (Fault::Garbage, Error::Garbage { method }),
        (Fault::Refuse { code: -429 }, Error::TooManyConnections),
    ] {
        sandbox.script(method, 1, fault);
        assert_eq!(send_code(&link).await, Err(error));
    }
    send_code(&link).await.unwrap();
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_wait_is_told_and_not_slept() {
    let sandbox = start();
    let link = open(&sandbox).await;
    let error = Fault::Error {
        code: 420,
        message: "FLOOD_WAIT_3600".to_owned(),
    };
    sandbox.script("auth.sendCode", 1, error);
    let refused = send_code(&link).await.unwrap_err();
    let wait = Refusal::FloodWait(Duration::from_secs(3600));
    assert_eq!(refused.refusal(), Some(&wait));
    unbroken(&sandbox);
}

#[tokio::test]
async fn reading_is_repeated_over_broken_connections() {
    let sandbox = start();
    let link = open(&sandbox).await;
    sign_in(&link).await;
    for fault in [Fault::DropBefore, Fault::DropAfter] {
        sandbox.script("updates.getState", 2, fault);
        link.read(&STATE).await.unwrap();
    }
    assert_eq!(sandbox.devices(crate::telegram::PHONE).unwrap(), ["Signet"]);
    unbroken(&sandbox);
}
