//! Every call of a client, hit by everything that may go wrong with a call.

use std::time::Duration;

use signet_sandbox::{Fault, NewAccount, Portrait};
use signet_telegram::{Client, DeviceHash, Error};

use crate::telegram::{PHONE, faults, home, person, road, session, some_of, start_with, unbroken};

const CALLS: [&str; 10] = [
    "users.getUsers",
    "account.getPassword",
    "upload.getFile",
    "auth.exportAuthorization",
    "auth.importAuthorization",
    "account.getAuthorizations",
    "account.resetAuthorization",
    "account.setAuthorizationTTL",
    "messages.getDialogs",
    "messages.getHistory",
];

/// Something that makes this call.
async fn make(client: &Client, call: &str) -> Result<(), Error> {
    match call {
        "users.getUsers" => client.check().await,
        "account.getPassword" => client.account().await.map(drop),
        "upload.getFile" | "auth.exportAuthorization" | "auth.importAuthorization" => {
            picture(client).await
        }
        "account.getAuthorizations" => client.devices().await.map(drop),
        "account.resetAuthorization" => client.end(DeviceHash(7)).await.map(drop),
        "account.setAuthorizationTTL" => client.set_inactive_days(90).await.map(drop),
        "messages.getDialogs" => client.chats(5).await.map(drop),
        "messages.getHistory" => history(client).await,
        other => panic!("{other}"),
    }
}

/// Once, where a broken connection is got over, and at every call, which is told. Afterwards all
/// is well.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_client_gets_over_every_fault_or_says_so() {
    let each = |call| faults().into_iter().map(move |fault| (call, fault));
    let cases = CALLS.into_iter().flat_map(each).collect();
    some_of(cases, 12, async |(call, fault)| {
        let sandbox = start_with(NewAccount {
            portrait: Some(Portrait::Dawn),
            lively: true,
            ..person()
        });
        let client = home(&sandbox).await;
        let met = async |times| {
            sandbox.script(call, times, fault.clone());
            let made = tokio::time::timeout(Duration::from_secs(16), make(&client, call)).await;
            sandbox.clear_faults();
            made.expect("an end")
        };
        let once = met(1).await;
        let dropped = matches!(fault, Fault::DropBefore | Fault::DropAfter);
        if dropped && call != "auth.importAuthorization" {
            assert_eq!(once, Ok(()));
        }
        assert!(met(20).await.is_err());
        make(&client, call).await.unwrap();
        assert_eq!(sandbox.devices(PHONE).unwrap(), ["Signet"]);
        unbroken(&sandbox);
    })
    .await;
}

async fn picture(client: &Client) -> Result<(), Error> {
    let photo = client.account().await?.photo.unwrap();
    client.photo(photo).await.map(|jpeg| drop(jpeg.unwrap()))
}

async fn history(client: &Client) -> Result<(), Error> {
    let chats = client.chats(5).await?;
    client.messages(&chats[0].peer, 5).await.map(drop)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signing_out_gets_over_every_fault() {
    some_of(faults(), 4, async |fault| {
        let sandbox = start_with(person());
        let session = session(&sandbox).await;
        let client = Client::from_session(&road(&sandbox), session)
            .await
            .unwrap();
        sandbox.script("auth.logOut", 1, fault);
        let _ = client.log_out().await;
        sandbox.clear_faults();
        client.log_out().await.unwrap();
        assert!(sandbox.devices(PHONE).unwrap().is_empty());
        unbroken(&sandbox);
    })
    .await;
}
