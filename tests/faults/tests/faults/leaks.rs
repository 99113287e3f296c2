//! What was planted in the vault is looked for in everything that comes out of it.

use std::{
    fmt::Debug,
    fs, io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use signet_test_faults::folder;
use signet_test_markers::{Markers, Sighting};
use signet_vault::{Store, keychain::Entry};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    home::Home,
    secrets,
    story::{Operation, STORY},
    walk::{prepare, wait},
};

/// Everything that is logged by anybody in this process, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Log {
    fn start() -> Self {
        let log = Self::default();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(log.clone())
            .init();
        log
    }

    fn forget(&self) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.clear();
    }

    fn bytes(&self) -> Vec<u8> {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.clone()
    }
}

fn none(found: &[Sighting], when: &str) {
    let told: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{when}: {told:#?}");
}

/// Every file of the vault, its trail, what it logs and what its types print, after each operation
/// of its whole life.
#[test]
fn nothing_planted_comes_out_of_a_vault_in_any_form() {
    let log = Log::start();
    let planted = secrets::markers();
    let root = folder().unwrap();
    let mut printed = Vec::new();
    let mut keys = Markers::new();
    for operation in STORY.iter().copied() {
        wait(async {
            let mut home = Home::at(root.path());
            prepare(&mut home, operation).await;
            operation.run(&mut home).await.unwrap();
            if let Some(opened) = &home.opened {
                print(&opened.store, &mut printed).await;
            }
            // While it is open its log is there; afterwards it is not.
            let when = format!("open after {operation:?}");
            none(&planted.in_files(&home.vault()).unwrap(), &when);
            home.close().await;
            let entry = home.keychain.file(&Entry::key(home.id()));
            if let Ok(key) = fs::read(entry) {
                keys = std::mem::take(&mut keys).and("a master key", key);
            }
        });
        let when = format!("closed after {operation:?}");
        none(
            &planted.in_files(&root.path().join("vault")).unwrap(),
            &when,
        );
    }
    none(
        &keys.in_files(&root.path().join("vault")).unwrap(),
        "in the end",
    );
    for all in [&planted, &keys] {
        none(&all.in_bytes("what was printed", &printed), "in the end");
        none(&all.in_bytes("the log", &log.bytes()), "in the end");
    }
    let logged = String::from_utf8_lossy(&log.bytes()).into_owned();
    assert!(printed.len() > 10_000 && !logged.is_empty(), "{logged}");
    each_sink_would_have_caught_it(&planted, root.path(), &log);
}

/// Everything that can be printed of it.
async fn print(store: &Store, out: &mut Vec<u8>) {
    let mut add = |what: &dyn Debug| out.extend(format!("{what:?} {what:#?}\n").bytes());
    add(&store);
    add(&store.trail_at_start());
    let page = store.activity().page(None, 1000, <_>::default()).await;
    add(&page);
    for account in store.accounts().list(None, 100).await.unwrap() {
        add(&account);
        add(&store.accounts().photo(account.id).await);
        add(&store.home_sessions().of(account.id).await);
    }
    for grant in store.grants().list(None, None, 100).await.unwrap() {
        add(&grant);
        add(&store.revocations().of_grant(grant.id).await);
        add(&store.outbox().of_grant(grant.id).await);
        add(&store.minted_sessions().to_end(grant.id).await);
    }
    add(&store.proxy().get().await);
    add(&store.future_tokens().all().await);
    add(&store.pending_logins().all().await);
    add(&store.mint_intents().all().await);
    add(&store.minted_sessions().kept().await);
    add(&store.keys().known().await);
    add(&store.keys().copies().await);
    for platform in store.platforms().all().await.unwrap() {
        add(&store.platforms().device_key(platform.id).await);
    }
}

fn each_sink_would_have_caught_it(planted: &Markers, root: &Path, log: &Log) {
    let scratch = root.join("planted.db");
    let sql = Connection::open(&scratch).unwrap();
    sql.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (b)",
    )
    .unwrap();
    let in_a_row = |bytes: &[u8]| {
        sql.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
        sql.execute("DELETE FROM t", []).unwrap();
        sql.execute("INSERT INTO t VALUES (?)", [bytes]).unwrap();
        fs::read(root.join("planted.db-wal")).unwrap()
    };
    none(&planted.blind(in_a_row), "a row in a log");
    let written_back = |bytes: &[u8]| {
        in_a_row(bytes);
        sql.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
        fs::read(&scratch).unwrap()
    };
    none(&planted.blind(written_back), "a row in a database");
    // Only what is text can be logged.
    let logged = |bytes: &[u8]| match str::from_utf8(bytes) {
        Ok(text) if !text.contains(char::is_control) => {
            log.forget();
            tracing::trace!("planted: {text}");
            log.bytes()
        }
        _ => bytes.to_vec(),
    };
    none(&planted.blind(logged), "the log");
}

/// An account, with all that hangs on it, and everything else that is forgotten one by one.
#[test]
fn what_is_deleted_is_in_no_file_not_even_encrypted() {
    let root = folder().unwrap();
    wait(async {
        let mut home = Home::at(root.path());
        let mut sealed = Vec::new();
        for operation in STORY.iter().copied() {
            prepare(&mut home, operation).await;
            operation.run(&mut home).await.unwrap();
            sealed.extend(ciphertexts(&home));
            home.close().await;
            if operation == Operation::RemoveAccount {
                break;
            }
        }
        home.open().await.unwrap();
        let left = ciphertexts(&home);
        let gone: Vec<_> = sealed.iter().filter(|one| !left.contains(one)).collect();
        assert!(gone.len() > 20, "only {} were deleted", gone.len());
        let mut markers = Markers::new();
        for sealed in gone {
            markers = markers.and("something deleted", &sealed[..sealed.len().min(64)]);
        }
        none(&markers.in_files(&home.vault()).unwrap(), "open");
        home.close().await;
        none(&markers.in_files(&home.vault()).unwrap(), "closed");
    });
}

/// Every sealed column as it stands, read beside the vault.
fn ciphertexts(home: &Home) -> Vec<Vec<u8>> {
    let sql = Connection::open(home.vault().join("vault.db")).unwrap();
    let tables = "SELECT m.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
                  WHERE m.type = 'table' AND c.name = 'sealed'";
    let mut tables = sql.prepare(tables).unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut all = Vec::new();
    for table in tables {
        let rows = format!(
            "SELECT sealed FROM \"{}\" WHERE sealed NOT NULL",
            table.unwrap()
        );
        let mut rows = sql.prepare(&rows).unwrap();
        let rows = rows.query_map([], |row| row.get(0)).unwrap();
        all.extend(rows.map(Result::unwrap));
    }
    all
}
