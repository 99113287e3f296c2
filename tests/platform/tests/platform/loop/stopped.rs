//! A holder that is stopped past takeover and woken again: never two at one session.

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use signet_contract::platform::{ErrorCode, Health};
use signet_platform_client::{Consumer, Ended, Wish};
use signet_telegram::{Client, Road};
use tokio::runtime::Builder;

use crate::{
    elsewhere::Elsewhere,
    person::copied,
    whole_loop::{ATLAS, Scene},
};

/// A lease, and as long again as others must wait.
const TAKEOVER: Duration = Duration::from_secs(600 + 60 + 1);

/// A process of its own, as far as it matters: while its only thread is stopped, none of its tasks
/// runs, and its connections stay as they are.
struct Holder {
    works: mpsc::Receiver<()>,
    stop: mpsc::Sender<mpsc::Receiver<()>>,
    thread: thread::JoinHandle<Ended>,
}

impl Holder {
    fn start(instance: Consumer, wish: Wish, road: Road) -> Self {
        let (working, works) = mpsc::channel();
        let (stop, stops) = mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(hold(instance, wish, road, &working, &stops))
        });
        Self {
            works,
            stop,
            thread,
        }
    }
}

/// Works as fast as it can, until it may not any more.
async fn hold(
    instance: Consumer,
    wish: Wish,
    road: Road,
    working: &mpsc::Sender<()>,
    stops: &mpsc::Receiver<mpsc::Receiver<()>>,
) -> Ended {
    let leased = instance.lease(&wish).await.unwrap();
    let road = road.while_permitted(leased.permit());
    let session = copied(leased.session().unwrap());
    let client = Client::from_session(&road, session).await.unwrap();
    client.check().await.unwrap();
    working.send(()).unwrap();
    loop {
        if let Ok(woken) = stops.try_recv() {
            woken.recv().unwrap();
        }
        // It does not even look whether it may: that is what the road is for.
        let _ = client.check().await;
        tokio::select! {
            ended = leased.ended() => {
                client.close().await.unwrap();
                leased.give_back().await.unwrap();
                return ended;
            }
            () = tokio::time::sleep(Duration::from_millis(20)) => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_stopped_past_takeover_never_meets_the_one_that_took_over() {
    let scene = Scene::start(None).await;
    let person = &scene.person;
    let granted = scene.granted().await;
    let elsewhere = Elsewhere::start().await;
    let road = person.road().through(Some(elsewhere.proxy()));
    let holder = Holder::start(scene.instance("one"), granted.wish(), road);
    holder.works.recv().unwrap();
    assert_eq!(elsewhere.made(), 1);
    let (wake, woken) = mpsc::channel();
    holder.stop.send(woken).unwrap();
    thread::sleep(Duration::from_millis(500));

    let two = scene.instance("two");
    let early = two.lease(&granted.wish()).await.err().unwrap();
    assert_eq!(early.code(), Some(ErrorCode::SessionInUse));
    scene.world.clock().advance(TAKEOVER);
    // By then Telegram has closed what was silent for longer than it said.
    assert_eq!(person.connections(ATLAS), 1, "it cannot close it itself");
    elsewhere.cut();
    until("the stopped one is disconnected", || {
        person.connections(ATLAS) == 0
    })
    .await;

    let leased = two.lease(&granted.wish()).await.unwrap();
    let road = person.road().while_permitted(leased.permit());
    let session = copied(leased.session().unwrap());
    let client = Client::from_session(&road, session).await.unwrap();
    client.check().await.unwrap();
    wake.send(()).unwrap();
    let start = Instant::now();
    while !holder.thread.is_finished() || start.elapsed() < Duration::from_secs(2) {
        client.check().await.unwrap();
        assert_eq!(person.connections(ATLAS), 1, "never two");
        tokio::time::sleep(Duration::from_millis(10)).await;
        assert!(start.elapsed() < Duration::from_secs(60), "it holds on");
    }
    let ended = holder.thread.join().unwrap();
    assert!(matches!(ended, Ended::TimeOver | Ended::LeaseLost));
    assert_eq!(elsewhere.made(), 1, "it never came back");
    leased.report(Health::Working).await.unwrap();
    assert_eq!(leased.grant(), granted.redemption.grant());
    person.is_unharmed();
}

async fn until(what: &str, happens: impl Fn() -> bool) {
    let start = Instant::now();
    while !happens() {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
