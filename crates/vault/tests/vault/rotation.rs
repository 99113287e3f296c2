//! Changing the master key, cut short at every step.

use secrecy::SecretBox;
use signet_contract::ids::KeyId;
use signet_trail::{Mint, Rotate};
use signet_vault::{
    CopyKind, CopyPlace, Error, MasterKey, NextKey, OsRandom, RecoveryKey, Stage, Store,
    WrappingKey, subject,
};

use crate::{
    bench::{NOW, Place, master},
    contents::{fill, sign_in},
};

const OLD: [u8; 32] = [70; 32];
const NEW: [u8; 32] = [71; 32];

async fn begin(place: &Place, store: &Store) {
    let line = place
        .recorded::<Rotate>(store, subject::vault(place.vault))
        .await;
    let next = NextKey {
        id: KeyId::now(),
        key: master(NEW),
        copies: vec![],
    };
    store.rotation().begin(line, next, NOW).await.unwrap();
}

/// From whatever was left, with the key that the keychain has, to the end.
async fn finish(place: &Place, keychain: [u8; 32], records: usize) {
    let store = place.open_with(keychain).unwrap();
    if store.rotation().stage().await.unwrap() == Stage::Begun {
        assert_eq!(keychain, OLD, "with the next key it has switched by itself");
        let next = store.rotation().next_key().await.unwrap();
        assert_eq!(
            next.fingerprint().unwrap(),
            master(NEW).fingerprint().unwrap()
        );
        store.rotation().switch().await.unwrap();
    }
    while store.rotation().stage().await.unwrap() != Stage::Idle {
        store.rotation().rewrap(7).await.unwrap();
    }
    assert_eq!(store.examine().await.unwrap(), []);
    assert_eq!(
        store.accounts().list(None, 99).await.unwrap().len(),
        records
    );
    store.activity().verify().await.unwrap();
    drop(
        place
            .recorded::<Mint>(&store, subject::vault(place.vault))
            .await,
    );
    store.close().await;
    assert!(matches!(place.open_with(OLD), Err(Error::WrongKey)));
    let store = place.open_with(NEW).unwrap();
    assert_eq!(store.keys().known().await.unwrap().len(), 1);
    store.close().await;
}

#[tokio::test]
async fn cut_short_at_any_step_a_rotation_goes_on() {
    let (place, store) = Place::with_store();
    fill(&place, &store, 1).await;
    fill(&place, &store, 2).await;
    begin(&place, &store).await;
    // The keychain may or may not have the next key by now.
    finish(&place.cut(), OLD, 2).await;
    finish(&place.cut(), NEW, 2).await;
    store.rotation().switch().await.unwrap();
    let mut steps = 0;
    let mut before = None;
    loop {
        finish(&place.cut(), NEW, 2).await;
        let stage = store.rotation().rewrap(1).await.unwrap();
        steps += 1;
        match stage {
            Stage::Rewrapping { left } => {
                assert!(
                    before.is_none_or(|before| left == before - 1),
                    "progress is told"
                );
                before = Some(left);
            }
            Stage::Idle => break,
            Stage::Begun => panic!("it had switched"),
        }
    }
    // Two of each, but one key of the trail, one proxy.
    assert_eq!(steps, 2 * 15 + 2, "one step for each secret");
    finish(&place.cut(), NEW, 2).await;
}

#[tokio::test]
async fn what_is_written_while_it_goes_on_is_under_the_new_key() {
    let (place, store) = Place::with_store();
    sign_in(&store, 1).await;
    begin(&place, &store).await;
    sign_in(&store, 2).await;
    store.rotation().switch().await.unwrap();
    let before = store.rotation().stage().await.unwrap();
    sign_in(&store, 3).await;
    assert_eq!(store.rotation().stage().await.unwrap(), before);
    finish(&place.cut(), NEW, 3).await;
}

#[tokio::test]
async fn a_rotation_that_the_keychain_refused_is_abandoned() {
    let (place, store) = Place::with_store();
    sign_in(&store, 1).await;
    begin(&place, &store).await;
    let line = place
        .recorded::<Rotate>(&store, subject::vault(place.vault))
        .await;
    let next = NextKey {
        id: KeyId::now(),
        key: master([72; 32]),
        copies: vec![],
    };
    let second = store.rotation().begin(line, next, NOW).await;
    assert!(matches!(second, Err(Error::Conflict("rotation"))));
    store.rotation().abandon().await.unwrap();
    assert_eq!(store.rotation().stage().await.unwrap(), Stage::Idle);
    store.close().await;
    assert!(matches!(place.open_with(NEW), Err(Error::WrongKey)));
    let store = place.open_with(OLD).unwrap();
    assert_eq!(store.examine().await.unwrap(), []);
    // And it can be begun again.
    begin(&place, &store).await;
    store.close().await;
    finish(&place, OLD, 1).await;
}

#[tokio::test]
async fn a_failing_generator_leaves_a_rotation_where_it_was() {
    let (place, store) = Place::with_store();
    sign_in(&store, 1).await;
    begin(&place, &store).await;
    store.rotation().switch().await.unwrap();
    let before = store.rotation().stage().await.unwrap();
    place.random.fail(true);
    assert!(matches!(
        store.rotation().rewrap(99).await,
        Err(Error::NoRandom)
    ));
    place.random.fail(false);
    assert_eq!(store.rotation().stage().await.unwrap(), before);
    store.close().await;
    finish(&place, NEW, 1).await;
}

#[tokio::test]
async fn a_line_about_another_vault_changes_no_key() {
    let (place, store) = Place::with_store();
    let other = subject::vault(signet_contract::ids::VaultId::now());
    let line = place.recorded::<Rotate>(&store, other).await;
    let next = NextKey {
        id: KeyId::now(),
        key: master(NEW),
        copies: vec![],
    };
    let refused = store.rotation().begin(line, next, NOW).await;
    assert!(matches!(refused, Err(Error::WrongLine("vault"))));
}

#[tokio::test]
async fn a_rotation_never_leaves_a_key_that_nothing_opens() {
    let (place, store) = Place::with_store();
    let under = |byte| WrappingKey::new(SecretBox::new(Box::new([byte; 32])));
    let vault = || subject::vault(place.vault);
    let keys = store.keys();
    let line = place.recorded(&store, vault()).await;
    keys.set_passphrase(line, under(1), vec![], NOW)
        .await
        .unwrap();
    let line = place.recorded(&store, vault()).await;
    let mut next = NextKey {
        id: KeyId::now(),
        key: master(NEW),
        copies: vec![],
    };
    let rotation = store.rotation();
    let alone = NextKey {
        key: master(NEW),
        copies: vec![],
        ..next
    };
    let refused = rotation.begin(line, alone, NOW).await;
    assert!(matches!(refused, Err(Error::Conflict("passphrase"))));

    let copy = CopyPlace {
        vault: place.vault,
        copy: KeyId::now(),
        kind: CopyKind::Passphrase,
        master: next.id,
        parameters: vec![],
    };
    let wrapped = next.key.wrap(&under(1), &copy, &OsRandom).unwrap();
    next.copies.push(copy.with(wrapped, NOW));
    let line = place.recorded(&store, vault()).await;
    rotation.begin(line, next, NOW).await.unwrap();
    // What would end with the switch is not promised now.
    let line = place.recorded(&store, vault()).await;
    let passphrase = keys.set_passphrase(line, under(2), vec![], NOW).await;
    assert!(matches!(passphrase, Err(Error::Conflict("rotation"))));
    let line = place.recorded(&store, vault()).await;
    let half = RecoveryKey::generate(&OsRandom)
        .and_then(|kit| kit.public_half())
        .unwrap();
    let kit = keys.add_kit(line, half, NOW).await;
    assert!(matches!(kit, Err(Error::Conflict("rotation"))));
    rotation.switch().await.unwrap();
    let copies = keys.copies().await.unwrap();
    let [copy] = &copies[..] else {
        panic!("the passphrase alone opens it");
    };
    let key = MasterKey::unwrap(&copy.wrapped, &under(1), &copy.place(place.vault)).unwrap();
    assert_eq!(
        key.fingerprint().unwrap(),
        master(NEW).fingerprint().unwrap()
    );
}
