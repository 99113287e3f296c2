//! A session that nobody uses for an hour.

use std::time::Duration;

use signet_sandbox::{Config, Sandbox};
use signet_telegram::{Client, Standing};
use signet_test_telegram::{Relay, person, road_of, sign_in, thorough};

const PHONE: &str = "9996620301";
const CUTS: usize = 3;

#[tokio::test]
async fn an_idle_session_gets_over_three_dropped_connections() {
    let time = Duration::from_secs(if thorough() { 3600 } else { 8 });
    let sandbox = Sandbox::start(Config {
        accounts: vec![person(PHONE)],
        ..Config::default()
    })
    .unwrap();
    let relay = Relay::before(&sandbox, 2).await.unwrap();
    let road = road_of(&relay.environment(&sandbox)).unwrap();
    let session = sign_in(&road, PHONE).await.unwrap();
    let client = Client::from_session(&road, session).await.unwrap();
    client.check().await.unwrap();
    let before = relay.made();

    for _ in 0..CUTS {
        tokio::time::sleep(time / (CUTS as u32 + 1)).await;
        relay.cut();
    }
    tokio::time::sleep(time / (CUTS as u32 + 1)).await;

    let made = relay.made() - before;
    println!(
        "idle for {time:?}: {CUTS} cuts, {made} connections more; asked {:?}",
        sandbox.asked()
    );
    assert_eq!(made, CUTS, "one for each that was cut");
    assert_eq!(sandbox.counts().connections, 1, "it stands again by itself");
    client.check().await.unwrap();
    assert_eq!(relay.made() - before, CUTS, "on the one that stands");
    let chats = client.chats(10).await.unwrap();
    let page = client.messages(&chats[0].peer, 10).await.unwrap();
    assert!(!page.is_empty());
    assert_eq!(*client.standing().borrow(), Standing::Active);
    assert_eq!(sandbox.devices(PHONE).unwrap(), ["Ada's desk"]);
    assert_eq!(sandbox.violations(), []);
}
