//! Opening, with a keychain that does as it is told.

mod custody;

use std::{fs, sync::Arc};

use secrecy::SecretString;
use signet_contract::ids::VaultId;
use signet_trail::Timestamp;

use super::{Obstacle, Opened, Opener, Opening};
use crate::{
    Error, Keeper, Options,
    keychain::{Entry, Keychain, KeychainError, mock::MockKeychain},
};

const NOW: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);

struct Home {
    folder: tempfile::TempDir,
    keychain: Arc<MockKeychain>,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keychain: Arc::default(),
        }
    }

    /// As after a start of the program.
    fn opener(&self) -> Opener {
        self.opener_for("test")
    }

    fn opener_for(&self, environment: &str) -> Opener {
        let keychain: Arc<MockKeychain> = Arc::clone(&self.keychain);
        let path = self.folder.path().join("vault");
        Opener::new(&path, environment, Options::default(), keychain)
    }

    async fn open(&self) -> Opened {
        opened(self.opener().open(NOW).await)
    }

    /// Which vault it was.
    async fn open_and_close(&self) -> VaultId {
        let Opened { store, vault, .. } = self.open().await;
        store.close().await;
        vault
    }

    async fn stuck(&self) -> Obstacle {
        match self.opener().open(NOW).await.unwrap() {
            Opening::Stuck(obstacle) => obstacle,
            other @ (Opening::Open(_) | Opening::AskPassphrase) => panic!("{other:?}"),
        }
    }

    fn database(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("vault/vault.db")).unwrap()
    }
}

fn opened(opening: Result<Opening, Error>) -> Opened {
    match opening.unwrap() {
        Opening::Open(opened) => opened,
        other @ (Opening::Stuck(_) | Opening::AskPassphrase) => panic!("{other:?}"),
    }
}

fn secret(text: &str) -> SecretString {
    text.into()
}

const WORDS: &str = "correct horse battery";

#[tokio::test]
async fn the_first_start_makes_a_vault_and_the_second_opens_it() {
    let home = Home::new();
    let first = home.open().await;
    first.store.close().await;
    drop(first.store);
    let second = home.open().await;
    assert_eq!(
        (second.vault, second.keeper),
        (first.vault, Keeper::Keychain)
    );
    assert_eq!(home.keychain.entries(), 1);
}

#[tokio::test]
async fn a_key_that_is_missing_is_never_replaced_by_a_new_one() {
    let home = Home::new();
    let vault = home.open_and_close().await;
    home.keychain.remove(&Entry::key(vault)).unwrap();
    let before = home.database();
    for _ in 0..3 {
        assert_eq!(home.stuck().await, Obstacle::KeyMissing);
    }
    assert_eq!(home.keychain.entries(), 0);
    assert_eq!(home.database(), before);
}

#[tokio::test]
async fn each_refusal_of_the_keychain_stops_an_old_vault_and_a_retry_opens_it() {
    let home = Home::new();
    home.open_and_close().await;
    for (refusal, obstacle) in [
        (
            KeychainError::Locked,
            Obstacle::KeychainLocked { fresh: false },
        ),
        (
            KeychainError::NoService,
            Obstacle::NoKeychain { fresh: false },
        ),
        (
            KeychainError::Silent,
            Obstacle::KeychainSilent { fresh: false },
        ),
        (KeychainError::Ambiguous, Obstacle::TwoKeys),
        (KeychainError::Unreadable, Obstacle::WrongKey),
    ] {
        home.keychain.refuse([Some(refusal)]);
        assert_eq!(home.stuck().await, obstacle);
    }
    home.open_and_close().await;
}

#[tokio::test]
async fn a_keychain_that_vanishes_after_it_gave_the_key_opens_nothing() {
    let home = Home::new();
    home.open_and_close().await;
    home.keychain.refuse([None, Some(KeychainError::NoService)]);
    let obstacle = home.stuck().await;
    assert_eq!(obstacle, Obstacle::NoKeychain { fresh: false });
}

#[tokio::test]
async fn another_key_opens_nothing_and_stays_where_it_is() {
    let home = Home::new();
    let vault = home.open_and_close().await;
    for other in [&[7; 32][..], &[7; 31], b""] {
        home.keychain.put(Entry::key(vault), other);
        assert_eq!(home.stuck().await, Obstacle::WrongKey);
    }
}

#[tokio::test]
async fn no_vault_is_made_whose_key_is_not_kept() {
    for (refusals, obstacle) in [
        (
            vec![Some(KeychainError::Locked)],
            Obstacle::KeychainLocked { fresh: true },
        ),
        (
            vec![Some(KeychainError::NoService)],
            Obstacle::NoKeychain { fresh: true },
        ),
        (
            vec![None, Some(KeychainError::Missing)],
            Obstacle::NoKeychain { fresh: true },
        ),
        (
            vec![None, Some(KeychainError::Silent)],
            Obstacle::KeychainSilent { fresh: true },
        ),
    ] {
        let home = Home::new();
        home.keychain.refuse(refusals);
        assert_eq!(home.stuck().await, obstacle);
        assert!(!home.folder.path().join("vault/vault.db").exists());
        assert_eq!(home.keychain.entries(), 0, "no key is left behind");
        // The next try is not harmed by it.
        home.open_and_close().await;
    }
}

#[tokio::test]
async fn a_vault_that_cannot_be_made_leaves_no_key_behind() {
    let home = Home::new();
    let options = Options {
        vfs: Some("no such filesystem".into()),
        ..Options::default()
    };
    let keychain: Arc<MockKeychain> = Arc::clone(&home.keychain);
    let opener = Opener::new(&home.folder.path().join("vault"), "test", options, keychain);
    opener.open(NOW).await.unwrap_err();
    assert_eq!(home.keychain.entries(), 0);
}

#[tokio::test]
async fn a_vault_of_another_telegram_is_refused() {
    let home = Home::new();
    home.open_and_close().await;
    let before = home.database();
    let refused = home.opener_for("production").open(NOW).await.unwrap_err();
    let Error::Elsewhere { environment } = refused else {
        panic!("{refused}");
    };
    assert_eq!(environment, "test");
    assert_eq!(home.database(), before);
}

#[tokio::test]
async fn a_folder_that_is_open_is_not_opened_twice() {
    let home = Home::new();
    let opener = home.opener();
    let _first = opened(opener.open(NOW).await);
    assert!(matches!(home.opener().open(NOW).await, Err(Error::InUse)));
}

#[tokio::test]
async fn a_passphrase_opens_a_vault_that_has_no_keychain() {
    let home = Home::new();
    let opener = home.opener();
    let refused = opener.begin(secret("too short"), NOW).await;
    assert!(matches!(refused, Err(Error::Passphrase(_))));
    let first = opener.begin(secret(WORDS), NOW).await.unwrap();
    assert_eq!(first.keeper, Keeper::Passphrase);
    assert_eq!(home.keychain.entries(), 0);
    first.store.close().await;

    let opening = opener.open(NOW).await.unwrap();
    assert!(matches!(opening, Opening::AskPassphrase));
    let wrong = opener.unlock(secret("correct horse batters")).await;
    assert!(matches!(wrong, Err(Error::WrongKey)));
    let again = opener.unlock(secret(WORDS)).await.unwrap();
    assert_eq!(again.vault, first.vault);
}

#[tokio::test]
async fn what_is_set_aside_is_whole_and_a_new_vault_begins() {
    let home = Home::new();
    let opener = home.opener();
    let first = opened(opener.open(NOW).await);
    first.store.close().await;
    let before = home.database();
    let place = opener.set_aside().await.unwrap().unwrap();
    assert_eq!(fs::read(place.join("vault.db")).unwrap(), before);
    let second = opened(opener.open(NOW).await);
    assert_ne!(second.vault, first.vault);
    assert!(home.keychain.read(&Entry::key(first.vault)).is_ok());
}
