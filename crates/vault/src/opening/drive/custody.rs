//! Changing what keeps the key, and coming back with a kit, with a keychain that does as it is
//! told.

use signet_trail::Head;

use super::{Home, NOW, WORDS, opened, secret};
use crate::{
    Error, Keeper, RecoveryKey, TrailAtStart,
    keychain::{Entry, Keychain, KeychainError},
    opening::{Obstacle, Opening, Restored},
};

fn copied(kit: &RecoveryKey) -> RecoveryKey {
    RecoveryKey::parse(&kit.words().unwrap()).unwrap()
}

/// Of more lines than a trail here has.
fn ahead() -> Head {
    Head::from_parts(99, &[3; 32]).unwrap()
}

#[tokio::test]
async fn a_passphrase_takes_the_place_of_the_keychain_and_gives_it_back() {
    let home = Home::new();
    let opener = home.opener();
    let opened = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&opened, NOW).await.unwrap();

    let opened = opener.set_passphrase(&opened, secret(WORDS), NOW).await;
    let opened = opened.unwrap();
    assert_eq!(opened.keeper, Keeper::Passphrase);
    assert_eq!(home.keychain.entries(), 0, "key and head are gone from it");
    opener.check_passphrase(secret(WORDS)).await.unwrap();
    let wrong = opener.check_passphrase(secret("x")).await;
    assert!(matches!(wrong, Err(Error::WrongKey)));

    opened.store.close().await;
    let retired = opener.restore(kit, NOW).await;
    assert!(matches!(retired, Err(Error::WrongKey)));

    let opened = opener.unlock(secret(WORDS)).await.unwrap();
    let opened = opener.remove_passphrase(&opened, NOW).await.unwrap();
    assert_eq!(opened.keeper, Keeper::Keychain);
    opened.store.close().await;
    let opening = opener.open(NOW).await.unwrap();
    assert!(matches!(opening, Opening::Open(_)));
}

#[tokio::test]
async fn the_keychain_has_the_head_again_when_it_has_the_key_again() {
    let home = Home::new();
    let opener = home.opener();
    let opened = opener.begin(secret(WORDS), NOW).await.unwrap();
    let opened = opener.remove_passphrase(&opened, NOW).await.unwrap();
    assert_eq!(*opened.store.trail_at_start(), TrailAtStart::Fits);

    let opened = opener.set_passphrase(&opened, secret(WORDS), NOW).await;
    let opened = opened.unwrap();
    let kit = opener.make_kit(&opened, NOW).await.unwrap();
    opened.store.close().await;
    let Restored::Kept(opened) = opener.restore(kit, NOW).await.unwrap() else {
        panic!("the keychain works");
    };
    assert_eq!(*opened.store.trail_at_start(), TrailAtStart::Fits);
}

#[tokio::test]
async fn a_head_that_tells_of_lines_that_are_gone_stays() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    first.store.close().await;
    let head = Entry::head(first.vault);
    home.keychain.put(head, ahead().to_string().as_bytes());
    let Restored::Kept(opened) = opener.restore(kit, NOW).await.unwrap() else {
        panic!("the keychain works");
    };
    let found = opened.store.trail_at_start();
    assert!(matches!(found, TrailAtStart::Behind(_)), "{found:?}");
}

#[tokio::test]
async fn a_passphrase_stays_when_the_keychain_does_not_take_the_key() {
    let home = Home::new();
    let opener = home.opener();
    let opened = opener.begin(secret(WORDS), NOW).await.unwrap();
    home.keychain.refuse([Some(KeychainError::NoService)]);
    let refused = opener.remove_passphrase(&opened, NOW).await;
    assert!(matches!(refused, Err(Error::Keychain(_))));
    opened.store.close().await;
    opener.unlock(secret(WORDS)).await.unwrap();
}

#[tokio::test]
async fn a_kit_brings_back_what_lost_its_key_and_keeps_the_other_key_beside() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    first.store.close().await;
    home.keychain.remove(&Entry::key(first.vault)).unwrap();

    let Restored::Kept(opened) = opener.restore(copied(&kit), NOW).await.unwrap() else {
        panic!("the keychain works");
    };
    let whole = opened.store.activity().verify().await.unwrap();
    assert_eq!(*opened.store.trail_at_start(), TrailAtStart::Fits);
    assert_eq!(whole.lines, 2, "the kit's making, and the restoring");
    opened.store.close().await;
    assert!(matches!(opener.open(NOW).await, Ok(Opening::Open(_))));

    let before = home.keychain.entries();
    home.keychain.put(Entry::key(first.vault), &[9; 32]);
    assert!(matches!(
        opener.open(NOW).await,
        Ok(Opening::Stuck(Obstacle::WrongKey))
    ));
    let restored = opener.restore(copied(&kit), NOW).await.unwrap();
    assert!(matches!(restored, Restored::Kept(_)));
    assert_eq!(home.keychain.entries(), before + 1);
    let former = home.keychain.read(&Entry::former(first.vault, 1));
    assert!(former.is_ok(), "{former:?}");
}

#[tokio::test]
async fn a_kit_does_not_keep_the_same_key_twice() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    first.store.close().await;
    let before = home.keychain.entries();
    let restored = opener.restore(kit, NOW).await.unwrap();
    assert!(matches!(restored, Restored::Kept(_)), "{restored:?}");
    assert_eq!(home.keychain.entries(), before);
}

#[tokio::test]
async fn a_passphrase_leaves_no_former_key_in_the_keychain() {
    let home = Home::new();
    let opener = home.opener();
    let mut opened = opened(opener.open(NOW).await);
    for other in [8, 9] {
        let kit = opener.make_kit(&opened, NOW).await.unwrap();
        opened.store.close().await;
        home.keychain.put(Entry::key(opened.vault), &[other; 32]);
        opened = match opener.restore(kit, NOW).await.unwrap() {
            Restored::Kept(opened) => opened,
            unkept @ Restored::Unkept(..) => panic!("{unkept:?}"),
        };
    }
    let second = home.keychain.read(&Entry::former(opened.vault, 2));
    assert!(second.is_ok(), "{second:?}");
    let opened = opener.set_passphrase(&opened, secret(WORDS), NOW).await;
    opened.unwrap();
    assert_eq!(home.keychain.entries(), 0);
}

#[tokio::test]
async fn a_key_that_could_not_be_removed_goes_when_the_passphrase_is_next_used() {
    for refusal in [KeychainError::Silent, KeychainError::Ambiguous] {
        let home = Home::new();
        let opener = home.opener();
        let opened = opened(opener.open(NOW).await);
        let head = None;
        home.keychain.refuse([head, Some(refusal)]);
        let opened = opener.set_passphrase(&opened, secret(WORDS), NOW).await;
        let opened = opened.unwrap();
        let key = home.keychain.read(&Entry::key(opened.vault));
        assert!(key.is_ok(), "{refusal}");
        opened.store.close().await;
        opener.unlock(secret(WORDS)).await.unwrap();
        opener.forget_leftovers().await.unwrap();
        assert_eq!(home.keychain.entries(), 0, "{refusal}");
    }
}

#[tokio::test]
async fn a_key_that_was_given_back_is_no_leftover() {
    let home = Home::new();
    let opener = home.opener();
    let opened = opener.begin(secret(WORDS), NOW).await.unwrap();
    opened.store.close().await;
    let opened = opener.unlock(secret(WORDS)).await.unwrap();
    let opened = opener.remove_passphrase(&opened, NOW).await.unwrap();
    opener.forget_leftovers().await.unwrap();
    opened.store.close().await;
    let opening = opener.open(NOW).await.unwrap();
    assert!(matches!(opening, Opening::Open(_)), "{opening:?}");
}

#[tokio::test]
async fn a_kit_without_a_keychain_leads_to_a_passphrase() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    first.store.close().await;
    home.keychain.refuse([Some(KeychainError::NoService); 3]);
    let restored = opener.restore(kit, NOW).await.unwrap();
    let Restored::Unkept(opened, KeychainError::NoService) = restored else {
        panic!("{restored:?}");
    };
    let opened = opener.set_passphrase(&opened, secret(WORDS), NOW).await;
    assert_eq!(opened.unwrap().keeper, Keeper::Passphrase);
}

/// The head can be read, but nothing is taken any more.
#[tokio::test]
async fn a_kit_with_a_keychain_that_takes_nothing_leads_to_a_passphrase() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    first.store.close().await;
    let refused = Some(KeychainError::NoService);
    home.keychain.refuse([None, refused, refused, refused]);
    let restored = opener.restore(kit, NOW).await.unwrap();
    let Restored::Unkept(opened, KeychainError::NoService) = restored else {
        panic!("{restored:?}");
    };
    home.keychain.refuse([refused; 4]);
    let opened = opener.set_passphrase(&opened, secret(WORDS), NOW).await;
    assert_eq!(opened.unwrap().keeper, Keeper::Passphrase);
}

#[tokio::test]
async fn a_kit_for_a_trail_that_was_cut_and_a_keychain_that_is_gone_leads_to_a_passphrase() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    first.store.close().await;
    let head = Entry::head(first.vault);
    home.keychain.put(head, ahead().to_string().as_bytes());
    let refused = Some(KeychainError::NoService);
    home.keychain.refuse([None, refused]);
    let restored = opener.restore(kit, NOW).await.unwrap();
    let Restored::Unkept(opened, KeychainError::NoService) = restored else {
        panic!("{restored:?}");
    };
    let opened = opener.set_passphrase(&opened, secret(WORDS), NOW).await;
    assert_eq!(opened.unwrap().keeper, Keeper::Passphrase);
}

#[tokio::test]
async fn a_kit_stands_in_for_a_forgotten_passphrase() {
    let home = Home::new();
    let opener = home.opener();
    let first = opener.begin(secret(WORDS), NOW).await.unwrap();
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    first.store.close().await;
    let restored = opener.restore(kit, NOW).await.unwrap();
    let Restored::Kept(opened) = restored else {
        panic!("{restored:?}");
    };
    assert_eq!(opened.keeper, Keeper::Keychain);
    opened.store.close().await;
    assert!(matches!(opener.open(NOW).await, Ok(Opening::Open(_))));
}

#[tokio::test]
async fn a_changed_key_opens_the_vault_and_the_old_one_does_not() {
    let home = Home::new();
    let opener = home.opener();
    let opened = opened(opener.open(NOW).await);
    let entry = Entry::key(opened.vault);
    let old = home.keychain.read(&entry).unwrap();
    opener.rotate(&opened, None, NOW, |_| ()).await.unwrap();
    opened.store.close().await;
    assert!(matches!(opener.open(NOW).await, Ok(Opening::Open(_))));
    home.keychain.write(&entry, &old).unwrap();
    assert!(matches!(
        opener.open(NOW).await,
        Ok(Opening::Stuck(Obstacle::WrongKey))
    ));
}

#[tokio::test]
async fn a_key_is_changed_behind_its_passphrase() {
    let home = Home::new();
    let opener = home.opener();
    let opened = opener.begin(secret(WORDS), NOW).await.unwrap();
    let without = opener.rotate(&opened, None, NOW, |_| ()).await;
    assert!(without.is_err());
    let words = Some(secret(WORDS));
    opener.rotate(&opened, words, NOW, |_| ()).await.unwrap();
    opened.store.close().await;
    opener.unlock(secret(WORDS)).await.unwrap();
    assert_eq!(home.keychain.entries(), 0);
}

#[tokio::test]
async fn a_kit_brings_back_a_vault_whose_key_was_changed_twice() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    for _ in 0..2 {
        opener.rotate(&first, None, NOW, |_| ()).await.unwrap();
    }
    first.store.close().await;
    home.keychain.remove(&Entry::key(first.vault)).unwrap();
    let restored = opener.restore(kit, NOW).await.unwrap();
    assert!(matches!(restored, Restored::Kept(_)));
}

#[tokio::test]
async fn a_kit_stands_in_for_a_passphrase_that_was_forgotten_after_a_rotation() {
    let home = Home::new();
    let opener = home.opener();
    let first = opener.begin(secret(WORDS), NOW).await.unwrap();
    let kit = opener.make_kit(&first, NOW).await.unwrap();
    let words = Some(secret(WORDS));
    opener.rotate(&first, words, NOW, |_| ()).await.unwrap();
    first.store.close().await;
    let restored = opener.restore(copied(&kit), NOW).await.unwrap();
    let Restored::Kept(opened) = restored else {
        panic!("{restored:?}");
    };
    assert_eq!(opened.keeper, Keeper::Keychain);
}
