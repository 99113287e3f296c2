//! What becomes of a grant: minted, delivered, used, ended.

use secrecy::ExposeSecret;
use signet_contract::ids::SessionId;
use signet_session::TelegramSession;
use signet_trail::{Deliver, Export, Import, Mint};
use signet_vault::{
    DeliveryKind, Error, GrantState, Message, MintStep, Purpose, RevocationStep, RevokedBy,
    ServiceCard, StepOutcome, StepTaken, subject,
};

use crate::{
    bench::{NOW, Place, later},
    contents::{fill, fresh, key, mint, session},
};

#[tokio::test]
async fn a_minting_that_crashed_is_found_where_it_was() {
    let (place, store) = Place::with_store();
    let id = fill(&place, &store, 1).await.intent;
    let authorization = -9;
    for step in [
        MintStep::LettingIn { until: later(30) },
        MintStep::LetIn { authorization },
        MintStep::PasswordMissing { authorization },
        MintStep::SignedIn { authorization },
        MintStep::Closed { authorization },
        MintStep::Begun,
    ] {
        store
            .mint_intents()
            .advance(id, step, later(1))
            .await
            .unwrap();
        let all = store.mint_intents().all().await.unwrap();
        let [intent] = &all[..] else {
            panic!("one is under way");
        };
        assert_eq!((intent.step, intent.changed_at), (step, later(1)));
    }
    store.mint_intents().forget(id).await.unwrap();
    assert!(store.mint_intents().all().await.unwrap().is_empty());
    let gone = store.mint_intents().advance(id, MintStep::Begun, NOW).await;
    assert!(matches!(gone, Err(Error::NotFound("minting"))));
}

#[tokio::test]
async fn an_import_has_an_intent_without_an_account_and_both_keys() {
    let (place, store) = Place::with_store();
    let line = place
        .recorded::<Import>(&store, subject::vault(place.vault))
        .await;
    let intents = store.mint_intents();
    let id = intents
        .begin_import(line, &session(1), &fresh(2), NOW)
        .await
        .unwrap();
    let all = intents.all().await.unwrap();
    assert_eq!(all[0].purpose, Purpose::Import);
    assert_eq!(key(all[0].donor.as_ref().unwrap()), [1; 256]);
    assert_eq!(all[0].fresh.key.expose_secret(), &[2; 256]);
    let minted = intents.minted(id, &session(1), 1, NOW).await;
    assert!(matches!(minted, Err(Error::Conflict("minting"))));
}

#[tokio::test]
async fn a_delivery_is_sealed_once_retried_and_signed_for() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let outbox = store.outbox();
    let grant = mint(&store, &contents).await;
    let line = place
        .recorded::<Deliver>(&store, subject::grant(grant))
        .await;
    let refused = outbox.deliver(line, grant, |_| Err("bad card"), NOW).await;
    assert!(matches!(refused, Ok(Err("bad card"))), "{refused:?}");
    let seal = |_: &TelegramSession| Ok::<_, ()>(b"sealed".to_vec());
    let line = place
        .recorded::<Deliver>(&store, subject::grant(grant))
        .await;
    let delivery = outbox
        .deliver(line, grant, seal, NOW)
        .await
        .unwrap()
        .unwrap();
    let line = place
        .recorded::<Deliver>(&store, subject::grant(grant))
        .await;
    let again = outbox.deliver(line, grant, seal, NOW).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
    outbox.cancel(delivery).await.unwrap();

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
    let grant = mint(&store, &contents).await;
    let line = place
        .recorded::<Export>(&store, subject::grant(grant))
        .await;
    let seal = |session: &TelegramSession| Ok::<_, ()>(session.dc_id());
    assert_eq!(sessions.export(line, grant, seal).await.unwrap(), Ok(2));
    assert_eq!(sessions.kept().await.unwrap().len(), 2);
    sessions.shred(grant).await.unwrap();
    assert!(sessions.to_end(grant).await.unwrap().is_none());
    let line = place
        .recorded::<Export>(&store, subject::grant(grant))
        .await;
    let gone = sessions.export(line, grant, seal).await;
    assert!(matches!(gone, Err(Error::NotFound("minted session"))));
}

#[tokio::test]
async fn nothing_is_minted_or_handed_out_for_a_grant_that_is_being_ended() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let (ending, minting) = (contents.grant, contents.minting);
    let subject = || subject::grant(ending);
    let line = place.recorded::<Mint>(&store, subject()).await;
    let minted = store
        .mint_intents()
        .begin(line, ending, &fresh(1), NOW)
        .await;
    assert!(matches!(minted, Err(Error::Conflict("grant"))));
    let line = place.recorded::<Deliver>(&store, subject()).await;
    let delivered = store
        .outbox()
        .deliver(line, ending, |_| Ok::<_, ()>(vec![]), NOW)
        .await;
    assert!(matches!(delivered, Err(Error::Conflict("grant"))));
    let line = place.recorded::<Export>(&store, subject()).await;
    let exported = store
        .minted_sessions()
        .export(line, ending, |_| Ok::<_, ()>(()))
        .await;
    assert!(matches!(exported, Err(Error::Conflict("grant"))));

    // Ended while it is minted: it stays so, and what comes of it can end itself.
    let endings = store.revocations();
    endings
        .request(minting, RevokedBy::Person, None, NOW)
        .await
        .unwrap();
    mint(&store, &contents).await;
    assert_eq!(
        store.grants().get(minting).await.unwrap().state,
        GrantState::Ending
    );
    assert!(
        store
            .minted_sessions()
            .to_end(minting)
            .await
            .unwrap()
            .is_some()
    );
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
        .begin(line, minting, &fresh(1), NOW)
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
