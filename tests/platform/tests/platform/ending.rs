//! Ended by the person: refused at once, tracked until it is dead.

use std::time::{Duration, Instant};

use signet_contract::platform::{Ending, ErrorCode, Receipt, SessionState, StepKind, StepOutcome};
use signet_platform_client::Wish;
use signet_seal::Suite;

use crate::parties::{World, user};

#[tokio::test]
async fn an_ended_session_is_refused_and_tracked_until_it_is_dead() {
    let world = World::start(Suite::X25519).await;
    let (redemption, delivery) = world.delivered().await;
    let device = &redemption.device;
    let leased = world
        .consumer("one")
        .lease(&Wish::of(user()))
        .await
        .unwrap();

    let ending = device.revoke(delivery.session).await.unwrap();
    assert_eq!(ending.session.state, SessionState::Ending);
    assert_eq!(ending.session.revocation_reason, Some(Ending::Person));
    let start = Instant::now();
    let error = world
        .consumer("two")
        .lease(&Wish::of(user()))
        .await
        .err()
        .unwrap();
    assert!(error.refusal().is_some(), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(2));

    leased.logged_out(true).await.unwrap();
    leased.give_back().await.unwrap();
    let reset = Receipt::HomeReset {
        done: true,
        retry_at: None,
    };
    device.report(delivery.session, &reset).await.unwrap();
    let dead = device
        .report(delivery.session, &Receipt::ConfirmedDead {})
        .await
        .unwrap();
    assert_eq!(dead.session.state, SessionState::Dead);
    let step = |kind| {
        dead.steps
            .iter()
            .find(|step| step.kind == kind)
            .map(|step| step.outcome)
    };
    assert_eq!(step(StepKind::Blocked), Some(StepOutcome::Done));
    assert_eq!(step(StepKind::HolderLogout), Some(StepOutcome::Done));
    assert_eq!(step(StepKind::HomeReset), Some(StepOutcome::Done));
}

#[tokio::test]
async fn another_device_neither_sees_nor_ends_it() {
    let world = World::start(Suite::X25519).await;
    let (_, delivery) = world.delivered().await;
    let link = world.link().await;
    let other = world.redeemed(&link).await;
    let seen = other.device.session(delivery.session).await.unwrap_err();
    assert_eq!(seen.code(), Some(ErrorCode::NotFound));
    let ended = other.device.revoke(delivery.session).await.unwrap_err();
    assert_eq!(ended.code(), Some(ErrorCode::NotFound));
}
