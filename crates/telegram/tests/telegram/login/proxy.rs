//! Another way to Telegram, and one that breaks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signet_telegram::login::{Cause, Input, Step};
use signet_telegram::{Error, Proxy};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::journey::{World, code, phone, submit, until};
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
    submit(&flow, Input::Proxy(world.road().through(nowhere()))).await;
    let snapshot = phone(&flow).await;
    assert_eq!(snapshot.step, Step::Phone);
    assert!(snapshot.offline);
    let cause = snapshot.failure.map(|failure| failure.cause);
    assert_eq!(cause, Some(Cause::Telegram(Error::Proxy { dc: 2 })));
    assert_eq!(world.sandbox.asked().len(), 0, "nobody went around it");
    submit(&flow, Input::Proxy(world.road())).await;
    phone(&flow).await;
    code(&flow, CODE).await;
    world.is_signed_in(flow).await;
}

#[tokio::test]
async fn a_connection_that_is_lost_while_nothing_is_asked_is_told_and_so_is_its_return() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let world = World::new().moved(listener.local_addr().unwrap());
    let dcs = world.sandbox.dcs();
    let (_, server) = *dcs.iter().find(|(id, _)| *id == 2).unwrap();
    let (open, cut) = (Arc::new(AtomicBool::new(true)), Arc::new(Notify::new()));
    let (is_open, cuts) = (Arc::clone(&open), Arc::clone(&cut));
    tokio::spawn(async move {
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            if !is_open.load(Ordering::SeqCst) {
                continue;
            }
            let cuts = Arc::clone(&cuts);
            tokio::spawn(async move {
                let mut far = TcpStream::connect(server).await.unwrap();
                tokio::select! {
                    _ = copy_bidirectional(&mut near, &mut far) => {}
                    () = cuts.notified() => {}
                }
            });
        }
    });
    let flow = world.begin();
    let before = phone(&flow).await;
    open.store(false, Ordering::SeqCst);
    cut.notify_waiters();
    let lost = until(&flow, |snapshot| snapshot.offline).await;
    assert_eq!(lost.step, before.step);
    assert!(lost.failure.is_none() && !lost.busy);
    open.store(true, Ordering::SeqCst);
    until(&flow, |snapshot| !snapshot.offline).await;
    code(&flow, CODE).await;
    assert_eq!(world.codes(), 1);
    world.is_signed_in(flow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_any_state_another_way_can_be_taken() {
    for place in Place::ALL {
        let world = place.world();
        let flow = place.reach(&world).await;
        let before = flow.snapshot();
        let snapshot = submit(&flow, Input::Proxy(world.road())).await;
        assert_eq!(snapshot.step, before.step, "{place:?}");
        if place == Place::Code {
            code(&flow, CODE).await;
            world.is_signed_in(flow).await;
        } else {
            world.nothing_is_left(flow).await;
        }
    }
}
