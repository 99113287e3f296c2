//! The trail in the vault: recorded before the act, checked against its head, pruned as an event.

use std::sync::atomic::Ordering;

use rusqlite::Connection;
use signet_trail::{Fault, Mint, Outcome, Prune, Text, Timestamp};
use signet_vault::{Error, Filter, RevokedBy, Store, TrailAtStart, subject};

use crate::{
    bench::{NOW, Place, circumstance, circumstance_at},
    contents::{fill, grant, sign_in},
};

/// A vault whose trail has so many lines, closed.
async fn lines(count: u64) -> (Place, Connection) {
    let (place, store) = Place::with_store();
    for number in 0..count {
        let subject = format!("grant:{number}").parse().unwrap();
        drop(place.recorded::<Mint>(&store, subject).await);
    }
    store.close().await;
    let sql = Connection::open(place.folder.path().join("vault.db")).unwrap();
    (place, sql)
}

/// What the check of the whole chain finds.
async fn faults(store: &Store) -> Vec<Fault> {
    match store.activity().verify().await {
        Ok(_) => Vec::new(),
        Err(Error::Trail(signet_trail::Error::Broken(faults))) => faults,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_recorded_line_is_durable_and_its_head_outside() {
    let (place, store) = Place::with_store();
    let line = place
        .recorded::<Mint>(&store, "grant:1".parse().unwrap())
        .await;
    let outside = place.heads.kept.lock().unwrap().unwrap();
    assert_eq!(outside.sequence(), line.sequence());
    let sql = Connection::open(place.folder.path().join("vault.db")).unwrap();
    let link: Vec<u8> = sql
        .query_row("SELECT link FROM trail WHERE sequence = 1", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(outside.link()[..], link);
}

#[tokio::test]
async fn where_the_head_cannot_be_kept_nothing_is_allowed() {
    let (place, store) = Place::with_store();
    place.heads.fails.store(true, Ordering::Relaxed);
    let trail = store.trail().unwrap();
    let refused = trail.record::<Mint>(circumstance(Text::none())).await;
    assert!(matches!(refused, Err(Error::Head)), "{refused:?}");
    place.heads.fails.store(false, Ordering::Relaxed);
    drop(
        trail
            .record::<Mint>(circumstance(Text::none()))
            .await
            .unwrap(),
    );
    store.close().await;
    // The line without its action stands there, which is normal.
    let store = place.open().unwrap();
    assert_eq!(store.trail_at_start(), &TrailAtStart::Fits);
    assert_eq!(faults(&store).await, []);
}

#[tokio::test]
async fn lines_at_once_all_have_their_place() {
    let (place, store) = Place::with_store();
    let trail = store.trail().unwrap();
    let mut recording = Vec::new();
    for _ in 0..50 {
        let trail = std::sync::Arc::clone(&trail);
        recording.push(tokio::spawn(async move {
            trail
                .record::<Mint>(circumstance(Text::none()))
                .await
                .unwrap()
                .sequence()
        }));
    }
    let mut places = Vec::new();
    for recorded in recording {
        places.push(recorded.await.unwrap());
    }
    places.sort_unstable();
    assert_eq!(places, (1..=50).collect::<Vec<_>>());
    assert_eq!(place.heads.kept.lock().unwrap().unwrap().sequence(), 50);
    assert_eq!(faults(&store).await, []);
}

#[tokio::test]
async fn an_edited_deleted_or_reordered_line_is_named() {
    for (change, expected) in [
        (
            "UPDATE trail SET link = zeroblob(32) WHERE sequence = 3",
            vec![Fault::Edited { sequence: 3 }, Fault::Edited { sequence: 4 }],
        ),
        (
            "UPDATE trail SET event = (SELECT event FROM trail WHERE sequence = 4) WHERE sequence = 3",
            vec![Fault::Edited { sequence: 3 }],
        ),
        (
            "UPDATE trail SET event = x'00' WHERE sequence = 2",
            vec![Fault::Unreadable { sequence: 2 }],
        ),
        (
            "DELETE FROM trail WHERE sequence = 3",
            vec![Fault::Missing { from: 3, to: 3 }],
        ),
        (
            "DELETE FROM trail WHERE sequence <= 2",
            vec![Fault::Missing { from: 1, to: 2 }],
        ),
        (
            "UPDATE trail SET sequence = 9 WHERE sequence = 2",
            vec![Fault::Moved { sequence: 2 }],
        ),
    ] {
        let (place, sql) = lines(5).await;
        sql.execute(change, []).unwrap();
        drop(sql);
        let store = place.open().unwrap();
        let found = faults(&store).await;
        assert_eq!(found, expected, "{change}");
        store.close().await;
    }
}

#[tokio::test]
async fn a_trail_behind_its_head_stops_sensitive_actions_until_it_was_seen() {
    let (place, sql) = lines(5).await;
    sql.execute("DELETE FROM trail WHERE sequence > 3", [])
        .unwrap();
    drop(sql);
    let store = place.open().unwrap();
    let cut = Fault::Truncated { from: 4, to: 5 };
    assert_eq!(store.trail_at_start(), &TrailAtStart::Behind(cut));
    assert_eq!(faults(&store).await, [cut]);
    let trail = store.trail().unwrap();
    let refused = trail.record::<Mint>(circumstance(Text::none())).await;
    assert!(matches!(refused, Err(Error::TrailBehind)), "{refused:?}");
    assert_eq!(
        place.heads.kept.lock().unwrap().unwrap().sequence(),
        5,
        "the evidence stays"
    );

    // Ending an access never waits for any of this.
    let account = sign_in(&store, 1).await;
    let grant = grant(account, None, signet_contract::ids::ServiceId::now());
    let id = grant.id;
    store.grants().add(grant).await.unwrap();
    let revocation = store
        .revocations()
        .request(id, RevokedBy::Person, None, NOW)
        .await;
    assert!(revocation.unwrap().recorded);

    let reference = "7F3K-2Q9D".parse().unwrap();
    store.activity().accept_loss(NOW, reference).await.unwrap();
    drop(
        trail
            .record::<Mint>(circumstance(Text::none()))
            .await
            .unwrap(),
    );
    store.close().await;
    let store = place.open().unwrap();
    assert_eq!(store.trail_at_start(), &TrailAtStart::Fits);
    assert_eq!(faults(&store).await, []);
}

#[tokio::test]
async fn another_trail_than_the_heads_is_reported() {
    let (place, sql) = lines(3).await;
    let (other, _) = lines(3).await;
    let stranger = *other.heads.kept.lock().unwrap();
    *place.heads.kept.lock().unwrap() = stranger;
    drop(sql);
    let store = place.open().unwrap();
    let forked = Fault::Forked { sequence: 3 };
    assert_eq!(store.trail_at_start(), &TrailAtStart::Behind(forked));
    assert!(faults(&store).await.contains(&forked));
}

#[tokio::test]
async fn a_vault_without_a_head_outside_says_so() {
    let (place, sql) = lines(3).await;
    *place.heads.kept.lock().unwrap() = None;
    drop(sql);
    assert_eq!(
        place.open().unwrap().trail_at_start(),
        &TrailAtStart::NoHead
    );
}

#[tokio::test]
async fn old_lines_are_pruned_by_an_event_that_stays() {
    let (place, store) = Place::with_store();
    let trail = store.trail().unwrap();
    for day in 0..6 {
        let line = trail.record::<Mint>(circumstance_at(day, Text::none()));
        drop(line.await.unwrap());
    }
    let day = |day: u64| Timestamp::from_unix_millis(NOW.unix_millis() + day * 86_400_000);
    let activity = store.activity();
    assert_eq!(activity.older_than(day(0)).await.unwrap(), None);
    let up_to = activity.older_than(day(4)).await.unwrap().unwrap();
    assert_eq!(up_to.sequence(), 4);
    let line = trail
        .record::<Prune>(circumstance(Text::from(&up_to)))
        .await
        .unwrap();
    assert_eq!(activity.prune(line).await.unwrap(), 4);
    assert_eq!(faults(&store).await, []);
    let page = activity.page(None, 10, Filter::default()).await.unwrap();
    let left: Vec<_> = page.entries.iter().map(|entry| entry.sequence).collect();
    assert_eq!(left, [7, 6, 5]);

    let stray = trail
        .record::<Prune>(circumstance("1:00".parse().unwrap()))
        .await
        .unwrap();
    assert!(activity.prune(stray).await.is_err());
    store.close().await;
    let store = place.open().unwrap();
    assert_eq!(store.trail_at_start(), &TrailAtStart::Fits);
    assert_eq!(faults(&store).await, []);
    drop(store);
    // Lines that go without such an event are missed.
    let sql = Connection::open(place.folder.path().join("vault.db")).unwrap();
    sql.execute("DELETE FROM trail WHERE sequence = 5", [])
        .unwrap();
    drop(sql);
    let store = place.open().unwrap();
    assert_eq!(faults(&store).await, [Fault::Missing { from: 5, to: 5 }]);
}

#[tokio::test]
async fn activity_is_filtered_and_comes_in_pages() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let activity = store.activity();
    let filter = Filter {
        subjects: vec![subject::grant(contents.grant)],
        ..Filter::default()
    };
    let page = activity.page(None, 2, filter.clone()).await.unwrap();
    let actions: Vec<_> = page
        .entries
        .iter()
        .map(|e| e.event.action.as_str())
        .collect();
    assert_eq!(actions, ["revoke", "deliver"]);
    let rest = activity.page(page.next, 2, filter).await.unwrap();
    assert_eq!((rest.entries.len(), rest.next), (1, None));
    let filter = Filter {
        actions: vec!["mint".parse().unwrap()],
        outcome: Some(Outcome::Begun),
        from: Some(NOW),
        until: Some(Timestamp::from_unix_millis(NOW.unix_millis() + 1)),
        ..Filter::default()
    };
    assert_eq!(
        activity.page(None, 9, filter).await.unwrap().entries.len(),
        2
    );
    let none = Filter {
        until: Some(NOW),
        ..Filter::default()
    };
    assert!(
        activity
            .page(None, 9, none)
            .await
            .unwrap()
            .entries
            .is_empty()
    );
}

#[tokio::test]
async fn an_ending_whose_line_cannot_be_written_stands_and_its_line_waits() {
    let (place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    let grant = grant(account, None, signet_contract::ids::ServiceId::now());
    let id = grant.id;
    store.grants().add(grant).await.unwrap();
    // The trail refuses every line.
    let sql = Connection::open(place.folder.path().join("vault.db")).unwrap();
    sql.execute_batch(
        "CREATE TRIGGER full BEFORE INSERT ON trail BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    .unwrap();
    let endings = store.revocations();
    let ending = endings
        .request(id, RevokedBy::Person, None, NOW)
        .await
        .unwrap();
    assert!(!ending.recorded);
    assert_eq!(endings.queued().await.unwrap(), 1);
    assert!(endings.record_queued().await.is_err());
    sql.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(endings.record_queued().await.unwrap(), 0);
    assert_eq!(endings.queued().await.unwrap(), 0);
    let page = store
        .activity()
        .page(None, 9, Filter::default())
        .await
        .unwrap();
    assert_eq!(page.entries[0].event.action.as_str(), "revoke");
}
