//! Minting a sign-in of its own, as it should go.

use std::time::{Duration, SystemTime};

use secrecy::SecretString;
use signet_sandbox::{CodeWay, NewAccount};
use signet_telegram::{
    Client, Ended, Refusal,
    devices::{Maker, log_out, minted_introduction},
    mint::{MintStep, Minting, Recovered},
};

use crate::{
    journal::Journal,
    telegram::{
        CODE, PASSWORD, PHONE, home, person, road, start, start_with, unbroken, young_home,
    },
};

fn done(minting: Minting<Journal>) -> signet_telegram::mint::Minted {
    match minting {
        Minting::Done(minted) => minted,
        Minting::PasswordNeeded(_) => panic!("a password is asked for"),
    }
}

#[tokio::test]
async fn a_minted_session_works_for_itself_under_its_own_name() {
    let sandbox = start();
    let home = young_home(&sandbox).await;
    let journal = Journal::new();
    let minter = journal.minter(&home);
    let minted = done(minter.by_token(SystemTime::now()).await.unwrap());
    let hash = minted.hash;
    assert_eq!(
        sandbox.devices(PHONE).unwrap(),
        ["Signet", "Atlas via Signet"]
    );
    assert!(matches!(
        journal.steps()[..],
        [
            MintStep::Begun,
            MintStep::LettingIn { .. },
            MintStep::LetIn { .. },
            MintStep::SignedIn { .. },
            MintStep::Closed { .. },
        ]
    ));
    let service = Client::from_session(&road(&sandbox), minted.session)
        .await
        .unwrap();
    service.check().await.unwrap();
    home.check().await.unwrap();
    assert!(home.shows(hash).await.unwrap());
    assert_eq!(
        sandbox.devices(PHONE).unwrap(),
        ["Signet", "Atlas via Signet"]
    );
    unbroken(&sandbox);
}

#[tokio::test]
async fn nothing_is_connected_with_a_session_that_is_handed_out() {
    let sandbox = start();
    let home = young_home(&sandbox).await;
    home.check().await.unwrap();
    let before = sandbox.counts().connections;
    let minter = Journal::new().minter(&home);
    let minted = done(minter.by_token(SystemTime::now()).await.unwrap());
    assert_eq!(sandbox.counts().connections, before);
    drop(minted);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_password_is_asked_for_and_may_be_wrong_first() {
    let sandbox = start();
    let home = home(&sandbox).await;
    sandbox
        .set_password(PHONE, Some(PASSWORD), Some("the\u{202e} usual"))
        .unwrap();
    let journal = Journal::new();
    let now = SystemTime::now();
    let minting = journal.minter(&home).by_token(now).await.unwrap();
    let Minting::PasswordNeeded(needed) = minting else {
        panic!("no password is asked for");
    };
    assert_eq!(needed.hint(), Some("the usual"));
    let refused = needed.submit(&SecretString::from("wrong"), now).await;
    let refused = refused.err().unwrap();
    assert_eq!(refused.error.refusal(), Some(&Refusal::PasswordHashInvalid));
    let needed = refused.again.unwrap();
    let minted = needed.submit(&SecretString::from(PASSWORD), now).await;
    let minted = minted.ok().unwrap();
    let service = Client::from_session(&road(&sandbox), minted.session)
        .await
        .unwrap();
    assert!(service.account().await.unwrap().has_password);
    assert!(matches!(journal.last(), Some(MintStep::Closed { .. })));
    unbroken(&sandbox);
}

#[tokio::test]
async fn parameters_that_ran_out_are_fetched_again_once() {
    let sandbox = start();
    let home = home(&sandbox).await;
    sandbox.set_password(PHONE, Some(PASSWORD), None).unwrap();
    let now = SystemTime::now();
    let invalid = signet_sandbox::Fault::Error {
        code: 400,
        message: "SRP_ID_INVALID".to_owned(),
    };
    let minting = Journal::new().minter(&home).by_token(now).await.unwrap();
    let Minting::PasswordNeeded(needed) = minting else {
        panic!("no password is asked for");
    };
    sandbox.script("auth.checkPassword", 2, invalid.clone());
    let refused = needed.submit(&SecretString::from(PASSWORD), now).await;
    let refused = refused.err().unwrap();
    assert_eq!(refused.error.refusal(), Some(&Refusal::SrpIdInvalid));
    sandbox.script("auth.checkPassword", 1, invalid);
    let again = refused.again.unwrap();
    let minted = again.submit(&SecretString::from(PASSWORD), now).await;
    assert!(minted.is_ok());
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_cancelled_mint_leaves_nothing() {
    let sandbox = start_with(person());
    let home = young_home(&sandbox).await;
    sandbox.set_password(PHONE, Some(PASSWORD), None).unwrap();
    let journal = Journal::new();
    let now = SystemTime::now();
    let minting = journal.minter(&home).by_token(now).await.unwrap();
    let Minting::PasswordNeeded(needed) = minting else {
        panic!("no password is asked for");
    };
    assert_eq!(sandbox.devices(PHONE).unwrap().len(), 2);
    let recovered = needed.cancel(now).await.unwrap();
    assert!(matches!(recovered, Recovered::Undone));
    assert_eq!(journal.last(), Some(MintStep::Undone));
    assert_eq!(sandbox.devices(PHONE).unwrap(), ["Signet"]);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_code_mints_too_and_may_be_wrong_first() {
    let sandbox = start();
    let home = young_home(&sandbox).await;
    let journal = Journal::new();
    let now = SystemTime::now();
    let sent = journal.minter(&home).by_code(PHONE.into(), now).await;
    let sent = sent.unwrap();
    assert!(sent.is_in_app());
    let refused = sent.submit(&SecretString::from("11111"), now).await;
    let refused = refused.err().unwrap();
    assert_eq!(refused.error.refusal(), Some(&Refusal::PhoneCodeInvalid));
    assert_eq!(journal.last(), Some(MintStep::Begun));
    let again = refused.again.unwrap();
    let minting = again.submit(&SecretString::from(CODE), now).await;
    let minted = done(minting.ok().unwrap());
    assert!(home.shows(minted.hash).await.unwrap());
    let service = Client::from_session(&road(&sandbox), minted.session)
        .await
        .unwrap();
    service.check().await.unwrap();
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_code_and_then_a_password() {
    let sandbox = start_with(NewAccount {
        ways: vec![CodeWay::Sms],
        ..person()
    });
    let home = young_home(&sandbox).await;
    sandbox.set_password(PHONE, Some(PASSWORD), None).unwrap();
    let journal = Journal::new();
    let now = SystemTime::now();
    let sent = journal.minter(&home).by_code(PHONE.into(), now).await;
    let sent = sent.unwrap();
    assert!(!sent.is_in_app());
    let minting = sent.submit(&SecretString::from(CODE), now).await;
    let Minting::PasswordNeeded(needed) = minting.ok().unwrap() else {
        panic!("no password is asked for");
    };
    let minted = needed.submit(&SecretString::from(PASSWORD), now).await;
    assert!(home.shows(minted.ok().unwrap().hash).await.unwrap());
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_grant_is_ended_by_itself_when_home_is_too_young() {
    let sandbox = start();
    let home = young_home(&sandbox).await;
    let minter = Journal::new().minter(&home);
    let minted = done(minter.by_token(SystemTime::now()).await.unwrap());
    let Ended::PossibleAt(then) = home.end(minted.hash).await.unwrap() else {
        panic!("ended by a young home");
    };
    let wait = then.duration_since(SystemTime::now()).unwrap();
    assert!(wait > Duration::from_secs(86_000) && wait <= Duration::from_secs(86_400));
    let left = log_out(&road(&sandbox), minted.session).await.unwrap();
    assert!(left.is_some());
    assert!(!home.shows(minted.hash).await.unwrap());
    assert_eq!(home.end(minted.hash).await.unwrap(), Ended::Gone);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_grant_is_ended_by_home_and_its_holder_learns_of_it() {
    let sandbox = start();
    let home = home(&sandbox).await;
    let minter = Journal::new().minter(&home);
    let minted = done(minter.by_token(SystemTime::now()).await.unwrap());
    let service = Client::from_session(&road(&sandbox), minted.session)
        .await
        .unwrap();
    service.check().await.unwrap();
    assert_eq!(home.end(minted.hash).await.unwrap(), Ended::Done);
    assert!(!home.shows(minted.hash).await.unwrap());
    let standing = service.standing();
    service.check().await.unwrap_err();
    assert_eq!(*standing.borrow(), signet_telegram::Standing::Revoked);
    unbroken(&sandbox);
}

#[tokio::test]
async fn signets_recognise_each_other() {
    let sandbox = start();
    let home = young_home(&sandbox).await;
    let mut minter = Journal::new().minter(&home);
    minter.introduction = minted_introduction("Atlas", "Debian 12", "0.1.0", "en").unwrap();
    let minted = done(minter.by_token(SystemTime::now()).await.unwrap());
    let devices = home.devices().await.unwrap();
    assert_eq!(
        devices.find(minted.hash).unwrap().maker(),
        Maker::Minted("Atlas")
    );
    assert_eq!(devices.current().unwrap().maker(), Maker::Other);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_key_that_may_not_log_itself_out_is_ended_by_home() {
    let sandbox = start();
    let home = home(&sandbox).await;
    sandbox.set_password(PHONE, Some(PASSWORD), None).unwrap();
    let journal = Journal::new();
    let now = SystemTime::now();
    let minting = journal.minter(&home).by_token(now).await.unwrap();
    drop(minting);
    let needed = signet_sandbox::Fault::Error {
        code: 401,
        message: "SESSION_PASSWORD_NEEDED".to_owned(),
    };
    sandbox.script("auth.logOut", 1, needed);
    assert_eq!(sandbox.devices(PHONE).unwrap().len(), 2);
    let recovered = journal.recover(&sandbox, &home, now).await.unwrap();
    assert!(matches!(recovered, Recovered::Undone));
    assert_eq!(sandbox.devices(PHONE).unwrap(), ["Signet"]);
    unbroken(&sandbox);
}
