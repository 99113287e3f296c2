//! Recovery kits, before, during and after changes of the master key.

use rusqlite::{Connection, params};
use secrecy::SecretBox;
use signet_contract::ids::KeyId;
use signet_trail::{Export, Rotate};
use signet_vault::{
    CopyKind, CopyPlace, Error, NextKey, OsRandom, RecoveryKey, Stage, Store, UnreadableRow,
    WrappingKey, subject,
};

use crate::{
    bench::{NOW, Place, master},
    contents::{fill, sign_in},
};

const FIRST: [u8; 32] = [70; 32];
const SECOND: [u8; 32] = [71; 32];
const THIRD: [u8; 32] = [72; 32];

fn paper() -> RecoveryKey {
    RecoveryKey::generate(&OsRandom).unwrap()
}

async fn keep(place: &Place, store: &Store, paper: &RecoveryKey) -> KeyId {
    let subject = subject::vault(place.vault);
    let line = place.recorded::<Export>(store, subject).await;
    let half = paper.public_half().unwrap();
    store.keys().add_kit(line, half, NOW).await.unwrap()
}

async fn try_to_begin(
    place: &Place,
    store: &Store,
    key: [u8; 32],
    passphrase: Option<&WrappingKey>,
) -> Result<(), Error> {
    let (id, key) = (KeyId::now(), master(key));
    let mut copies = Vec::new();
    if let Some(under) = passphrase {
        let copy = CopyPlace {
            vault: place.vault,
            copy: KeyId::now(),
            kind: CopyKind::Passphrase,
            master: id,
            parameters: vec![],
        };
        let wrapped = key.wrap(under, &copy, &OsRandom).unwrap();
        copies.push(copy.with(wrapped, NOW));
    }
    let subject = subject::vault(place.vault);
    let line = place.recorded::<Rotate>(store, subject).await;
    let next = NextKey { id, key, copies };
    store.rotation().begin(line, next, NOW).await
}

async fn begin(place: &Place, store: &Store, key: [u8; 32]) {
    try_to_begin(place, store, key, None).await.unwrap();
}

async fn end(store: &Store) {
    while store.rotation().rewrap(3).await.unwrap() != Stage::Idle {}
}

/// The key that the paper opens, if it opens this vault.
fn opened_by(place: &Place, paper: &RecoveryKey) -> Option<[u8; 32]> {
    let header = Store::inspect(&place.folder).unwrap().unwrap();
    let mut copies = header.copies.iter();
    let key = copies.find_map(|copy| paper.unwrap(header.vault, copy).ok())?;
    let fingerprint = key.fingerprint().unwrap();
    header.key(&fingerprint)?;
    [FIRST, SECOND, THIRD]
        .into_iter()
        .find(|known| master(*known).fingerprint().unwrap() == fingerprint)
}

/// With the paper alone, as after the loss of the keychain, to the end of what was begun.
async fn recover(place: &Place, paper: &RecoveryKey, key: [u8; 32]) {
    assert_eq!(opened_by(place, paper), Some(key));
    let store = place.open_with(key).unwrap();
    match store.rotation().stage().await.unwrap() {
        Stage::Idle => {}
        Stage::Begun => {
            store.rotation().switch().await.unwrap();
            end(&store).await;
        }
        Stage::Rewrapping { .. } => end(&store).await,
    }
    assert_eq!(store.examine().await.unwrap(), []);
    assert_eq!(store.keys().copies().await.unwrap().len(), 1);
    store.close().await;
    assert!(opened_by(place, paper).is_some());
}

fn database(place: &Place) -> Connection {
    Connection::open(place.folder.path().join("vault.db")).unwrap()
}

/// The public half as it stands in the file.
fn half_of(sql: &Connection, kit: KeyId) -> Vec<u8> {
    let id = uuid::Uuid::from(kit);
    sql.query_row(
        "SELECT sealed FROM key WHERE id = ?",
        [id.as_bytes()],
        |row| row.get(0),
    )
    .unwrap()
}

fn put_half(sql: &Connection, kit: KeyId, half: &[u8]) {
    let id = uuid::Uuid::from(kit);
    let set = "UPDATE key SET sealed = ? WHERE id = ?";
    sql.execute(set, params![half, id.as_bytes()]).unwrap();
}

#[tokio::test]
async fn a_kit_opens_the_vault_at_every_step_of_a_rotation() {
    let (place, store) = Place::with_store();
    fill(&place, &store, 1).await;
    let paper = paper();
    let kit = keep(&place, &store, &paper).await;
    recover(&place.cut(), &paper, FIRST).await;
    begin(&place, &store, SECOND).await;
    recover(&place.cut(), &paper, FIRST).await;
    store.rotation().switch().await.unwrap();
    loop {
        recover(&place.cut(), &paper, SECOND).await;
        if store.rotation().rewrap(1).await.unwrap() == Stage::Idle {
            break;
        }
    }
    recover(&place.cut(), &paper, SECOND).await;

    begin(&place, &store, THIRD).await;
    store.rotation().switch().await.unwrap();
    end(&store).await;
    let copies = store.keys().copies().await.unwrap();
    assert_eq!(copies[0].id, kit, "it goes by its name as before");
    assert_eq!(copies[0].created_at, NOW);
    store.close().await;
    recover(&place, &paper, THIRD).await;
}

#[tokio::test]
async fn the_switch_that_a_crash_prevented_takes_the_kits_along() {
    let (place, store) = Place::with_store();
    let papers = [paper(), paper()];
    for paper in &papers {
        keep(&place, &store, paper).await;
    }
    begin(&place, &store, SECOND).await;
    let cut = place.cut();
    let store = cut.open_with(SECOND).unwrap();
    for paper in &papers {
        assert_eq!(opened_by(&cut, paper), Some(SECOND));
    }
    end(&store).await;
    for paper in &papers {
        assert_eq!(opened_by(&cut, paper), Some(SECOND));
    }
}

#[tokio::test]
async fn a_kit_made_while_rows_are_rewrapped_lasts_as_well() {
    let (place, store) = Place::with_store();
    sign_in(&store, 1).await;
    begin(&place, &store, SECOND).await;
    store.rotation().switch().await.unwrap();
    let paper = paper();
    keep(&place, &store, &paper).await;
    end(&store).await;
    begin(&place, &store, THIRD).await;
    store.rotation().switch().await.unwrap();
    end(&store).await;
    assert_eq!(opened_by(&place, &paper), Some(THIRD));
}

#[tokio::test]
async fn an_abandoned_rotation_leaves_the_kits_as_they_were() {
    let (place, store) = Place::with_store();
    let paper = paper();
    keep(&place, &store, &paper).await;
    begin(&place, &store, SECOND).await;
    store.rotation().abandon().await.unwrap();
    assert_eq!(opened_by(&place, &paper), Some(FIRST));
    begin(&place, &store, THIRD).await;
    store.rotation().switch().await.unwrap();
    end(&store).await;
    assert_eq!(opened_by(&place, &paper), Some(THIRD));
}

#[tokio::test]
async fn a_retired_kit_opens_nothing_new_whenever_it_was_retired() {
    for retired_after in 0..3 {
        let (place, store) = Place::with_store();
        let (lost, kept) = (paper(), paper());
        let kit = keep(&place, &store, &lost).await;
        keep(&place, &store, &kept).await;
        let retire = async |step| {
            if step == retired_after {
                store.keys().retire_kit(kit, NOW).await.unwrap();
                assert_eq!(opened_by(&place, &lost), None);
            }
        };
        retire(0).await;
        begin(&place, &store, SECOND).await;
        retire(1).await;
        store.rotation().switch().await.unwrap();
        retire(2).await;
        end(&store).await;
        assert_eq!(opened_by(&place, &lost), None);
        assert_eq!(opened_by(&place, &kept), Some(SECOND));
    }
}

#[tokio::test]
async fn a_kit_made_behind_a_passphrase_lasts_until_the_next_passphrase() {
    let (place, store) = Place::with_store();
    let under = |byte| WrappingKey::new(SecretBox::new(Box::new([byte; 32])));
    let vault = || subject::vault(place.vault);
    let keys = store.keys();
    let line = place.recorded(&store, vault()).await;
    let set = keys.set_passphrase(line, under(1), vec![], NOW);
    set.await.unwrap();
    let paper = paper();
    keep(&place, &store, &paper).await;
    let passphrase = under(1);
    let begun = try_to_begin(&place, &store, SECOND, Some(&passphrase));
    begun.await.unwrap();
    store.rotation().switch().await.unwrap();
    end(&store).await;
    assert_eq!(opened_by(&place, &paper), Some(SECOND));
    assert_eq!(keys.copies().await.unwrap().len(), 2);

    let line = place.recorded(&store, vault()).await;
    let set = keys.set_passphrase(line, under(2), vec![], NOW);
    set.await.unwrap();
    assert_eq!(opened_by(&place, &paper), None);
}

#[tokio::test]
async fn a_swapped_public_half_is_refused_before_a_rotation_begins() {
    let (place, store) = Place::with_store();
    let (mine, theirs) = (paper(), paper());
    let kit = keep(&place, &store, &mine).await;
    let other = keep(&place, &store, &theirs).await;
    let sql = database(&place);
    let right = half_of(&sql, kit);
    let mut flipped = right.clone();
    *flipped.last_mut().unwrap() ^= 1;
    // In the clear, of another kit, or changed by a bit.
    for wrong in [vec![9; 32], half_of(&sql, other), flipped, vec![]] {
        put_half(&sql, kit, &wrong);
        let refused = try_to_begin(&place, &store, SECOND, None).await;
        assert!(matches!(refused, Err(Error::KitAltered)));
        assert_eq!(store.rotation().stage().await.unwrap(), Stage::Idle);
        let found = UnreadableRow {
            table: "key",
            row: kit.into(),
        };
        assert_eq!(store.examine().await.unwrap(), [found]);
        assert_eq!(opened_by(&place, &mine), Some(FIRST), "nothing is lost");
    }
    put_half(&sql, kit, &right);
    begin(&place, &store, SECOND).await;
}

#[tokio::test]
async fn a_public_half_that_is_swapped_meanwhile_gets_no_key_and_is_reported() {
    for opened_by_next in [false, true] {
        let (place, mut store) = Place::with_store();
        let (swapped, theirs, whole) = (paper(), paper(), paper());
        let kit = keep(&place, &store, &swapped).await;
        let other = keep(&place, &store, &theirs).await;
        keep(&place, &store, &whole).await;
        begin(&place, &store, SECOND).await;
        let sql = database(&place);
        put_half(&sql, kit, &half_of(&sql, other));
        if opened_by_next {
            store.close().await;
            store = place.open_with(SECOND).unwrap();
        } else {
            store.rotation().switch().await.unwrap();
        }
        // The vault goes on, and so do the others.
        assert_eq!(opened_by(&place, &swapped), None);
        assert_eq!(opened_by(&place, &whole), Some(SECOND));
        for _ in 0..2 {
            let reported = store.rotation().rewrap(99).await;
            assert!(matches!(reported, Err(Error::KitAltered)));
        }
        store.keys().retire_kit(kit, NOW).await.unwrap();
        end(&store).await;
        assert_eq!(store.examine().await.unwrap(), []);
        assert_eq!(opened_by(&place, &whole), Some(SECOND));
    }
}

#[tokio::test]
async fn a_public_half_proven_under_a_former_key_is_refused() {
    let (place, store) = Place::with_store();
    let paper = paper();
    let kit = keep(&place, &store, &paper).await;
    let before = half_of(&database(&place), kit);
    begin(&place, &store, SECOND).await;
    store.rotation().switch().await.unwrap();
    end(&store).await;
    put_half(&database(&place), kit, &before);
    let refused = try_to_begin(&place, &store, THIRD, None).await;
    assert!(matches!(refused, Err(Error::KitAltered)));
}

#[tokio::test]
async fn without_random_bytes_no_kit_is_made_and_no_key_switched() {
    let (place, store) = Place::with_store();
    let paper = paper();
    keep(&place, &store, &paper).await;
    let line = place.recorded(&store, subject::vault(place.vault)).await;
    place.random.fail(true);
    let half = paper.public_half().unwrap();
    let refused = store.keys().add_kit(line, half, NOW).await;
    assert!(matches!(refused, Err(Error::NoRandom)));
    place.random.fail(false);
    begin(&place, &store, SECOND).await;
    place.random.fail(true);
    let refused = store.rotation().switch().await;
    assert!(matches!(refused, Err(Error::NoRandom)));
    assert_eq!(store.rotation().stage().await.unwrap(), Stage::Begun);
    assert_eq!(opened_by(&place, &paper), Some(FIRST));
}
