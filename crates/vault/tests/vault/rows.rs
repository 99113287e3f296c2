//! Every row says after a restart what was written, and what its life makes of it.

use secrecy::ExposeSecret;
use signet_contract::ids::SessionId;
use signet_session::TelegramSession;
use signet_trail::{Deliver, Export, Import, Mint, Reveal, Timestamp};
use signet_vault::{
    Card, DeliveryKind, Error, FutureToken, GrantState, Health, HomeRole, IntentState, Message,
    Purpose, RevocationStep, RevokedBy, ServiceCard, SignIn, StepOutcome, StepTaken, Store,
    subject,
};

use crate::{
    bench::{NOW, Place},
    contents::{Contents, card, fill, secret, session, sign_in},
};

fn later(millis: u64) -> Timestamp {
    Timestamp::from_unix_millis(NOW.unix_millis() + millis)
}

fn key(session: &TelegramSession) -> &[u8] {
    session.key().expose_secret()
}

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
    assert_eq!(store.examine().await.unwrap(), []);
    let verified = store.activity().verify().await.unwrap();
    assert_eq!(verified.lines, 2 * (2 + 1 + 1));
}

async fn reads(store: &Store, contents: &Contents) {
    let number = contents.number;
    let account = store.accounts().get(contents.account).await.unwrap();
    assert_eq!(account.card.name, card(number).name);
    assert!(account.card.phone.is_none(), "a list shows no number");
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
    assert_eq!(intent.form.expose_secret(), b"fresh key");
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
    let again = TelegramSession::new(signet_session::SessionParts {
        dc_id: 4,
        address: second.address(),
        test: true,
        key: signet_session::AuthKey::new(secrecy::SecretBox::new(Box::new([6; 256]))).unwrap(),
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

#[tokio::test]
async fn a_minting_that_crashed_is_found_and_undone() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let intents = store.mint_intents();
    let id = contents.intent;
    intents
        .advance(id, IntentState::Accepted, Some(9), later(1))
        .await
        .unwrap();
    intents
        .advance(id, IntentState::Undoing, None, later(2))
        .await
        .unwrap();
    intents
        .reform(id, &secret(b"fresh key, elsewhere"))
        .await
        .unwrap();
    store.close().await;
    let store = place.open().unwrap();
    let all = store.mint_intents().all().await.unwrap();
    let [intent] = &all[..] else {
        panic!("one is under way");
    };
    assert_eq!(
        (intent.state, intent.authorization),
        (IntentState::Undoing, Some(9))
    );
    assert_eq!(intent.form.expose_secret(), b"fresh key, elsewhere");
    store.mint_intents().forget(id).await.unwrap();
    assert!(store.mint_intents().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_import_has_an_intent_without_an_account() {
    let (place, store) = Place::with_store();
    let line = place
        .recorded::<Import>(&store, subject::vault(place.vault))
        .await;
    let intents = store.mint_intents();
    let id = intents
        .begin_import(line, &secret(b"both keys"), NOW)
        .await
        .unwrap();
    assert_eq!(intents.all().await.unwrap()[0].purpose, Purpose::Import);
    let minted = intents.minted(id, &session(1), 1, NOW).await;
    assert!(matches!(minted, Err(Error::Conflict("minting"))));
}

#[tokio::test]
async fn a_delivery_is_sealed_once_retried_and_signed_for() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let outbox = store.outbox();
    let line = place
        .recorded::<Deliver>(&store, subject::grant(contents.grant))
        .await;
    let again = outbox
        .deliver(line, contents.grant, |_| Ok::<_, ()>(vec![]), NOW)
        .await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
    let line = place
        .recorded::<Deliver>(&store, subject::grant(contents.grant))
        .await;
    let refused = outbox
        .deliver(line, contents.grant, |_| Err("bad card"), NOW)
        .await;
    assert!(matches!(refused, Ok(Err("bad card"))), "{refused:?}");

    assert_eq!(outbox.next_due().await.unwrap(), Some(NOW));
    outbox.retry(contents.delivery, later(5)).await.unwrap();
    assert!(outbox.due(NOW, 10).await.unwrap().is_empty());
    let due = outbox.due(later(5), 10).await.unwrap();
    assert_eq!((due[0].id, due[0].attempts), (contents.delivery, 1));
    outbox
        .delivered(contents.delivery, b"signed".to_vec(), later(6))
        .await
        .unwrap();
    assert_eq!(outbox.next_due().await.unwrap(), None);
    assert_eq!(
        outbox.receipt(contents.delivery).await.unwrap(),
        Some(b"signed".to_vec())
    );
    let body = outbox.body(contents.delivery).await;
    assert!(matches!(body, Err(Error::NotFound("message"))));
    let there = outbox.of_grant(contents.grant).await.unwrap().unwrap();
    assert_eq!(there.delivered_at, Some(later(6)));
}

#[tokio::test]
async fn a_refusal_needs_no_line_and_an_envelope_does() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let message = |kind| Message {
        kind,
        platform: contents.platform,
        grant: None,
        body: b"no".to_vec(),
        at: NOW,
    };
    let outbox = store.outbox();
    let id = outbox.queue(message(DeliveryKind::Refusal)).await.unwrap();
    assert_eq!(outbox.body(id).await.unwrap(), b"no");
    outbox.cancel(id).await.unwrap();
    let envelope = outbox.queue(message(DeliveryKind::Envelope)).await;
    assert!(matches!(envelope, Err(Error::Conflict("delivery"))));
}

#[tokio::test]
async fn an_export_hands_out_nothing_but_what_was_sealed() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let sessions = store.minted_sessions();
    let line = place
        .recorded::<Export>(&store, subject::grant(contents.grant))
        .await;
    let seal = |session: &TelegramSession| Ok::<_, ()>(session.dc_id());
    let sealed = sessions.export(line, contents.grant, seal).await.unwrap();
    assert_eq!(sealed, Ok(2));
    assert_eq!(sessions.kept().await.unwrap()[0].grant, contents.grant);
    sessions.shred(contents.grant).await.unwrap();
    assert!(sessions.to_end(contents.grant).await.unwrap().is_none());
    let line = place
        .recorded::<Export>(&store, subject::grant(contents.grant))
        .await;
    let gone = sessions.export(line, contents.grant, seal).await;
    assert!(matches!(gone, Err(Error::NotFound("minted session"))));
}

#[tokio::test]
async fn a_line_for_one_grant_mints_no_other() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let line = place
        .recorded::<Mint>(&store, subject::grant(contents.grant))
        .await;
    let minting = contents.minting;
    let other = store
        .mint_intents()
        .begin(line, minting, &secret(b"x"), NOW)
        .await;
    assert!(matches!(other, Err(Error::WrongLine("grant"))));
}

#[tokio::test]
async fn a_grant_that_telegram_no_longer_lists_has_ended() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let endings = store.revocations();
    let again = endings
        .request(contents.grant, RevokedBy::Policy, None, later(1))
        .await
        .unwrap();
    assert_eq!(
        again.by,
        RevokedBy::Person,
        "asking again is the same ending"
    );
    let taken = |step, outcome, at| StepTaken { step, outcome, at };
    for (step, outcome) in [
        (RevocationStep::Platform, StepOutcome::Done),
        (RevocationStep::Holder, StepOutcome::Unanswered),
        (RevocationStep::Telegram, StepOutcome::Refused),
        (RevocationStep::Platform, StepOutcome::Unanswered),
    ] {
        endings
            .step(again.id, taken(step, outcome, later(2)), later(9))
            .await
            .unwrap();
    }
    let open = endings.open().await.unwrap();
    assert_eq!(open[0].next_at, later(9));
    assert!(open[0].steps.contains(&taken(
        RevocationStep::Platform,
        StepOutcome::Done,
        later(2)
    )));
    let gone = taken(RevocationStep::Gone, StepOutcome::Done, later(3));
    endings.step(again.id, gone, later(9)).await.unwrap();
    assert!(endings.open().await.unwrap().is_empty());
    let grant = store.grants().get(contents.grant).await.unwrap();
    assert_eq!(
        (grant.state, grant.ended_at),
        (GrantState::Ended, Some(later(3)))
    );
}

#[tokio::test]
async fn a_grant_advances_from_where_it_is() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let grants = store.grants();
    let (minting, delivering) = (GrantState::Minting, GrantState::Delivering);
    grants
        .advance(contents.minting, minting, delivering)
        .await
        .unwrap();
    grants
        .advance(contents.minting, minting, delivering)
        .await
        .unwrap();
    let wrong = grants
        .advance(contents.minting, GrantState::Confirming, minting)
        .await;
    assert!(matches!(wrong, Err(Error::Conflict("grant"))));
    let session = SessionId::now();
    grants
        .delivered(contents.minting, session, Some(later(9)))
        .await
        .unwrap();
    grants.used(contents.minting, later(4)).await.unwrap();
    let grant = grants.get(contents.minting).await.unwrap();
    assert_eq!(
        (grant.state, grant.session),
        (GrantState::Live, Some(session))
    );
    assert_eq!(
        (grant.expires_at, grant.last_used_at),
        (Some(later(9)), Some(later(4)))
    );
    let all = grants.list(Some(contents.account), None, 10).await.unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn a_pinned_identity_key_is_never_replaced() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let cards = store.service_cards();
    let mut newer = ServiceCard {
        platform: Some(contents.platform),
        service: contents.service,
        kept_at: later(1),
        identity: vec![1; 32],
        card: b"newer".to_vec(),
    };
    cards.keep(newer.clone()).await.unwrap();
    assert_eq!(cards.all().await.unwrap(), [newer.clone()]);
    newer.identity = vec![9; 32];
    let swapped = cards.keep(newer).await;
    assert!(matches!(swapped, Err(Error::Conflict("identity key"))));
}
