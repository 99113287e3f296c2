//! Every row says after a restart what was written, and what its life makes of it.

use secrecy::{ExposeSecret, SecretBox};
use signet_contract::ids::AccountId;
use signet_session::{AuthKey, SessionParts, TelegramSession};
use signet_trail::Reveal;
use signet_vault::{
    Card, Error, FutureToken, GrantState, Health, HomeRole, SignIn, Store, subject,
};

use crate::{
    bench::{NOW, Place, later},
    contents::{Contents, card, fill, key, proxy, secret, session, sign_in},
};

#[tokio::test]
async fn every_row_is_read_back_after_a_restart() {
    let (place, store) = Place::with_store();
    let one = fill(&place, &store, 1).await;
    let two = fill(&place, &store, 2).await;
    store.close().await;
    let store = place.open().unwrap();
    for contents in [&one, &two] {
        reads(&store, contents).await;
    }
    let proxy_now = store.proxy().get().await.unwrap().unwrap();
    assert_eq!(proxy_now.expose_secret(), proxy(2).expose_secret());
    assert_eq!(store.examine().await.unwrap(), []);
    let verified = store.activity().verify().await.unwrap();
    assert_eq!(verified.lines, 2 * (2 + 1 + 1));
}

async fn reads(store: &Store, contents: &Contents) {
    let number = contents.number;
    let account = store.accounts().get(contents.account).await.unwrap();
    assert_eq!(account.card.name, card(number).name);
    assert!(account.card.phone.is_none(), "a list shows no number");
    let local_name = format!("My number {number}");
    assert_eq!(account.local_name, Some(local_name));
    let devices = store.accounts().known_devices(contents.account).await;
    assert_eq!(devices.unwrap(), Some((vec![i64::from(number), -1], NOW)));
    let (photo, _) = store
        .accounts()
        .photo(contents.account)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(photo.expose_secret(), [number; 5000]);
    let home = store
        .home_sessions()
        .current(contents.account)
        .await
        .unwrap();
    assert_eq!(key(&home.session), [number; 256]);
    assert_eq!(home.session.introduction(), session(number).introduction());
    assert_eq!(home.session.address(), session(number).address());

    let tokens = store.future_tokens().all().await.unwrap();
    assert!(
        tokens
            .iter()
            .any(|(_, token)| token.expose_secret() == [number; 40])
    );
    let logins = store.pending_logins().all().await.unwrap();
    let login = logins
        .iter()
        .find(|login| login.id == contents.pending)
        .unwrap();
    assert_eq!(
        login.form.expose_secret(),
        format!("pending {number}").as_bytes()
    );

    let origin = format!("https://atlas{number}.example");
    let platform = store.platforms().of_origin(&origin).await.unwrap().unwrap();
    assert_eq!(platform.id, contents.platform);
    assert_eq!(platform.pinned, format!("keys {number}").into_bytes());
    let device = store
        .platforms()
        .device_key(platform.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(device.device, contents.device);
    assert_eq!(device.key.expose_secret(), &[number; 32]);
    let cards = store.service_cards();
    let card = cards
        .of(Some(platform.id), contents.service)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(card.card, format!("card {number}").into_bytes());

    let grant = store.grants().get(contents.grant).await.unwrap();
    assert_eq!(grant.state, GrantState::Ending);
    assert_eq!(grant.authorization, Some(77));
    assert_eq!(grant.details.scopes, ["read your chats", "write"]);
    let minting = store.grants().get(contents.minting).await.unwrap();
    assert_eq!(minting.state, GrantState::Minting);
    let intents = store.mint_intents().all().await.unwrap();
    let intent = intents
        .iter()
        .find(|intent| intent.id == contents.intent)
        .unwrap();
    assert_eq!(intent.fresh.key.expose_secret(), &[b'f'; 256]);
    assert_eq!(intent.fresh.introduction.device_model(), "Atlas via Signet");
    assert!(intent.donor.is_none());
    let minted = store
        .minted_sessions()
        .to_end(contents.grant)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(key(&minted), [100 + number; 256]);
    let body = store.outbox().body(contents.delivery).await.unwrap();
    assert_eq!(body, format!("envelope {number}").into_bytes());
    let ending = store
        .revocations()
        .of_grant(contents.grant)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ending.reason, Some(format!("reason {number}")));
    assert!(ending.recorded);
}

#[tokio::test]
async fn signing_in_again_keeps_the_old_home_and_saving_twice_changes_nothing() {
    let (_place, store) = Place::with_store();
    let account = sign_in(&store, 5).await;
    assert_eq!(sign_in(&store, 5).await, account);
    assert_eq!(store.home_sessions().of(account).await.unwrap().len(), 1);
    assert_eq!(store.future_tokens().all().await.unwrap().len(), 1);

    let (first, second) = (session(5), session(6));
    let again = TelegramSession::new(SessionParts {
        dc_id: 4,
        address: second.address(),
        test: true,
        key: AuthKey::new(SecretBox::new(Box::new([6; 256]))).unwrap(),
        user_id: first.user_id(),
        api_id: 4242,
        introduction: first.introduction().clone(),
    })
    .unwrap();
    let new = SignIn {
        pending: None,
        session: &again,
        card: &card(5),
        future_token: None,
        at: later(1),
    };
    assert_eq!(store.accounts().sign_in(new).await.unwrap(), account);
    let homes = store.home_sessions().of(account).await.unwrap();
    let roles: Vec<_> = homes
        .iter()
        .map(|home| (home.role, key(&home.session)[0]))
        .collect();
    assert_eq!(roles, [(HomeRole::Current, 6), (HomeRole::Former, 5)]);
    store.home_sessions().forget(homes[1].id).await.unwrap();
    assert_eq!(store.home_sessions().of(account).await.unwrap().len(), 1);
}

/// Signs account 1 in again, under another key, knowing nothing of the number.
async fn sign_in_anew(store: &Store) -> AccountId {
    let known = session(1);
    let anew = TelegramSession::new(SessionParts {
        dc_id: 2,
        address: known.address(),
        test: true,
        key: AuthKey::new(SecretBox::new(Box::new([99; 256]))).unwrap(),
        user_id: known.user_id(),
        api_id: 4242,
        introduction: known.introduction().clone(),
    })
    .unwrap();
    let sparse = Card {
        phone: None,
        masked_phone: None,
        ..card(1)
    };
    let new = SignIn {
        pending: None,
        session: &anew,
        card: &sparse,
        future_token: None,
        at: later(1),
    };
    store.accounts().sign_in(new).await.unwrap()
}

#[tokio::test]
async fn signing_in_again_keeps_the_number_and_spends_the_tokens_of_that_account_alone() {
    let (place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    sign_in(&store, 2).await;
    assert_eq!(store.future_tokens().all().await.unwrap().len(), 2);
    assert_eq!(sign_in_anew(&store).await, account);
    let tokens = store.future_tokens().all().await.unwrap();
    assert_eq!(tokens.len(), 1);
    assert_eq!(tokens[0].1.expose_secret(), [2; 40]);

    let now = store.accounts().get(account).await.unwrap();
    assert!(now.phone_kept && now.card.phone.is_none());
    assert_eq!(now.card.masked_phone, card(1).masked_phone);
    let line = place.recorded(&store, subject::account(account)).await;
    let number = store.accounts().phone_to_sign_in(line, account).await;
    let number = number.unwrap();
    let known = card(1).phone.unwrap();
    assert_eq!(number.expose_secret(), known.expose_secret());
}

#[tokio::test]
async fn the_number_to_sign_in_with_needs_a_line_about_that_account() {
    let (place, store) = Place::with_store();
    let (one, other) = (sign_in(&store, 1).await, sign_in(&store, 2).await);
    let line = place.recorded(&store, subject::account(other)).await;
    let refused = store.accounts().phone_to_sign_in(line, one).await;
    assert!(matches!(refused, Err(Error::WrongLine("account"))));
}

#[tokio::test]
async fn who_works_and_stays_is_living() {
    let (_place, store) = Place::with_store();
    let mut accounts = Vec::new();
    for number in 1..=4 {
        accounts.push(sign_in(&store, number).await);
    }
    let all = store.accounts();
    all.checked(accounts[1], Health::Revoked, NOW)
        .await
        .unwrap();
    all.checked(accounts[2], Health::Unreachable, NOW)
        .await
        .unwrap();
    all.begin_removal(accounts[3]).await.unwrap();
    assert_eq!(all.living_users().await.unwrap(), [1001, 1003]);
}

#[tokio::test]
async fn at_most_twenty_future_tokens_are_kept_the_newest_ones() {
    let (_place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    for number in 0..25 {
        let token = FutureToken::new(secret(&[number; 8]));
        store
            .future_tokens()
            .keep(account, &token, NOW)
            .await
            .unwrap();
    }
    let tokens = store.future_tokens().all().await.unwrap();
    assert_eq!(tokens.len(), 20);
    assert_eq!(tokens[0].1.expose_secret(), [5; 8]);
    store.future_tokens().spent(tokens[0].0).await.unwrap();
    assert_eq!(store.future_tokens().all().await.unwrap().len(), 19);
}

#[tokio::test]
async fn lists_come_in_pages() {
    let (_place, store) = Place::with_store();
    let mut all = Vec::new();
    for number in 1..=5 {
        all.push(sign_in(&store, number).await);
    }
    assert_eq!(store.accounts().count().await.unwrap(), 5);
    let first = store.accounts().list(None, 3).await.unwrap();
    let rest = store.accounts().list(Some(first[2].id), 3).await.unwrap();
    let listed: Vec<_> = first
        .iter()
        .chain(&rest)
        .map(|account| account.id)
        .collect();
    assert_eq!(listed, all);
}

#[tokio::test]
async fn a_number_is_revealed_for_its_own_line_only() {
    let (place, store) = Place::with_store();
    let (one, two) = (sign_in(&store, 1).await, sign_in(&store, 2).await);
    let fresh = Card {
        name: "Mara".to_owned(),
        phone: None,
        masked_phone: None,
        ..card(1)
    };
    store.accounts().refresh(one, fresh).await.unwrap();
    let line = place
        .recorded::<Reveal>(&store, subject::account(one))
        .await;
    let phone = store.accounts().reveal_phone(line, one).await.unwrap();
    assert_eq!(phone.expose_secret(), "+491510014077");
    let line = place
        .recorded::<Reveal>(&store, subject::account(one))
        .await;
    let other = store.accounts().reveal_phone(line, two).await;
    assert!(matches!(other, Err(Error::WrongLine("account"))));
}

#[tokio::test]
async fn a_name_given_here_outlives_what_telegram_says() {
    let (_place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    let accounts = store.accounts();
    let named = async || accounts.get(account).await.unwrap().local_name;
    assert_eq!(named().await, None);
    let work = Some("Work".to_owned());
    accounts.rename(account, work.clone()).await.unwrap();
    accounts.refresh(account, card(3)).await.unwrap();
    assert_eq!(named().await, work);
    assert_eq!(sign_in(&store, 1).await, account);
    assert_eq!(named().await, work);
    let card_now = accounts.get(account).await.unwrap().card;
    assert_eq!(card_now.name, card(1).name, "what Telegram says is new");
    accounts.rename(account, None).await.unwrap();
    assert_eq!(named().await, None);
    let gone = accounts.rename(AccountId::now(), None).await;
    assert!(matches!(gone, Err(Error::NotFound("account"))));
}

#[tokio::test]
async fn the_devices_of_the_last_look_are_known() {
    let (_place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    let accounts = store.accounts();
    assert_eq!(accounts.known_devices(account).await.unwrap(), None);
    for (devices, at) in [(vec![1, i64::MIN], NOW), (vec![], later(1))] {
        accounts
            .set_known_devices(account, devices.clone(), at)
            .await
            .unwrap();
        let known = accounts.known_devices(account).await.unwrap();
        assert_eq!(known, Some((devices, at)));
    }
    let nobodys = accounts.set_known_devices(AccountId::now(), vec![], NOW);
    assert!(nobodys.await.is_err(), "they go with their account");
}

#[tokio::test]
async fn health_keeps_since_when() {
    let (_place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    let accounts = store.accounts();
    accounts
        .checked(account, Health::Frozen, later(1))
        .await
        .unwrap();
    accounts
        .checked(account, Health::Frozen, later(2))
        .await
        .unwrap();
    let account = accounts.get(account).await.unwrap();
    assert_eq!(account.health, Health::Frozen);
    assert_eq!(
        (account.health_since, account.checked_at),
        (later(1), later(2))
    );
}
