//! The folder, its files, and whatever can be wrong with them.

use std::{fs, sync::Arc};

use rusqlite::Connection;
use signet_session::TelegramSession;
use signet_vault::{Error, Folder, NoHeadOutside, Options, Store, subject};

use crate::{
    bench::{NOW, Place, master},
    contents::{fill, mint, sign_in},
};

#[tokio::test]
async fn a_folder_is_claimed_by_one() {
    let (place, store) = Place::with_store();
    let again = Folder::claim(place.folder.path(), Options::default());
    assert!(matches!(again, Err(Error::InUse)));
    // A locked vault still belongs to the process that locked it.
    store.close().await;
    drop(store);
    let again = Folder::claim(place.folder.path(), Options::default());
    assert!(matches!(again, Err(Error::InUse)));
    let path = place.folder.path().to_owned();
    let Place {
        temporary: _kept,
        folder,
        ..
    } = place;
    drop(folder);
    Folder::claim(&path, Options::default()).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_look_into_it() {
    use std::os::unix::fs::PermissionsExt;
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("vault");
    fs::create_dir(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = Folder::claim(&path, Options::default()).unwrap();
    assert_eq!(mode(&path), 0o700);
    let place = Place::in_folder(temporary, folder);
    let store = place.create().unwrap();
    fill(&place, &store, 1).await;
    let mut seen = 0;
    for entry in fs::read_dir(&path).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{path:?}");
        seen += 1;
    }
    assert_eq!(seen, 4, "lock, database, log and its index");
}

#[tokio::test]
async fn a_closed_vault_answers_that_it_is_locked() {
    let (place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    store.close().await;
    store.close().await;
    assert!(matches!(
        store.accounts().get(account).await,
        Err(Error::Locked)
    ));
    assert!(matches!(store.trail(), Err(Error::Locked)));
    assert!(!place.folder.path().join("vault.db-wal").exists());
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_not_touched() {
    let (place, store) = Place::with_store();
    sign_in(&store, 1).await;
    store.close().await;
    let file = place.folder.path().join("vault.db");
    let sql = Connection::open(&file).unwrap();
    sql.pragma_update(None, "user_version", 2).unwrap();
    sql.close().unwrap();
    let before = fs::read(&file).unwrap();
    let newer = |error| matches!(error, Error::NewerSchema { found: 2, known: 1 });
    assert!(newer(Store::inspect(&place.folder).unwrap_err()));
    assert!(newer(place.open().unwrap_err()));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_with_every_byte() {
    let (place, store) = Place::with_store();
    sign_in(&store, 1).await;
    store.close().await;
    let file = place.folder.path().join("vault.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[..16].copy_from_slice(b"not a database!!");
    fs::write(&file, &bytes).unwrap();
    fs::write(place.folder.path().join("vault.db-wal"), b"a log").unwrap();
    assert!(matches!(place.open(), Err(Error::Damaged { .. })));
    assert!(matches!(place.create(), Err(Error::VaultExists)));

    let aside = place.folder.set_aside().unwrap().unwrap();
    assert_eq!(fs::read(aside.join("vault.db")).unwrap(), bytes);
    assert_eq!(fs::read(aside.join("vault.db-wal")).unwrap(), b"a log");
    assert!(Store::inspect(&place.folder).unwrap().is_none());
    assert!(matches!(place.open(), Err(Error::NoVault)));
    place.create().unwrap().close().await;
    assert!(place.folder.set_aside().unwrap().unwrap() != aside);
}

#[tokio::test]
async fn a_broken_page_is_found() {
    let (place, store) = Place::with_store();
    fill(&place, &store, 1).await;
    store.close().await;
    let file = place.folder.path().join("vault.db");
    let mut bytes = fs::read(&file).unwrap();
    // From the third page on; the first ones hold what opening itself reads.
    for byte in &mut bytes[4096 * 8..4096 * 10] {
        *byte ^= 0x55;
    }
    fs::write(&file, &bytes).unwrap();
    let found = match place.open() {
        Ok(store) => store.examine().await.map(|rows| rows.len()),
        Err(error) => Err(error),
    };
    assert!(matches!(found, Err(Error::Damaged { .. })), "{found:?}");
}

#[tokio::test]
async fn after_a_run_that_did_not_end_properly_everything_is_looked_at_first() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    store.close().await;
    let store = place.open().unwrap();
    store.grants().used(contents.grant, NOW).await.unwrap();
    let file = |name| place.folder.path().join(name);
    let (mut database, log) = (
        fs::read(file("vault.db")).unwrap(),
        fs::read(file("vault.db-wal")),
    );
    store.close().await;
    // A page that opening by itself does not need: one of the picture's.
    let marker = {
        let sql = Connection::open(file("vault.db")).unwrap();
        let sealed: Vec<u8> = sql
            .query_row("SELECT sealed FROM photo", [], |row| row.get(0))
            .unwrap();
        sealed[4500..4520].to_vec()
    };
    let at = database
        .windows(20)
        .position(|part| part == marker)
        .unwrap();
    let page = at / 4096 * 4096;
    database[page..page + 4].copy_from_slice(&[0xff; 4]);
    fs::write(file("vault.db"), &database).unwrap();
    // After an orderly end it opens, and the examination finds it.
    let store = place.open().unwrap();
    assert!(matches!(store.examine().await, Err(Error::Damaged { .. })));
    store.close().await;
    fs::write(file("vault.db"), &database).unwrap();
    fs::write(file("vault.db-wal"), log.unwrap()).unwrap();
    assert!(matches!(place.open(), Err(Error::Damaged { .. })));
}

#[tokio::test]
async fn a_log_without_its_database_is_set_aside_before_a_new_vault() {
    let place = Place::new();
    fs::write(place.folder.path().join("vault.db-wal"), b"left over").unwrap();
    place.create().unwrap().close().await;
    let aside = place.folder.path().join("set-aside-1/vault.db-wal");
    assert_eq!(fs::read(aside).unwrap(), b"left over");
}

#[tokio::test]
async fn a_failing_generator_refuses_every_write_of_a_secret() {
    let (place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    place.random.fail(true);
    let card = crate::contents::card(2);
    assert!(matches!(
        store.accounts().refresh(account, card).await,
        Err(Error::NoRandom)
    ));
    let again = crate::contents::fill_one_of_each(&place, &store, account).await;
    assert_eq!(again.len(), 11);
    for (what, error) in again {
        assert!(matches!(error, Some(Error::NoRandom)), "{what}: {error:?}");
    }
    place.random.fail(false);
    assert_eq!(
        store.accounts().get(account).await.unwrap().card.name,
        "Mara Lind 1"
    );
    assert_eq!(store.examine().await.unwrap(), []);
}

#[tokio::test]
async fn a_link_in_the_databases_place_is_not_followed() {
    let (place, store) = Place::with_store();
    store.close().await;
    let file = place.folder.path().join("vault.db");
    let elsewhere = place.folder.path().join("elsewhere.db");
    fs::rename(&file, &elsewhere).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
        assert!(matches!(place.open(), Err(Error::ReadOnly)));
    }
}

/// Root may write anywhere, so the second half runs as somebody else.
#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_cannot_be_written_says_so() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    const FOLDER: &str = "SIGNET_TEST_READ_ONLY_FOLDER";
    const NOBODY: u32 = 65534;
    if let Some(path) = std::env::var_os(FOLDER) {
        let claimed = Folder::claim(path.as_ref(), Options::default());
        assert!(matches!(claimed, Err(Error::ReadOnly)), "{claimed:?}");
        return;
    }
    let (place, store) = Place::with_store();
    store.close().await;
    let path = place.folder.path().to_owned();
    let Place {
        temporary, folder, ..
    } = place;
    drop(folder);
    let set = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    // The build may lie where only its owner gets.
    let program = temporary.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut child = std::process::Command::new(program);
    child
        .args(["--exact", "folder::a_folder_that_cannot_be_written_says_so"])
        .env(FOLDER, &path);
    // Whoever owns the temporary folder runs the test.
    if std::os::unix::fs::MetadataExt::uid(&fs::metadata(&path).unwrap()) == 0 {
        set(temporary.path(), 0o755);
        for entry in fs::read_dir(&path).unwrap() {
            std::os::unix::fs::chown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
        child.uid(NOBODY).gid(NOBODY);
    }
    for entry in fs::read_dir(&path).unwrap() {
        set(&entry.unwrap().path(), 0o400);
    }
    set(&path, 0o500);
    let output = child.output().unwrap();
    set(&path, 0o700);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[tokio::test]
async fn a_panic_inside_is_answered_and_undoes_its_work() {
    let (place, store) = Place::with_store();
    let contents = fill(&place, &store, 1).await;
    let outbox = store.outbox();
    let grant = mint(&store, &contents).await;
    let line = place.recorded(&store, subject::grant(grant)).await;
    let panics = |_: &TelegramSession| -> Result<Vec<u8>, ()> { panic!("a seal that breaks") };
    let answer = outbox.deliver(line, grant, panics, NOW).await;
    assert!(matches!(answer, Err(Error::Panicked)), "{answer:?}");
    assert!(outbox.of_grant(grant).await.unwrap().is_none());
    let line = place.recorded(&store, subject::grant(grant)).await;
    let seals = |_: &TelegramSession| Ok::<_, ()>(b"sealed".to_vec());
    outbox
        .deliver(line, grant, seals, NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(store.examine().await.unwrap(), []);
}

#[tokio::test]
async fn a_keeper_that_panics_is_answered_and_the_vault_goes_on() {
    let (place, store) = Place::with_store();
    let account = sign_in(&store, 1).await;
    let line = place
        .recorded(&store, subject::grant(signet_contract::ids::GrantId::now()))
        .await;
    drop(store);
    drop(line as signet_trail::Recorded<signet_trail::Mint>);
    struct Panics;
    impl signet_vault::HeadKeeper for Panics {
        fn kept(&self) -> Result<Option<signet_trail::Head>, Error> {
            Ok(None)
        }
        fn keep(&self, _: &signet_trail::Head) -> Result<(), Error> {
            panic!("the keychain's library does that")
        }
    }
    let store = Store::open(&place.folder, master(place.key), Arc::new(Panics)).unwrap();
    let trail = store.trail().unwrap();
    let circumstance = crate::bench::circumstance(signet_trail::Text::none());
    let recorded = trail.record::<signet_trail::Mint>(circumstance).await;
    assert!(matches!(recorded, Err(Error::Head)));
    store.accounts().get(account).await.unwrap();
    store.close().await;
    let store = Store::open(&place.folder, master(place.key), Arc::new(NoHeadOutside)).unwrap();
    store.close().await;
}
