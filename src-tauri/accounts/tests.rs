//! The controller where nobody answers: a Telegram that is not there, a vault that is.

mod place;

use signet_contract::ui::{AccountStay, Cause, Standing};
use signet_telegram::DeviceHash;
use signet_trail::Outcome;
use signet_vault::Filter;

use self::place::Place;
use super::*;

fn check(id: AccountId) -> impl FnOnce(AccountsReply) -> Message {
    move |reply| Message::Check(id.to_string(), reply)
}

fn rename(id: AccountId, name: Option<&str>) -> impl FnOnce(AccountsReply) -> Message {
    let name = name.map(str::to_owned);
    move |reply| Message::Rename(id.to_string(), name, reply)
}

fn remove(id: AccountId, now: bool) -> impl FnOnce(AccountsReply) -> Message {
    let account = id.to_string();
    move |reply| Message::Remove {
        account,
        now,
        reply,
    }
}

/// What the trail says, the oldest first.
async fn lines(store: &Store) -> Vec<(String, Outcome)> {
    let page = store.activity().page(None, 50, Filter::default()).await;
    let mut entries = page.unwrap().entries;
    entries.reverse();
    let line = |entry: signet_trail::Entry| {
        let action = entry.event.action.as_str().to_owned();
        (action, entry.event.outcome)
    };
    entries.into_iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_nobody_answers_for_is_unreachable_and_not_lost() {
    let (place, id) = Place::unreachable().await;
    let accounts = place.ask(check(id)).await.unwrap();
    assert_eq!(accounts[0].health.standing, Standing::Unreachable);
    assert!(place.notified.lock().unwrap().is_empty());
    let kept = place.store().accounts().get(id).await.unwrap();
    assert_eq!(kept.health, signet_vault::Health::Unreachable);
    assert_eq!(kept.card.name, "Ada", "what is known stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_devices_that_fails_says_why_and_is_no_longer_busy() {
    let (place, id) = Place::unreachable().await;
    let looked = place.devices(id, DeviceAct::Look).await.unwrap();
    assert_eq!(looked.account, Some(id.to_string()));
    assert_eq!(looked.failure.unwrap().cause, Cause::TelegramUnreachable);
    assert!(!looked.busy && looked.found.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_devices_that_were_found_and_days_that_exist_are_taken() {
    let (place, id) = Place::unreachable().await;
    for device in ["0", "17", "", "x"] {
        let ended = place.devices(id, DeviceAct::End(device.to_owned())).await;
        assert_eq!(ended.err(), Some(Cause::NotHere), "{device}");
    }
    for days in [0, 367] {
        let set = place.devices(id, DeviceAct::SetInactiveDays(days)).await;
        assert_eq!(set.err(), Some(Cause::Unusable), "{days}");
    }
    let nobody = place.devices(AccountId::now(), DeviceAct::Look).await;
    assert_eq!(nobody.err(), Some(Cause::NotHere));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_given_here_is_kept_trimmed_and_can_be_taken_back() {
    let (place, id) = Place::unreachable().await;
    let named = place.ask(rename(id, Some("  Work "))).await.unwrap();
    assert_eq!(named[0].local_name.as_deref(), Some("Work"));
    let unfit = place.ask(rename(id, Some(" \u{200d}"))).await;
    assert_eq!(unfit, Err(Cause::NameUnfit));
    let store = place.lock().await;
    place.unlock(store).await;
    let again = place.until(|accounts| !accounts.is_empty()).await;
    assert_eq!(again[0].local_name.as_deref(), Some("Work"));
    let plain = place.ask(rename(id, None)).await.unwrap();
    assert_eq!(plain[0].local_name, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_shown_behind_its_line() {
    let (place, id) = Place::unreachable().await;
    let reveal = |reply| Message::RevealPhone(id.to_string(), reply);
    let shown = place.mailbox.ask(reveal).await.unwrap().unwrap();
    assert_eq!(shown.phone, "+9996621234");
    let lines = lines(&place.store()).await;
    assert_eq!(lines, [("reveal".to_owned(), Outcome::Begun)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn locking_ends_what_is_under_way_and_answers_whoever_waits() {
    let (place, id) = Place::silent().await;
    let (checked, _) = tokio::join!(place.ask(check(id)), async {
        place.until(|accounts| accounts[0].health.checking).await;
        place.lock().await
    });
    assert_eq!(checked, Err(Cause::VaultClosed));
    assert!(matches!(place.read().await, AccountsSnapshot::Loading));
    let looked = place.devices(id, DeviceAct::Look).await;
    assert_eq!(looked.err(), Some(Cause::VaultClosed));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_telegram_does_not_let_go_stays_leaving_until_it_is_forgotten() {
    let (place, id) = Place::unreachable().await;
    let failed = |accounts: &[signet_contract::ui::AccountSummary]| {
        let stay = accounts.first().map(|account| &account.stay);
        matches!(
            stay,
            Some(AccountStay::Leaving {
                failure: Some(_),
                next_at: Some(_),
                ..
            })
        )
    };
    // Nothing was tried yet, so it only begins to leave.
    let begun = place.ask(remove(id, true)).await.unwrap();
    assert!(matches!(begun[0].stay, AccountStay::Leaving { .. }));
    place.until(failed).await;
    let looked = place.devices(id, DeviceAct::Look).await;
    assert_eq!(looked.err(), Some(Cause::NotHere), "it is on its way out");

    let store = place.lock().await;
    place.unlock(store).await;
    let again = place.until(|accounts| !accounts.is_empty()).await;
    let AccountStay::Leaving { access: 0, .. } = again[0].stay else {
        panic!("a start must not bring it back");
    };

    place.ask(check(id)).await.unwrap();
    assert_eq!(place.ask(remove(id, true)).await.unwrap(), []);
    let store = place.store();
    assert_eq!(store.accounts().count().await.unwrap(), 0);
    assert_eq!(store.home_sessions().of(id).await.unwrap().len(), 0);
    let removed = |outcome| ("remove-account".to_owned(), outcome);
    let expected = [removed(Outcome::Begun), removed(Outcome::Done)];
    assert_eq!(lines(&store).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_signed_in_again_stays() {
    let (place, id) = Place::silent().await;
    place.ask(remove(id, false)).await.unwrap();
    let store = place.store();
    place::sign_in(&store, 8).await;
    place.mailbox.tell(Message::SignedIn(id)).await.unwrap();
    let accounts = place
        .until(|accounts| accounts.iter().all(|one| one.stay == AccountStay::Here))
        .await;
    assert_eq!(accounts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_account_that_leaves_is_signed_out() {
    let (place, id) = Place::unreachable().await;
    let stays = place.visit(id).run(Errand::Leave).await;
    assert!(stays.refusal.is_none(), "nobody is asked");
    place.store().accounts().begin_removal(id).await.unwrap();
    let leaves = place.visit(id).run(Errand::Leave).await;
    assert!(matches!(leaves.refusal, Some(Refusal::Telegram(..))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removal_that_is_late_leaves_an_account_that_is_signed_in_again() {
    let (place, id) = Place::unreachable().await;
    place.ask(remove(id, false)).await.unwrap();
    place.ask(check(id)).await.unwrap();
    let store = place.store();
    place::sign_in(&store, 8).await;
    let accounts = place.ask(remove(id, true)).await.unwrap();
    assert_eq!(accounts[0].stay, AccountStay::Here);
    let removed = store.accounts().remove(id).await;
    assert!(matches!(removed, Err(signet_vault::Error::NotFound(_))));
    assert_eq!(store.home_sessions().of(id).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_about_devices_is_written_before() {
    let (place, id) = Place::silent().await;
    let visit = place.visit(id).run(Errand::End(DeviceHash(17)));
    let visiting = tokio::spawn(visit);
    let store = place.store();
    let begun = [("end-device".to_owned(), Outcome::Begun)];
    let written = async {
        while lines(&store).await != begun {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let written = tokio::time::timeout(Duration::from_secs(20), written).await;
    assert!(written.is_ok() && !visiting.is_finished());
    visiting.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_errands_are_one_and_acts_come_before_looks() {
    let (place, id) = Place::unreachable().await;
    let store = place.store();
    let account = store.accounts().get(id).await.unwrap();
    let now = SystemTime::now();
    let mut resident = Resident::read(&store, account, now).await.unwrap();
    let (replies, answers): (Vec<_>, Vec<_>) =
        (0..2).map(|_| tokio::sync::oneshot::channel()).unzip();
    for reply in replies {
        resident.enlist(Errand::Check, Asker::Accounts(vec![reply]));
    }
    let thirty = Errand::SetInactiveDays(30);
    let end = Errand::End(DeviceHash(17));
    for errand in [
        &Errand::Look,
        &thirty,
        &thirty,
        &end,
        &thirty,
        &Errand::Look,
    ] {
        resident.enlist(errand.clone(), Asker::Nobody);
    }
    let line: Vec<_> = resident.queue.iter().map(|(errand, _)| errand).collect();
    let expected = [&thirty, &end, &thirty, &Errand::Check, &Errand::Look];
    assert_eq!(
        line, expected,
        "the last word about the limit stays the last"
    );
    resident.dismiss(|| Refusal::Closed);
    for answer in answers {
        assert!(matches!(answer.await, Ok(Err(Refusal::Closed))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_the_way_before_is_closed_before_anything_is_asked() {
    let (place, id) = Place::silent().await;
    let store = place.store();
    let account = store.accounts().get(id).await.unwrap();
    let now = SystemTime::now();
    let mut resident = Resident::read(&store, account, now).await.unwrap();
    let home = store.home_sessions().current(id).await.unwrap();
    let road = place.visit(id).road;
    let client = signet_telegram::Client::from_session(&road, home.session);
    resident.rest(client.await.unwrap(), 0, now);
    resident.enlist(Errand::Look, Asker::Nobody);
    let mut accounts = Accounts {
        own: place.mailbox.clone(),
        ports: place.ports(),
        state: State::Open(House {
            store,
            residents: BTreeMap::from([(id, resident)]),
        }),
        looked_at: None,
        way: 0,
        visits: 0,
        chance: Chance::of(1),
    };
    place.turn_road();
    accounts.send(id);
    let resident = accounts.house().unwrap().find(id).unwrap();
    assert!(matches!(&resident.seat, Seat::Taken(taken) if taken.errand == Errand::Rest));
    assert_eq!(resident.queue.len(), 1, "the look waits for it");
}
