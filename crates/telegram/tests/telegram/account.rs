//! The account card and its picture.

use secrecy::ExposeSecret;
use signet_sandbox::{NewAccount, Portrait, Standing as Of};
use signet_telegram::{Client, Error, Refusal, Standing};

use crate::telegram::{
    PHONE, home, person, road, session, start, start_with, unbroken, young_home,
};

#[tokio::test]
async fn a_card_shows_who_it_is_and_hides_the_number() {
    let sandbox = start_with(NewAccount {
        first_name: "A\u{202e}da\n".to_owned(),
        last_name: "L".repeat(200),
        username: Some("ada".to_owned()),
        premium: true,
        ..person()
    });
    let client = young_home(&sandbox).await;
    let account = client.account().await.unwrap();
    assert_eq!(account.user_id, client.user_id());
    assert_eq!(account.first_name, "Ada");
    assert_eq!(account.last_name, "L".repeat(64));
    assert_eq!(account.username.as_deref(), Some("ada"));
    let phone = account.phone.as_ref().unwrap();
    assert_eq!(phone.masked().as_str(), "+999 *** 1234");
    assert_eq!(phone.expose_secret(), PHONE);
    assert!(account.premium && !account.has_password);
    assert_eq!(account.photo, None);
    assert!(!format!("{account:?}").contains(PHONE));
    sandbox.set_password(PHONE, Some("x"), None).unwrap();
    assert!(client.account().await.unwrap().has_password);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_picture_comes_from_wherever_it_is_kept() {
    for (name, portrait) in [
        ("9996621234", Portrait::Dawn),
        ("9996621235", Portrait::Lake),
        ("9996621236", Portrait::Moss),
    ] {
        let sandbox = start_with(NewAccount {
            portrait: Some(portrait),
            ..person()
        });
        let client = young_home(&sandbox).await;
        let photo = client.account().await.unwrap().photo.expect(name);
        let jpeg = client.photo(photo).await.unwrap().unwrap();
        assert!(jpeg.len() > 1000 && jpeg.starts_with(&[0xff, 0xd8]));
        // The key that fetched it shared this sign-in and did not end it.
        client.check().await.unwrap();
        assert_eq!(sandbox.devices(PHONE).unwrap(), ["Signet"]);
        unbroken(&sandbox);
    }
}

#[tokio::test]
async fn each_standing_is_told_by_what_telegram_answers() {
    let sandbox = start();
    let client = home(&sandbox).await;
    let standing = client.standing();
    client.check().await.unwrap();
    assert_eq!(*standing.borrow(), Standing::Active);

    sandbox.set_standing(PHONE, Of::Frozen).unwrap();
    client.check().await.unwrap();
    assert_eq!(*standing.borrow(), Standing::Active);
    let frozen = client.set_inactive_days(30).await.unwrap_err();
    assert_eq!(frozen.refusal(), Some(&Refusal::FrozenMethodInvalid));
    client.check().await.unwrap();
    assert_eq!(*standing.borrow(), Standing::Frozen);
    sandbox.set_standing(PHONE, Of::Good).unwrap();
    client.set_inactive_days(30).await.unwrap();
    assert_eq!(*standing.borrow(), Standing::Active);

    sandbox.forget_keys(PHONE).unwrap();
    assert_eq!(client.check().await, Err(Error::KeyUnknown));
    assert_eq!(*standing.borrow(), Standing::KeyLost);
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_banned_or_deleted_account_is_told_so() {
    for (of, told) in [
        (Of::Banned, Standing::Banned),
        (Of::Deleted, Standing::Deactivated),
    ] {
        let sandbox = start();
        let client = young_home(&sandbox).await;
        client.check().await.unwrap();
        sandbox.set_standing(PHONE, of).unwrap();
        client.check().await.unwrap_err();
        assert_eq!(*client.standing().borrow(), told);
        unbroken(&sandbox);
    }
}

#[tokio::test]
async fn a_sign_in_that_nobody_used_has_expired() {
    let sandbox = start();
    let client = home(&sandbox).await;
    client.set_inactive_days(7).await.unwrap();
    let week = std::time::Duration::from_secs(8 * 86_400);
    sandbox.clock().advance(week);
    client.check().await.unwrap_err();
    assert_eq!(*client.standing().borrow(), Standing::Expired);
    unbroken(&sandbox);
}

#[tokio::test]
async fn signing_out_leaves_a_token_and_may_be_done_twice() {
    let sandbox = start();
    let client = young_home(&sandbox).await;
    let left = client.log_out().await.unwrap().unwrap();
    assert!(!left.expose_secret().is_empty());
    assert_eq!(format!("{left:?}"), "FutureToken([REDACTED])");
    assert!(client.log_out().await.unwrap().is_none());
    assert!(sandbox.devices(PHONE).unwrap().is_empty());
    unbroken(&sandbox);
}

#[tokio::test]
async fn a_closed_client_gives_its_session_back() {
    let sandbox = start();
    let client = Client::from_session(&road(&sandbox), session(&sandbox).await)
        .await
        .unwrap();
    client.check().await.unwrap();
    let session = client.close().await.unwrap();
    let client = Client::from_session(&road(&sandbox), session)
        .await
        .unwrap();
    client.check().await.unwrap();
    unbroken(&sandbox);
}
