//! Every call of a client, hit by everything that may go wrong with a call.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use signet_sandbox::{Fault, NewAccount, Portrait, Sandbox};
use signet_telegram::{Client, Error};

use crate::telegram::{PHONE, faults, home, person, session, some_faults, start_with, unbroken};

type Done<'c> = Pin<Box<dyn Future<Output = Result<(), Error>> + 'c>>;

/// Each fault once, where it may be got over, and for long, where it must be told. Afterwards all
/// is well.
async fn hit(method: &str, call: impl for<'c> Fn(&'c Client) -> Done<'c>) {
    let sandbox = start_with(NewAccount {
        portrait: Some(Portrait::Dawn),
        lively: true,
        ..person()
    });
    let client = home(&sandbox).await;
    for fault in some_faults() {
        let once = told(&sandbox, &client, method, 1, &fault, &call).await;
        if matches!(fault, Fault::DropBefore | Fault::DropAfter) && !is_once(method) {
            assert_eq!(once, Ok(()), "{method} {fault:?}");
        }
        let long = told(&sandbox, &client, method, 20, &fault, &call).await;
        assert!(long.is_err(), "{method} {fault:?}");
        sandbox.clear_faults();
    }
    call(&client).await.unwrap();
    assert_eq!(sandbox.devices(PHONE).unwrap(), ["Signet"]);
    unbroken(&sandbox);
}

fn is_once(method: &str) -> bool {
    method == "auth.importAuthorization"
}

async fn told(
    sandbox: &Sandbox,
    client: &Arc<Client>,
    method: &str,
    times: u32,
    fault: &Fault,
    call: &impl for<'c> Fn(&'c Client) -> Done<'c>,
) -> Result<(), Error> {
    sandbox.script(method, times, fault.clone());
    let limit = Duration::from_secs(8);
    let told = tokio::time::timeout(limit, call(client)).await;
    sandbox.clear_faults();
    told.expect("an end")
}

macro_rules! hits {
    ($( $name:ident: $method:literal by |$client:ident| $call:expr; )+) => { $(
        #[tokio::test]
        async fn $name() {
            hit($method, |$client| Box::pin(async move { $call.await.map(drop) })).await;
        }
    )+ };
}

hits! {
    checking: "users.getUsers" by |client| client.check();
    the_card: "account.getPassword" by |client| client.account();
    the_picture: "upload.getFile" by |client| picture(client);
    the_way_to_the_picture: "auth.exportAuthorization" by |client| picture(client);
    the_end_of_the_way_to_the_picture: "auth.importAuthorization" by |client| picture(client);
    listing_devices: "account.getAuthorizations" by |client| client.devices();
    ending_a_device: "account.resetAuthorization" by |client| client.end(signet_telegram::DeviceHash(7));
    setting_days: "account.setAuthorizationTTL" by |client| client.set_inactive_days(90);
    listing_chats: "messages.getDialogs" by |client| client.chats(5);
    reading_messages: "messages.getHistory" by |client| history(client);
}

async fn picture(client: &Client) -> Result<(), Error> {
    let photo = client.account().await?.photo.unwrap();
    client.photo(photo).await.map(|jpeg| drop(jpeg.unwrap()))
}

async fn history(client: &Client) -> Result<(), Error> {
    let chats = client.chats(5).await?;
    client.messages(&chats[0].peer, 5).await.map(drop)
}

#[tokio::test]
async fn signing_out() {
    let sandbox = start_with(person());
    for fault in faults() {
        let session = session(&sandbox).await;
        let road = crate::telegram::road(&sandbox);
        let client = Client::from_session(&road, session).await.unwrap();
        sandbox.script("auth.logOut", 1, fault);
        let _ = client.log_out().await;
        sandbox.clear_faults();
        client.log_out().await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(sandbox.devices(PHONE).unwrap().is_empty());
        // Codes are counted.
        sandbox.clock().advance(Duration::from_secs(90_000));
    }
    unbroken(&sandbox);
}
