//! Keys, their copies, and changing them.

use secrecy::{ExposeSecret, SecretBox};
use signet_contract::ids::KeyId;
use signet_trail::{Export, Rotate};
use signet_vault::{
    Error, Filter, Keeper, MasterKey, NextKey, OsRandom, RecoveryKey, Stage, Store, WrappingKey,
    subject,
};

use crate::bench::{NOW, Place, master};

fn wrapping(byte: u8) -> WrappingKey {
    WrappingKey::new(SecretBox::new(Box::new([byte; 32])))
}

#[tokio::test]
async fn a_vault_is_inspected_without_a_key_and_opened_with_its_own() {
    let (place, store) = Place::with_store();
    store.close().await;
    let header = Store::inspect(&place.folder).unwrap().unwrap();
    assert_eq!(header.vault, place.vault);
    assert_eq!(header.keeper(), Keeper::Keychain);
    let fingerprint = master(place.key).fingerprint().unwrap();
    assert_eq!(header.key(&fingerprint).unwrap().id, place.key_id);
    assert!(matches!(place.open_with([8; 32]), Err(Error::WrongKey)));
    place.open().unwrap().close().await;
}

#[tokio::test]
async fn a_kit_that_ends_leaves_a_line() {
    let (place, store) = Place::with_store();
    let nobodys = store.keys().retire_kit(KeyId::now(), NOW).await;
    assert!(matches!(nobodys, Err(Error::NotFound(_))));
    let line = place.recorded::<Export>(&store, subject::vault(place.vault));
    let line = line.await;
    let keys = store.keys();
    let half = RecoveryKey::generate(&OsRandom)
        .unwrap()
        .public_half()
        .unwrap();
    let kit = keys.add_kit(line, half, NOW).await.unwrap();
    keys.retire_kit(kit, NOW).await.unwrap();
    assert_eq!(keys.copies().await.unwrap(), []);
    let page = store.activity().page(None, 10, Filter::default()).await;
    let [ended, _] = &page.unwrap().entries[..] else {
        panic!("one line for its making, one for its end");
    };
    assert_eq!(ended.event.action.as_str(), "retire-kit");
    let circumstance = &ended.event.circumstance;
    assert_eq!(circumstance.subject, subject::vault(place.vault));
    assert_eq!(circumstance.reference.as_str(), kit.to_string());
}

#[tokio::test]
async fn a_passphrase_takes_the_keychains_place_and_ends_older_kits() {
    let (place, store) = Place::with_store();
    let subject = subject::vault(place.vault);
    let line = place.recorded::<Export>(&store, subject.clone()).await;
    let paper = RecoveryKey::generate(&OsRandom).unwrap();
    let kit = store
        .keys()
        .add_kit(line, paper.public_half().unwrap(), NOW)
        .await
        .unwrap();
    assert_eq!(store.keys().copies().await.unwrap()[0].id, kit);
    let line = place.recorded::<Rotate>(&store, subject).await;
    let under = wrapping(2);
    store
        .keys()
        .set_passphrase(line, under, b"costs".to_vec(), NOW)
        .await
        .unwrap();
    store.close().await;

    let header = Store::inspect(&place.folder).unwrap().unwrap();
    assert_eq!(header.keeper(), Keeper::Passphrase);
    let [copy] = &header.copies[..] else {
        panic!("only the passphrase opens it");
    };
    let key = MasterKey::unwrap(&copy.wrapped, &wrapping(2), &copy.place(header.vault)).unwrap();
    assert_eq!(key.expose_secret(), &place.key);

    let mut elsewhere = copy.place(header.vault);
    elsewhere.parameters = b"cheap".to_vec();
    let moved = MasterKey::unwrap(&copy.wrapped, &wrapping(2), &elsewhere);
    assert!(matches!(moved, Err(Error::WrongKey)));
    let other = MasterKey::unwrap(&copy.wrapped, &wrapping(1), &copy.place(header.vault));
    assert!(matches!(other, Err(Error::WrongKey)));
}

#[tokio::test]
async fn a_rotation_ends_with_the_new_key_alone() {
    let (place, store) = Place::with_store();
    let line = place
        .recorded::<Rotate>(&store, subject::vault(place.vault))
        .await;
    let next = NextKey {
        id: KeyId::now(),
        key: master([9; 32]),
        copies: vec![],
    };
    store.rotation().begin(line, next, NOW).await.unwrap();
    assert_eq!(store.rotation().stage().await.unwrap(), Stage::Begun);
    store.rotation().switch().await.unwrap();
    while store.rotation().rewrap(1).await.unwrap() != Stage::Idle {}
    store.close().await;
    assert!(matches!(place.open(), Err(Error::WrongKey)));
    let store = place.open_with([9; 32]).unwrap();
    assert_eq!(store.keys().known().await.unwrap().len(), 1);
    store.activity().verify().await.unwrap();
}

#[test]
fn without_random_bytes_there_is_no_vault() {
    let place = Place::new();
    place.random.fail(true);
    assert!(matches!(place.create(), Err(Error::NoRandom)));
    assert!(Store::inspect(&place.folder).unwrap().is_none());
    place.random.fail(false);
    place.create().unwrap();
}
