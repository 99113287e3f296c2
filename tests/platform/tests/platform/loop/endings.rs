//! Ended by others than the person: the service, support, the end date. The device does its part.

use std::time::Duration;

use signet_contract::platform::{Ending, SessionState, StepKind, StepOutcome};
use signet_service::lifecycle;
use signet_telegram::{Client, Standing};

use crate::{
    person::{PASSWORD, copied},
    staff::Support,
    whole_loop::{ATLAS, Scene, is_dead},
};

const RESET: [(StepKind, StepOutcome); 1] = [(StepKind::HomeReset, StepOutcome::Done)];

#[tokio::test]
async fn a_service_that_needs_it_no_longer_ends_it() {
    let scene = Scene::start(Some(PASSWORD)).await;
    scene.person.grow_old();
    let granted = scene.granted().await;
    let instance = scene.instance("one");
    let leased = instance.lease(&granted.wish()).await.unwrap();
    let session = copied(leased.session().unwrap());
    let client = Client::from_session(&scene.person.road(), session).await;
    let client = client.unwrap();
    client.check().await.unwrap();

    let ending = instance.revoke(granted.delivery.session).await.unwrap();
    assert_eq!(ending.session.revocation_reason, Some(Ending::Service));
    scene.is_refused(&granted).await;
    client.log_out().await.unwrap();
    leased.logged_out(true).await.unwrap();
    let dead = scene.home_ends(&granted).await;
    let steps = [RESET[0], (StepKind::HolderLogout, StepOutcome::Done)];
    is_dead(&dead, Ending::Service, &steps);
    assert!(!scene.person.is_listed(ATLAS));
    scene.person.is_unharmed();
}

#[tokio::test]
async fn support_ends_it_and_home_takes_it_from_a_holder_that_goes_on() {
    let scene = Scene::start(None).await;
    scene.person.grow_old();
    let granted = scene.granted().await;
    let leased = scene.instance("one").lease(&granted.wish()).await.unwrap();
    let session = copied(leased.session().unwrap());
    let client = Client::from_session(&scene.person.road(), session).await;
    let client = client.unwrap();
    client.check().await.unwrap();

    let support = Support::enrol(&scene.world).await;
    support
        .end(&scene.world, granted.delivery.session, "suspicious")
        .await;
    scene.is_refused(&granted).await;
    let seen = granted.seen().await;
    assert_eq!(seen.session.state, SessionState::Ending);
    client.check().await.unwrap();
    let dead = scene.home_ends(&granted).await;
    is_dead(&dead, Ending::Suspicious, &RESET);
    client.check().await.unwrap_err();
    assert_eq!(*client.standing().borrow(), Standing::Revoked);
    assert!(!scene.person.is_listed(ATLAS));
    scene.person.is_unharmed();
}

#[tokio::test]
async fn its_end_date_ends_it() {
    let scene = Scene::start(None).await;
    scene.person.grow_old();
    let clock = scene.world.clock();
    let until = clock.now().after(Duration::from_secs(2 * 60 * 60));
    let granted = scene.granted_to(&scene.atlas, Some(until)).await;
    assert!(granted.delivery.expires_at <= until);
    let leased = scene.instance("one").lease(&granted.wish()).await.unwrap();
    leased.give_back().await.unwrap();

    clock.advance(Duration::from_secs(3 * 60 * 60));
    scene.is_refused(&granted).await;
    let platform = scene.world.server.platform();
    // The platform may be at the same job by itself; its turn is then seen in what it did.
    for _ in 0..100 {
        lifecycle::run(platform).await.unwrap();
        if granted.seen().await.session.state == SessionState::Ending {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    scene.is_refused(&granted).await;
    let dead = scene.home_ends(&granted).await;
    is_dead(&dead, Ending::Expired, &RESET);
    assert!(!scene.person.is_listed(ATLAS));
    scene.person.is_unharmed();
}
