//! From a service's wish to a session in its hands.

use secrecy::ExposeSecret;
use signet_contract::platform::{Credential, ErrorCode, Health, LinkState, Refusal, SessionState};
use signet_platform_client::{Error, Wish};
use signet_seal::{Platform, SigningKey, Suite};
use signet_session::Format;

use crate::parties::{USER, World, description, session, user};

#[tokio::test]
async fn a_session_goes_from_a_person_to_a_service() {
    for suite in Suite::ALL {
        let world = World::start(suite).await;
        let link = world.link().await;
        let redemption = world.redeemed(&link).await;
        assert_eq!(redemption.request.card.name(), "Atlas Archive");
        assert_eq!(redemption.request.card.suite(), suite);
        assert_eq!(redemption.redeemed.user_id, user());
        let device = &redemption.device;
        assert_eq!(
            device.status(redemption.grant()).await.unwrap(),
            LinkState::Waiting
        );

        let early = redemption.deliver(&world).await.unwrap_err();
        assert_eq!(early.code(), Some(ErrorCode::LinkNotConfirmed));
        let confirmed = world.confirm(&link, &redemption).await;
        assert_eq!(confirmed.grant_id, redemption.grant());
        assert_eq!(
            device.status(redemption.grant()).await.unwrap(),
            LinkState::Confirmed
        );

        let envelope = redemption.envelope(&world);
        let delivery = redemption.hand_over(&envelope).await.unwrap();
        assert_eq!(
            redemption.hand_over(&envelope).await.unwrap(),
            delivery,
            "again"
        );
        let other = redemption.deliver(&world).await.unwrap_err();
        assert_eq!(other.code(), Some(ErrorCode::GrantDelivered));

        let wish = Wish {
            grant: Some(confirmed.grant_id),
            ..Wish::of(user())
        };
        let leased = world.consumer("one").lease(&wish).await.unwrap();
        assert_eq!(leased.id(), delivery.session);
        assert_eq!(leased.scopes(), ["messages.read"]);
        assert_eq!(leased.introduction(), session().introduction());
        for format in Format::ALL {
            let ours = session().write(format).unwrap();
            let theirs = leased.write(format).unwrap();
            assert_eq!(theirs.expose_secret(), ours.expose_secret(), "{format}");
        }
        leased.report(Health::Working).await.unwrap();
        leased.give_back().await.unwrap();

        let seen = device.session(delivery.session).await.unwrap().session;
        assert_eq!(
            (seen.state, seen.health),
            (SessionState::Live, Health::Working)
        );
        assert_eq!(seen.reference, delivery.reference);
        let cards = device.cards().await.unwrap();
        assert!(matches!(&cards[..], [Ok(card)] if card.name() == "Atlas Archive"));
    }
}

#[tokio::test]
async fn a_link_works_once_and_is_refused_for_good() {
    let world = World::start(Suite::X25519).await;
    let link = world.link().await;
    let redemption = world.redeemed(&link).await;
    let visit = redemption.device.platform();
    let key = SigningKey::random().unwrap();
    let again = visit.redeem(&link.token, &key, description(), None).await;
    assert_eq!(again.unwrap_err().code(), Some(ErrorCode::LinkRedeemed));

    let stranger = visit.refuse(&link.token, Refusal::Declined).await;
    assert!(stranger.is_err(), "only the device that redeemed may");
    redemption
        .device
        .refuse(&link.token, Refusal::Declined)
        .await
        .unwrap();
    let state = redemption.device.status(redemption.grant()).await.unwrap();
    assert_eq!(state, LinkState::Refused);

    let link = world.link().await;
    visit.refuse(&link.token, Refusal::NotMe).await.unwrap();
    let looked = visit.preview(&link.token).await.unwrap_err();
    assert_eq!(looked.code(), Some(ErrorCode::LinkRefused));
    let unknown = Credential::new("no such token".to_owned());
    assert!(visit.preview(&unknown).await.is_err());
}

#[tokio::test]
async fn an_envelope_for_anything_else_is_not_taken() {
    let world = World::start(Suite::X25519).await;
    let link = world.link().await;
    let redemption = world.redeemed(&link).await;
    world.confirm(&link, &redemption).await;
    let card = &redemption.request.card;
    let wrong = redemption.envelope_for(&world, card, "usr_0000");
    let refused = redemption.hand_over(&wrong).await.unwrap_err();
    assert_eq!(refused.code(), Some(ErrorCode::EnvelopeMismatch));

    let other = World::start(Suite::X25519).await;
    let link = other.link().await;
    let elsewhere = other.redeemed(&link).await;
    let elsewhere = elsewhere.request.card;
    let wrong = redemption.envelope_for(&world, &elsewhere, USER);
    let refused = redemption.hand_over(&wrong).await.unwrap_err();
    assert_eq!(refused.code(), Some(ErrorCode::EnvelopeMismatch));
    assert!(redemption.deliver(&world).await.is_ok());
}

#[tokio::test]
async fn a_platform_is_known_by_its_key() {
    let world = World::start(Suite::X25519).await;
    let key = *world.visit(None).await.unwrap().key();
    assert!(world.visit(Some(key)).await.is_ok());
    let other = SigningKey::<Platform>::random().unwrap().verifying_key();
    let error = world.visit(Some(other)).await.err().unwrap();
    assert!(
        matches!(error, Error::Seal(signet_seal::Error::KeyChange)),
        "{error:?}"
    );
}
