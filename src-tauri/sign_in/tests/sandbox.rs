//! The controller on a local Telegram: the whole way in, and sessions made elsewhere.

use signet_sandbox::{Config, NewAccount, Sandbox};
use signet_vault::{Filter, HomeRole};

use super::*;

const A: &str = "9996621234";

fn sandbox(accounts: Vec<NewAccount>) -> (Sandbox, Place) {
    let sandbox = Sandbox::start(Config {
        accounts,
        ..Config::default()
    })
    .unwrap();
    let road = Road::new(
        Arc::new(Environment::custom(sandbox.environment()).unwrap()),
        None,
    );
    let place = Place::at(road);
    (sandbox, place)
}

fn ada() -> NewAccount {
    NewAccount {
        phone: A.into(),
        first_name: "Ada".into(),
        ..NewAccount::default()
    }
}

fn code(c: &str) -> Input {
    Input::Code(c.into())
}
fn number() -> Input {
    Input::Phone(format!("+{A}").into())
}

async fn lines(store: &Store) -> Vec<(String, String)> {
    let page = store
        .activity()
        .page(None, 50, Filter::default())
        .await
        .unwrap();
    let mut all: Vec<_> = page
        .entries
        .iter()
        .map(|e| (e.event.action.to_string(), format!("{:?}", e.event.outcome)))
        .collect();
    all.reverse();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_signs_in_and_later_signs_in_again_in_place() {
    let (sandbox, mut place) = sandbox(vec![ada()]);
    place.begin().await;
    let shown = place.submit(number()).await;
    let SignInStep::Code { sent_at, phone, .. } = shown.step else {
        panic!()
    };
    assert!(phone.unwrap().contains("***"));
    assert!(sent_at > 1_700_000_000_000);
    let wrong = place.submit(code("11111")).await;
    assert_eq!(
        wrong.failure.as_ref().unwrap().cause,
        Cause::PhoneCodeInvalid
    );
    let wrong2 = place.submit(code("11112")).await;
    assert_ne!(
        wrong.failure.unwrap().reference,
        wrong2.failure.unwrap().reference
    );
    let done = place.submit(code("22222")).await;
    let SignInStep::Done(done) = done.step else {
        panic!()
    };
    let account = place.signed_in.recv().await.unwrap();
    assert_eq!(account.to_string(), done.account);
    assert!(matches!(
        place.ask(Message::Cancel).await,
        Ok(SignInSnapshot::None)
    ));
    let store = place.store();
    // A card with a number, as the accounts' controller keeps it.
    let card = store.accounts().get(account).await.unwrap().card;
    store
        .accounts()
        .refresh(
            account,
            signet_vault::Card {
                phone: Some(A.to_string().into()),
                username: Some("ada".into()),
                ..card
            },
        )
        .await
        .unwrap();
    let begun = place
        .shown(|reply| Message::Begin(Some(account.to_string()), reply))
        .await;
    let SignInStep::Phone { known: Some(known) } = begun.step else {
        panic!()
    };
    assert!(known.contains("***"), "{known}");
    let shown = place.act(SignInAct::KnownPhone).await;
    assert!(
        matches!(shown.step, SignInStep::Code { .. }),
        "{:?}",
        shown.failure
    );
    let done = place.submit(code("22222")).await;
    let SignInStep::Done(done) = done.step else {
        panic!()
    };
    assert!(done.again);
    let homes = store.home_sessions().of(account).await.unwrap();
    assert_eq!(
        homes.iter().map(|h| h.role).collect::<Vec<_>>(),
        [HomeRole::Current, HomeRole::Former]
    );
    let now = store.accounts().get(account).await.unwrap();
    assert!(now.phone_kept);
    assert_eq!(now.card.username.as_deref(), Some("ada"));
    assert!(store.pending_logins().all().await.unwrap().is_empty());
    assert!(
        sandbox.violations().is_empty(),
        "{:?}",
        sandbox.violations()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_interrupts_a_sign_in_that_goes_on_with_the_same_code() {
    let (sandbox, mut place) = sandbox(vec![ada()]);
    place.begin().await;
    place.submit(number()).await;
    place.lock().await;
    assert!(matches!(place.read().await, SignInSnapshot::None));
    place.unlock().await;
    let SignInSnapshot::Kept { phone, kept_at } = place.read().await else {
        panic!()
    };
    assert!(phone.unwrap().contains("***"));
    place.shown(Message::Resume).await;
    let shown = place.until(|shown| !shown.busy).await;
    let SignInStep::Code { sent_at, .. } = shown.step else {
        panic!()
    };
    assert_eq!(sent_at, kept_at);
    let done = place.submit(code("22222")).await;
    assert!(matches!(done.step, SignInStep::Done(_)));
    place.signed_in.recv().await.unwrap();
    assert_eq!(sandbox.asked().get("auth.sendCode"), Some(&1));
    place.lock().await;
    assert!(matches!(place.read().await, SignInSnapshot::None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_discarded_or_cancelled_leaves_nothing() {
    let (sandbox, place) = sandbox(vec![ada()]);
    for discard in [false, true] {
        place.begin().await;
        place.submit(number()).await;
        if discard {
            place.lock().await;
            place.unlock().await;
            assert!(matches!(
                place.ask(Message::Discard).await,
                Ok(SignInSnapshot::None)
            ));
        } else {
            assert!(matches!(
                place.ask(Message::Cancel).await,
                Ok(SignInSnapshot::None)
            ));
        }
        for _ in 0..400 {
            if place
                .store()
                .pending_logins()
                .all()
                .await
                .unwrap()
                .is_empty()
            {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(
            place
                .store()
                .pending_logins()
                .all()
                .await
                .unwrap()
                .is_empty()
        );
    }
    assert!(sandbox.devices(A).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_qr_code_is_drawn_and_its_token_is_not_said() {
    let (_sandbox, place) = sandbox(vec![ada()]);
    place.begin().await;
    place.act(SignInAct::UseQr).await;
    let shown = place
        .until(|s| matches!(&s.step, SignInStep::Qr { code: Some(_), .. }))
        .await;
    let told = serde_json::to_string(&shown).unwrap();
    assert!(!told.contains("tg://"), "{told}");
    let SignInStep::Qr {
        shown_at,
        renewed_at,
        ..
    } = shown.step
    else {
        panic!()
    };
    assert!(renewed_at > shown_at);
    place.act(SignInAct::UsePhone).await;
    // Nothing that a phone could still let in is forgotten before its time.
    place.ask(Message::Cancel).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_way_is_taken_under_way() {
    let (sandbox, place) = sandbox(vec![ada()]);
    place.begin().await;
    let straight = Road::new(
        Arc::new(Environment::custom(sandbox.environment()).unwrap()),
        None,
    );
    place.reroute(straight.clone().while_permitted(|| false));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let shown = place.submit(number()).await;
    assert_eq!(shown.failure.unwrap().cause, Cause::TelegramUnreachable);
    place.reroute(straight);
    tokio::time::sleep(Duration::from_millis(200)).await;
    let shown = place.submit(number()).await;
    assert!(matches!(shown.step, SignInStep::Code { .. }));
}

/// Signs in here and gives the session as text, as another program would have it.
async fn elsewhere(
    place: &mut Place,
    format: signet_session::Format,
    password: Option<&str>,
) -> SecretString {
    place.begin().await;
    place.submit(number()).await;
    let mut shown = place.submit(code("22222")).await;
    if let (SignInStep::Password { .. }, Some(password)) = (&shown.step, password) {
        shown = place.submit(Input::Password(password.into())).await;
    }
    assert!(
        matches!(shown.step, SignInStep::Done(_)),
        "{:?}",
        shown.failure
    );
    let account = place.signed_in.recv().await.unwrap();
    let home = place
        .store()
        .home_sessions()
        .current(account)
        .await
        .unwrap();
    home.session.write(format).unwrap()
}

async fn settled(place: &Place) {
    for _ in 0..600 {
        let store = place.store();
        if store.pending_logins().all().await.unwrap().is_empty()
            && store.mint_intents().all().await.unwrap().is_empty()
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not settled");
}

fn other(sandbox: &Sandbox) -> Place {
    Place::at(Road::new(
        Arc::new(Environment::custom(sandbox.environment()).unwrap()),
        None,
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_made_elsewhere_is_taken_over_and_ends_there() {
    for format in signet_session::Format::ALL {
        if format == signet_session::Format::GramJs {
            continue;
        }
        let (sandbox, mut first) = sandbox(vec![ada()]);
        let text = elsewhere(&mut first, format, None).await;
        let mut place = other(&sandbox);
        let shown = place
            .shown(|reply| Message::Import(text, None, reply))
            .await;
        assert!(
            matches!(shown.step, SignInStep::Done(_)),
            "{:?}",
            shown.failure
        );
        place.signed_in.recv().await.unwrap();
        settled(&place).await;
        assert_eq!(sandbox.devices(A).unwrap().len(), 1);
        let account = place
            .store()
            .accounts()
            .list(None, 9)
            .await
            .unwrap()
            .remove(0);
        assert!(account.phone_kept);
        // The new one works, and is the one that is left.
        let home = place
            .store()
            .home_sessions()
            .current(account.id)
            .await
            .unwrap();
        let road = Road::new(
            Arc::new(Environment::custom(sandbox.environment()).unwrap()),
            None,
        );
        let client = signet_telegram::Client::from_session(&road, home.session)
            .await
            .unwrap();
        client.check().await.unwrap();
        assert!(matches!(
            place.ask(Message::Cancel).await,
            Ok(SignInSnapshot::None)
        ));
        // The old text is dead.
        let home = first
            .store()
            .home_sessions()
            .current(first.store().accounts().list(None, 9).await.unwrap()[0].id)
            .await
            .unwrap();
        let shown = place
            .shown(|reply| Message::Import(home.session.write(format).unwrap(), None, reply))
            .await;
        assert_eq!(shown.failure.unwrap().cause, Cause::SessionRevoked);
        assert!(matches!(shown.step, SignInStep::Import));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_made_elsewhere_asks_for_the_password() {
    let (sandbox, mut first) = sandbox(vec![NewAccount {
        password: Some("word".into()),
        hint: Some("a hint".into()),
        ..ada()
    }]);
    let text = elsewhere(&mut first, signet_session::Format::Telethon, Some("word")).await;
    let mut place = other(&sandbox);
    // Locked in the middle: undone after the next opening.
    let shown = place
        .shown(|reply| Message::Import(text.clone(), None, reply))
        .await;
    assert!(
        matches!(shown.step, SignInStep::Password { .. }),
        "{:?}",
        shown.failure
    );
    place.lock().await;
    place.unlock().await;
    settled(&place).await;
    assert_eq!(sandbox.devices(A).unwrap().len(), 1);
    // Cancelled in the middle.
    place
        .shown(|reply| Message::Import(text.clone(), None, reply))
        .await;
    place.ask(Message::Cancel).await.unwrap();
    settled(&place).await;
    assert_eq!(sandbox.devices(A).unwrap().len(), 1);
    // Wrong, then right.
    let shown = place
        .shown(|reply| Message::Import(text.clone(), None, reply))
        .await;
    let SignInStep::Password {
        hint: Some(hint), ..
    } = shown.step
    else {
        panic!()
    };
    assert_eq!(hint, "a hint");
    let shown = place.submit(Input::Password("wrong".into())).await;
    assert_eq!(shown.failure.unwrap().cause, Cause::PasswordHashInvalid);
    assert!(matches!(shown.step, SignInStep::Password { .. }));
    let shown = place.submit(Input::Password("word".into())).await;
    assert!(
        matches!(shown.step, SignInStep::Done(_)),
        "{:?}",
        shown.failure
    );
    assert!(shown.failure.is_none());
    place.signed_in.recv().await.unwrap();
    settled(&place).await;
    assert_eq!(sandbox.devices(A).unwrap().len(), 1);
    assert!(
        lines(&place.store())
            .await
            .contains(&("import".to_owned(), "Done".to_owned()))
    );
    assert!(
        sandbox.violations().is_empty(),
        "{:?}",
        sandbox.violations()
    );
}
