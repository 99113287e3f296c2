//! One instance at a time.

use signet_contract::platform::{ErrorCode, Health};
use signet_platform_client::{Category, Error, Wish};
use signet_seal::Suite;

use crate::parties::{World, user};

#[tokio::test]
async fn another_instance_waits_and_the_same_one_goes_on() {
    let world = World::start(Suite::X25519).await;
    world.delivered().await;
    let wish = Wish::of(user());
    let one = world.consumer("one");
    let held = one.lease(&wish).await.unwrap();

    let other = world.consumer("other");
    let error = other.lease(&wish).await.err().unwrap();
    assert_eq!(error.code(), Some(ErrorCode::SessionInUse));
    assert_eq!(error.category(), Category::PlatformService);
    assert!(error.refusal().unwrap().details.ends_at.is_some());

    let second = one.lease(&wish).await.err().unwrap();
    assert!(matches!(second, Error::HeldHere), "{second:?}");
    let session = held.id();
    drop(held);
    let again = one.lease(&wish).await.unwrap();
    assert_eq!(again.id(), session);
    again.give_back().await.unwrap();
    let taken = other.lease(&wish).await;
    assert!(taken.is_ok(), "{:?}", taken.err());
}

#[tokio::test]
async fn a_user_without_a_session_has_none() {
    let world = World::start(Suite::X25519).await;
    let error = world
        .consumer("one")
        .lease(&Wish::of(user()))
        .await
        .err()
        .unwrap();
    assert!(error.refusal().is_some(), "{error:?}");
    assert!(!error.is_passing());
}

#[tokio::test]
async fn a_lost_key_opens_nothing_and_the_platform_is_told() {
    let world = World::start(Suite::X25519).await;
    let (redemption, delivery) = world.delivered().await;
    let lost = world.consumer_but(|settings| settings.sealing_keys.clear());
    let error = lost.lease(&Wish::of(user())).await.err().unwrap();
    assert!(
        matches!(error, Error::Seal(signet_seal::Error::Closed)),
        "{error:?}"
    );
    let seen = redemption.device.session(delivery.session).await.unwrap();
    assert_eq!(seen.session.health, Health::Unopened);
    let found = world.consumer("two").lease(&Wish::of(user())).await;
    assert!(found.is_ok(), "the lease was given back");
}

#[tokio::test]
async fn a_wrong_api_key_is_refused_and_not_tried_again() {
    let world = World::start(Suite::X25519).await;
    let stranger = world.consumer_but(|settings| settings.api_key = "sk_wrong".into());
    let error = stranger.lease(&Wish::of(user())).await.err().unwrap();
    assert_eq!(error.category(), Category::Authentication);
    assert_eq!(error.code(), Some(ErrorCode::CredentialInvalid));
}
