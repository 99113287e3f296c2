//! Another way to Telegram.

use signet_telegram::login::{Cause, Input, Step};
use signet_telegram::{Error, Proxy};

use super::journey::{World, code, phone, submit};
use super::places::Place;
use crate::telegram::CODE;

/// Where nobody listens.
fn nowhere() -> Option<Proxy> {
    Some(Proxy::parse(&"socks5://127.0.0.1:9".into()).unwrap())
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_told_and_can_be_taken_back() {
    let world = World::new();
    let flow = world.begin();
    submit(&flow, Input::Proxy(nowhere())).await;
    let snapshot = phone(&flow).await;
    assert_eq!(snapshot.step, Step::Phone);
    assert!(snapshot.offline);
    let cause = snapshot.failure.map(|failure| failure.cause);
    assert_eq!(cause, Some(Cause::Telegram(Error::Proxy { dc: 2 })));
    assert_eq!(world.sandbox.asked().len(), 0, "nobody went around it");
    submit(&flow, Input::Proxy(None)).await;
    phone(&flow).await;
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_any_state_another_way_can_be_taken() {
    for place in Place::ALL {
        let world = place.world();
        let flow = place.reach(&world).await;
        let before = flow.snapshot();
        let snapshot = submit(&flow, Input::Proxy(None)).await;
        assert_eq!(snapshot.step, before.step, "{place:?}");
        if place == Place::Code {
            code(&flow, CODE).await;
            world.is_signed_in(flow).await;
        } else {
            world.nothing_is_left(flow).await;
        }
    }
}
