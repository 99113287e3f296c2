//! Migrations, on steps that no release has yet.

use std::path::Path;

use secrecy::SecretBox;
use tempfile::TempDir;

use super::*;
use crate::{NoHeadOutside, Options, store::column::Id};

/// A row in two tables that a backup keeps, and in the two that it leaves out.
const ROWS: [&str; 4] = [
    "INSERT INTO account (id, user_id, state, health, health_since, checked_at, added_at, key,
         version, sealed) VALUES (?1, 1, 'active', 'active', 0, 0, 0, ?2, 1, x'aa')",
    r#"INSERT INTO "grant" (id, account, service, state, reference, created_at, key, version,
         sealed) VALUES (?1, ?1, ?1, 'live', 'r', 0, ?2, 1, x'bb')"#,
    "INSERT INTO minted_session (id, account, minted_at, key, version, sealed)
         VALUES (?1, ?1, 0, ?2, 1, x'cc')",
    "INSERT INTO pending_login (id, kept_at, key, version, sealed) VALUES (?1, 0, ?2, 1, x'dd')",
];

const NEXT: Steps = &[
    STEPS[0],
    &["ALTER TABLE account ADD COLUMN seen INTEGER NOT NULL DEFAULT 0"],
];
const BROKEN: Steps = &[
    STEPS[0],
    &["ALTER TABLE account ADD COLUMN seen INTEGER; ALTER TABLE nothing ADD COLUMN seen"],
];

fn vault() -> (TempDir, Folder) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = Folder::claim(&temporary.path().join("vault"), Options::default()).unwrap();
    let key_id = KeyId::now();
    let new = NewVault {
        id: VaultId::now(),
        key_id,
        key: MasterKey::new(SecretBox::new(Box::new([1; 32]))),
        copies: Vec::new(),
        environment: "test".into(),
        created_at: Timestamp::from_unix_millis(1),
    };
    drop(Store::create(&folder, new, Arc::new(NoHeadOutside)).unwrap());
    let (sql, id) = (write(&folder), KeyId::now());
    for row in ROWS {
        sql.execute(row, (Id(id), Id(key_id))).unwrap();
    }
    (temporary, folder)
}

fn write(folder: &Folder) -> Connection {
    connect(folder, &folder.database(), Access::Write).unwrap()
}

fn count(sql: &Connection, table: &str) -> i64 {
    sql.query_row(&format!(r#"SELECT count(*) FROM "{table}""#), [], |row| {
        row.get(0)
    })
    .unwrap()
}

fn version(sql: &Connection) -> u32 {
    sql.pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

fn backup(folder: &Folder) -> std::path::PathBuf {
    folder.path().join("vault.db.before-1")
}

#[test]
fn a_migration_leaves_a_backup_without_what_must_not_come_back() {
    let (_kept, folder) = vault();
    let mut sql = write(&folder);
    bring_up(&folder, &mut sql, 1, NEXT).unwrap();
    assert_eq!(version(&sql), 2);
    sql.execute("UPDATE account SET seen = 1", []).unwrap();

    let copy = connect(&folder, &backup(&folder), Access::Look).unwrap();
    assert_eq!(schema::version(&copy, STEPS).unwrap(), 1);
    for (table, rows) in [("account", 1), ("grant", 1), ("key", 2), ("vault", 1)] {
        assert_eq!(count(&copy, table), rows, "{table}");
    }
    for table in ["minted_session", "pending_login"] {
        assert_eq!(count(&copy, table), 0, "{table}");
        assert_eq!(count(&sql, table), 1, "{table}");
    }
    check::all(&copy).unwrap();
    assert!(private(&backup(&folder)));
}

#[test]
fn the_first_good_start_after_it_deletes_the_backup() {
    let (_kept, folder) = vault();
    let mut sql = write(&folder);
    bring_up(&folder, &mut sql, 1, NEXT).unwrap();
    assert!(backup(&folder).exists());
    bring_up(&folder, &mut sql, 2, NEXT).unwrap();
    assert!(!backup(&folder).exists());
}

#[test]
fn a_migration_that_fails_changes_nothing_and_is_tried_again() {
    let (_kept, folder) = vault();
    let mut sql = write(&folder);
    bring_up(&folder, &mut sql, 1, BROKEN).unwrap_err();
    assert_eq!(version(&sql), 1);
    let columns = sql.prepare("SELECT * FROM account").unwrap().column_count();
    assert_eq!(columns, 10, "not the half that worked");
    bring_up(&folder, &mut sql, 1, NEXT).unwrap();
    assert_eq!(version(&sql), 2);
}

#[test]
fn what_a_cut_backup_left_is_made_anew() {
    let (_kept, folder) = vault();
    fs::write(folder.path().join("vault.db.before-1-unfinished"), b"half").unwrap();
    let mut sql = write(&folder);
    bring_up(&folder, &mut sql, 1, NEXT).unwrap();
    let copy = connect(&folder, &backup(&folder), Access::Look).unwrap();
    assert_eq!(count(&copy, "account"), 1);
    assert!(!folder.path().join("vault.db.before-1-unfinished").exists());
}

#[test]
fn a_backup_is_put_back_and_what_was_there_is_set_aside() {
    let (_kept, folder) = vault();
    assert!(!Store::put_back(&folder).unwrap());
    let mut sql = write(&folder);
    bring_up(&folder, &mut sql, 1, NEXT).unwrap();
    sql.close().unwrap();
    let migrated = fs::read(folder.database()).unwrap();
    assert!(Store::put_back(&folder).unwrap());
    let aside = folder.path().join("set-aside-1/vault.db");
    assert_eq!(fs::read(aside).unwrap(), migrated);
    let header = Store::inspect(&folder).unwrap().unwrap();
    assert_eq!(header.schema, 1);
    let key = MasterKey::new(SecretBox::new(Box::new([1; 32])));
    drop(Store::open(&folder, key, Arc::new(NoHeadOutside)).unwrap());
}

#[cfg(unix)]
fn private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777 == 0o600
}

#[cfg(not(unix))]
fn private(_: &Path) -> bool {
    true
}
