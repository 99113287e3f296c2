//! The controller where nobody answers: a Telegram that is not there, a vault that is.

mod place;
mod sandbox;

use signet_contract::ui::{Cause, SignInOffer, SignInStep};
use signet_telegram::Environment;

use self::place::Place;
use super::*;
use crate::failure::report;

const NUMBER: &str = "+999 66 2 1234";

fn phone() -> Input {
    Input::Phone(NUMBER.into())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_open_vault_nobody_signs_in() {
    let place = Place::unreachable();
    place.lock().await;
    let refused = place.ask(|reply| Message::Begin(None, reply)).await;
    assert_eq!(refused.err(), Some(Cause::VaultClosed));
    assert!(matches!(place.read().await, SignInSnapshot::None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_a_sign_in_is_refused_without_one() {
    let place = Place::unreachable();
    for message in [
        (|reply| Message::Submit(phone(), reply)) as fn(Answer) -> Message,
        |reply| Message::Act(SignInAct::UseQr, reply),
        |reply| Message::Act(SignInAct::KnownPhone, reply),
        Message::Resume,
        Message::Discard,
        Message::OpenFragment,
    ] {
        let refused = place.ask(message).await;
        assert_eq!(refused.err(), Some(Cause::SignInNotNow));
    }
    let cancelled = place.ask(Message::Cancel).await;
    assert!(matches!(cancelled, Ok(SignInSnapshot::None)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_not_here_does_not_sign_in_again() {
    let place = Place::unreachable();
    for account in [AccountId::now().to_string(), "nonsense".to_owned()] {
        let refused = place
            .ask(|reply| Message::Begin(Some(account), reply))
            .await;
        assert_eq!(refused.err(), Some(Cause::NotHere));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn being_offline_is_told_with_a_reference_that_stays_and_a_way_on() {
    let place = Place::unreachable();
    let begun = place.begin().await;
    assert!(matches!(begun.step, SignInStep::Phone { known: None }));
    assert!(!begun.busy && !begun.offline && begun.failure.is_none());

    let offline = place.submit(phone()).await;
    assert!(offline.offline && !offline.busy);
    let failure = offline.failure.unwrap();
    assert_eq!(failure.cause, Cause::TelegramUnreachable);
    assert!(offline.offers.contains(&SignInOffer::Phone));
    assert!(offline.offers.contains(&SignInOffer::Cancel));
    assert_eq!(place.under_way().await.failure, Some(failure.clone()));

    let again = place.submit(phone()).await.failure.unwrap();
    assert_eq!(again.cause, failure.cause);
    assert_ne!(again.reference, failure.reference, "it failed anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_changes_nothing() {
    let place = Place::unreachable();
    place.begin().await;
    let refused = place.ask(|reply| Message::Submit(Input::Phone("x".into()), reply));
    assert_eq!(refused.await.err(), Some(Cause::Unusable));
    let refused = place.ask(|reply| Message::Submit(Input::Code("1".into()), reply));
    assert_eq!(refused.await.err(), Some(Cause::SignInNotNow));
    assert!(place.under_way().await.failure.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_does_not_wait_for_an_answer() {
    let place = Place::silent().await;
    place.begin().await;
    let asking = place.mailbox.clone();
    let asking =
        tokio::spawn(async move { asking.ask(|reply| Message::Submit(phone(), reply)).await });
    place.until(|shown| shown.busy).await;
    let refused = place.ask(|reply| Message::Submit(phone(), reply)).await;
    assert_eq!(refused.err(), Some(Cause::SignInNotNow));

    let cancelled = place.ask(Message::Cancel).await;
    assert!(matches!(cancelled, Ok(SignInSnapshot::None)));
    let answered = asking.await.unwrap().unwrap();
    assert!(matches!(answered, Ok(SignInSnapshot::None)));
    let begun = place.begin().await;
    assert!(matches!(begun.step, SignInStep::Phone { .. }) && begun.failure.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn beginning_twice_is_one_sign_in() {
    let place = Place::unreachable();
    place.begin().await;
    let failure = place.submit(phone()).await.failure;
    assert!(failure.is_some());
    assert_eq!(place.begin().await.failure, failure);
}

#[tokio::test(flavor = "multi_thread")]
async fn locking_ends_what_has_nothing_to_go_on_from_and_answers_who_waits() {
    let place = Place::silent().await;
    place.begin().await;
    let asking = place.mailbox.clone();
    let asking =
        tokio::spawn(async move { asking.ask(|reply| Message::Submit(phone(), reply)).await });
    place.until(|shown| shown.busy).await;
    place.lock().await;
    assert!(matches!(
        asking.await.unwrap().unwrap(),
        Ok(SignInSnapshot::None)
    ));
    place.unlock().await;
    assert!(matches!(place.read().await, SignInSnapshot::None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_build_without_ids_says_so() {
    let environment = Arc::new(Environment::production());
    let place = Place::at(Road::new(environment, None));
    let refused = place.ask(|reply| Message::Begin(None, reply)).await;
    if let Err(cause) = refused {
        assert_eq!(cause, Cause::NoApiId);
    }
}

#[test]
fn every_refusal_has_a_code() {
    let broken = || std::io::Error::from(std::io::ErrorKind::NotFound);
    for (refusal, cause) in [
        (Refusal::Closed, Cause::VaultClosed),
        (Refusal::NotUnderWay, Cause::SignInNotNow),
        (Refusal::NotHere, Cause::NotHere),
        (Refusal::Browser(broken()), Cause::Internal),
    ] {
        assert_eq!(report(refusal).cause, cause);
    }
}
