//! A vault of every released schema still opens, with all that is in it.
//!
//! `v1.db` has what `contents::fill` writes for the number 1, under the master key of 32 times 70,
//! and then a recovery kit.

use std::{fs, path::Path};

use secrecy::ExposeSecret;
use signet_trail::Mint;
use signet_vault::{Folder, Options, RecoveryKey, Store, TrailAtStart, subject};

use crate::bench::{NOW, Place};

const HEAD: &str = "5:e49c4fd8252f8ffe6c522ef9e3086296b2fda08ae1607fb03ac14570ffaa3181";

const KIT: &str = "legal winner thank year wave sausage worth useful legal winner thank year \
    wave sausage worth useful legal winner thank year wave sausage worth title";

#[tokio::test]
async fn a_vault_of_version_1_opens() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("vault");
    fs::create_dir(&path).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1.db");
    fs::copy(fixture, path.join("vault.db")).unwrap();
    let folder = Folder::claim(&path, Options::default()).unwrap();
    let mut place = Place::in_folder(temporary, folder);
    *place.heads.kept.lock().unwrap() = Some(HEAD.parse().unwrap());
    place.vault = Store::inspect(&place.folder).unwrap().unwrap().vault;

    let store = place.open().unwrap();
    assert_eq!(store.trail_at_start(), &TrailAtStart::Fits);
    assert_eq!(store.activity().verify().await.unwrap().lines, 5);
    assert_eq!(store.examine().await.unwrap(), []);
    let accounts = store.accounts().list(None, 9).await.unwrap();
    assert_eq!(accounts[0].card.name, "Mara Lind 1");
    assert_eq!(accounts[0].local_name.as_deref(), Some("My number 1"));
    let account = accounts[0].id;
    let home = store.home_sessions().current(account).await.unwrap();
    assert_eq!(home.session.key().expose_secret(), &[1; 256]);
    let grants = store.grants().list(Some(account), None, 9).await.unwrap();
    assert_eq!(grants[0].details.user_label, "mara@lind.example");
    let minted = store.minted_sessions().kept().await.unwrap()[0].grant;
    let session = store
        .minted_sessions()
        .to_end(minted)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(session.key().expose_secret(), &[101; 256]);
    let delivery = store.outbox().of_grant(minted).await.unwrap().unwrap();
    assert_eq!(
        store.outbox().body(delivery.id).await.unwrap(),
        b"envelope 1"
    );
    let ending = store.revocations().of_grant(minted).await.unwrap().unwrap();
    assert_eq!(ending.reason.as_deref(), Some("reason 1"));
    let platform = store.platforms().all().await.unwrap().remove(0);
    assert_eq!(platform.pinned, b"keys 1");
    let device = store
        .platforms()
        .device_key(platform.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(device.key.expose_secret(), &[1; 32]);
    assert_eq!(
        store.service_cards().all().await.unwrap()[0].card,
        b"card 1"
    );
    assert_eq!(
        store.future_tokens().all().await.unwrap()[0]
            .1
            .expose_secret(),
        [1; 40]
    );
    let intents = store.mint_intents().all().await.unwrap();
    assert_eq!(intents[0].fresh.key.expose_secret(), &[b'f'; 256]);
    assert_eq!(store.pending_logins().all().await.unwrap().len(), 1);
    assert!(store.accounts().photo(account).await.unwrap().is_some());
    let devices = store.accounts().known_devices(account).await.unwrap();
    assert_eq!(devices, Some((vec![1, -1], NOW)));
    assert!(store.proxy().get().await.unwrap().is_some());
    let kit = RecoveryKey::parse(&KIT.into()).unwrap();
    let copies = store.keys().copies().await.unwrap();
    let key = kit.unwrap(place.vault, &copies[0]).unwrap();
    assert_eq!(key.expose_secret(), &[70; 32]);
    // And it is written to as before.
    drop(
        place
            .recorded::<Mint>(&store, subject::vault(place.vault))
            .await,
    );
    store.close().await;
}
