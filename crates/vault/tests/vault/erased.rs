//! What is deleted is gone, down to the last byte of every file of the vault.

use std::fs;

use rusqlite::Connection;
use signet_vault::{Error, Store};

use crate::{
    bench::{NOW, Place},
    contents::{fill, proxy, secret, sign_in},
};

/// Every byte of every file in the vault's folder.
fn files(place: &Place) -> Vec<(String, Vec<u8>)> {
    fs::read_dir(place.folder.path())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.display().to_string(), fs::read(path).unwrap())
        })
        .collect()
}

fn holds(place: &Place, needle: &[u8]) -> bool {
    files(place)
        .iter()
        .any(|(_, bytes)| bytes.windows(needle.len()).any(|part| part == needle))
}

/// The salts of all secrets that stand in the file now: each is there once, or not at all.
fn salts(place: &Place, table: &str) -> Vec<Vec<u8>> {
    let sql = Connection::open(place.folder.path().join("vault.db")).unwrap();
    let mut query = sql
        .prepare(&format!(r#"SELECT sealed FROM "{table}""#))
        .unwrap();
    let sealed = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    sealed
        .map(|sealed| sealed.unwrap()[1..33].to_vec())
        .collect()
}

const OF_AN_ACCOUNT: [&str; 10] = [
    "account",
    "photo",
    "known_devices",
    "future_token",
    "home_session",
    "grant",
    "minted_session",
    "mint_intent",
    "outbox",
    "revocation",
];

#[tokio::test]
async fn removing_an_account_leaves_no_byte_of_its_secrets() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    // A backup from before would have kept them too.
    fs::write(place.folder.path().join("vault.db.before-0"), b"old").unwrap();
    let secrets: Vec<_> = OF_AN_ACCOUNT
        .iter()
        .flat_map(|table| salts(&place, table))
        .collect();
    assert!(secrets.len() > OF_AN_ACCOUNT.len());
    for secret in &secrets {
        assert!(holds(&place, secret), "the search finds what is there");
    }
    // What stands in the clear is found as well, in the log or the database.
    assert!(holds(&place, b"https://atlas1.example"));

    let stays = store.accounts().remove(contents.account).await;
    assert!(matches!(stays, Err(Error::NotFound(_))), "{stays:?}");
    let accounts = store.accounts();
    accounts.begin_removal(contents.account).await.unwrap();
    accounts.remove(contents.account).await.unwrap();
    for secret in &secrets {
        assert!(!holds(&place, secret), "while it is still open");
    }
    store.close().await;
    for secret in &secrets {
        assert!(!holds(&place, secret), "after it was closed");
    }
    assert!(!place.folder.path().join("vault.db.before-0").exists());
    assert!(holds(&place, b"https://atlas1.example"), "platforms stay");
}

#[tokio::test]
async fn a_minted_session_and_a_pending_login_are_shredded() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let minted = salts(&place, "minted_session");
    let pending = salts(&place, "pending_login");
    assert!(holds(&place, &minted[0]) && holds(&place, &pending[0]));
    store.minted_sessions().shred(contents.grant).await.unwrap();
    assert!(!holds(&place, &minted[0]));
    store
        .pending_logins()
        .forget(contents.pending)
        .await
        .unwrap();
    assert!(!holds(&place, &pending[0]));
}

#[tokio::test]
async fn a_proxy_that_was_replaced_or_removed_leaves_no_byte() {
    let (place, store) = Place::with_store();
    store.proxy().set(proxy(1)).await.unwrap();
    let one = salts(&place, "proxy");
    assert!(holds(&place, &one[0]));
    store.proxy().set(proxy(2)).await.unwrap();
    assert!(!holds(&place, &one[0]));
    let two = salts(&place, "proxy");
    assert!(holds(&place, &two[0]));
    store.proxy().remove().await.unwrap();
    assert!(!holds(&place, &two[0]));
    assert!(store.proxy().get().await.unwrap().is_none());
    store.proxy().remove().await.unwrap();
}

#[tokio::test]
async fn traces_wait_for_a_reader_and_go_with_the_next_write() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let minted = salts(&place, "minted_session");
    // Somebody reads and does not finish: the log cannot be emptied under it.
    let reader = Connection::open(place.folder.path().join("vault.db")).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM account")
        .unwrap();
    store.minted_sessions().shred(contents.grant).await.unwrap();
    let gone = store
        .minted_sessions()
        .to_end(contents.grant)
        .await
        .unwrap();
    assert!(gone.is_none(), "it is deleted all the same");
    reader.execute_batch("COMMIT").unwrap();
    store.grants().used(contents.grant, NOW).await.unwrap();
    assert!(!holds(&place, &minted[0]));
}

#[tokio::test]
async fn no_secret_stands_in_any_file_in_the_clear() {
    let (place, store) = Place::with_store();
    fill(&place, &store, 7).await;
    let account = sign_in(&store, 8).await;
    store
        .accounts()
        .set_photo(account, secret(b"a picture of Mara"), NOW)
        .await
        .unwrap();
    let markers: [&[u8]; 15] = [
        b"Mara Lind",
        b"My number",
        b"word7",
        &[[0, 0, 0, 0, 0, 0, 0, 7], [255; 8]].concat(),
        b"maralind7",
        b"491510074077",
        b"151 *** 4077",
        b"pending 7",
        b"mara@lind.example",
        b"Atlas Reader",
        &[b'f'; 32],
        b"reason 7",
        b"a picture of Mara",
        &[7; 32],
        &[107; 32],
    ];
    for open in [true, false] {
        for marker in markers {
            assert!(!holds(&place, marker), "{marker:?}, open: {open}");
        }
        assert!(holds(&place, b"https://atlas7.example"));
        store.close().await;
    }
    assert!(Store::inspect(&place.folder).unwrap().is_some());
}
