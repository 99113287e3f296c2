//! A ciphertext opens in its own place and nowhere else, in every table.

use rusqlite::{Connection, params};
use signet_vault::{Error, UnreadableRow};
use uuid::Uuid;

use crate::{bench::Place, contents::fill};

/// A secret as it stands in the file.
#[derive(Clone)]
struct Stored {
    table: String,
    row: Vec<u8>,
    key: Vec<u8>,
    version: i64,
    sealed: Vec<u8>,
}

impl Stored {
    fn as_unreadable(&self) -> (String, Vec<u8>) {
        (self.table.clone(), self.row.clone())
    }
}

fn tables(sql: &Connection) -> Vec<String> {
    let mut query = sql
        .prepare(
            "SELECT m.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
             WHERE m.type = 'table' AND c.name = 'sealed' ORDER BY m.name",
        )
        .unwrap();
    let tables = query.query_map([], |row| row.get(0)).unwrap();
    tables.map(Result::unwrap).collect()
}

/// Every secret in the file but the trail's key, without which nothing opens at all.
fn stored(sql: &Connection) -> Vec<Stored> {
    let mut all = Vec::new();
    for table in tables(sql).into_iter().filter(|table| table != "key") {
        let mut query = sql
            .prepare(&format!(
                r#"SELECT id, key, version, sealed FROM "{table}" ORDER BY id"#
            ))
            .unwrap();
        let rows = query.query_map([], |row| {
            Ok(Stored {
                table: table.clone(),
                row: row.get(0)?,
                key: row.get(1)?,
                version: row.get(2)?,
                sealed: row.get(3)?,
            })
        });
        let before = all.len();
        all.extend(rows.unwrap().map(Result::unwrap));
        // A vault has one proxy.
        let least = if table == "proxy" { 1 } else { 2 };
        assert!(
            all.len() - before >= least,
            "rows of {table} to move between"
        );
    }
    all
}

fn put(sql: &Connection, place: &Stored, what: &Stored) {
    sql.execute(
        &format!(
            r#"UPDATE "{}" SET key = ?, version = ?, sealed = ? WHERE id = ?"#,
            place.table
        ),
        params![what.key, what.version, what.sealed, place.row],
    )
    .unwrap();
}

async fn filled() -> (Place, Connection, Vec<Stored>) {
    let (place, store) = Place::with_store();
    fill(&place, &store, 1).await;
    fill(&place, &store, 2).await;
    store.close().await;
    let sql = Connection::open(place.folder.path().join("vault.db")).unwrap();
    sql.pragma_update(None, "foreign_keys", false).unwrap();
    let stored = stored(&sql);
    assert_eq!(
        tables(&sql).len(),
        16,
        "a new table belongs into this test's contents"
    );
    (place, sql, stored)
}

/// Which rows an examination refuses.
async fn refused(place: &Place) -> Vec<(String, Vec<u8>)> {
    let store = place.open().unwrap();
    let unreadable = store.examine().await.unwrap();
    store.close().await;
    let mut all: Vec<_> = unreadable
        .into_iter()
        .map(|UnreadableRow { table, row }| (table.to_owned(), row.as_bytes().to_vec()))
        .collect();
    all.sort();
    all
}

#[tokio::test]
async fn moved_to_another_row_of_its_table_it_is_refused() {
    let (place, sql, all) = filled().await;
    let tables = all.chunk_by(|one, other| one.table == other.table);
    for pair in tables.filter(|table| table.len() > 1) {
        put(&sql, &pair[0], &pair[1]);
        assert_eq!(refused(&place).await, [pair[0].as_unreadable()]);
        put(&sql, &pair[0], &pair[0]);
    }
    assert_eq!(refused(&place).await, []);
}

#[tokio::test]
async fn moved_to_another_table_it_is_refused() {
    let (place, sql, all) = filled().await;
    for table in all.chunk_by(|one, other| one.table == other.table) {
        for other in all.chunk_by(|one, other| one.table == other.table) {
            if other[0].table != table[0].table {
                put(&sql, &table[0], &other[0]);
                assert_eq!(refused(&place).await, [table[0].as_unreadable()]);
            }
        }
        put(&sql, &table[0], &table[0]);
    }
}

#[tokio::test]
async fn with_another_version_key_or_byte_it_is_refused() {
    let (place, sql, all) = filled().await;
    for table in all.chunk_by(|one, other| one.table == other.table) {
        let one = &table[0];
        let mut wrong = vec![one.clone(); 4];
        wrong[0].version += 1;
        wrong[1].key = Uuid::now_v7().as_bytes().to_vec();
        wrong[2].sealed.pop();
        wrong[3].sealed.clear();
        // Format, salt, nonce, text, tag.
        for at in [0, 1, 33, 45, one.sealed.len() - 1] {
            let mut flipped = one.clone();
            flipped.sealed[at] ^= 1;
            wrong.push(flipped);
        }
        for wrong in &wrong {
            put(&sql, one, wrong);
            let found = if wrong.key == one.key {
                refused(&place).await
            } else {
                // A key that does not exist is found before any row is looked at.
                assert!(matches!(place.open(), Err(Error::Damaged { .. })));
                vec![one.as_unreadable()]
            };
            assert_eq!(found, [one.as_unreadable()]);
        }
        put(&sql, one, one);
    }
}

#[tokio::test]
async fn under_another_account_it_is_refused() {
    let (place, sql, all) = filled().await;
    let accounts: Vec<_> = all.iter().filter(|row| row.table == "account").collect();
    for table in all.chunk_by(|one, other| one.table == other.table) {
        let has_account = sql
            .prepare(&format!(r#"SELECT account FROM "{}""#, table[0].table))
            .is_ok();
        if !has_account {
            continue;
        }
        let move_to = |account: &[u8]| {
            sql.execute(
                &format!(
                    r#"UPDATE "{}" SET account = ? WHERE id = ?"#,
                    table[0].table
                ),
                params![account, table[0].row],
            )
        };
        // Home sessions: an account has one current one.
        sql.execute("UPDATE home_session SET role = 'former'", [])
            .unwrap();
        move_to(&accounts[1].row).unwrap();
        assert_eq!(refused(&place).await, [table[0].as_unreadable()]);
        move_to(&accounts[0].row).unwrap();
    }
    assert_eq!(refused(&place).await, []);
}

#[tokio::test]
async fn without_the_trails_own_key_the_vault_does_not_open() {
    let (place, sql, all) = filled().await;
    for other in &all {
        sql.execute(
            "UPDATE key SET key = ?, version = ?, sealed = ? WHERE kind = 'trail'",
            params![other.key, other.version, other.sealed],
        )
        .unwrap();
        assert!(matches!(place.open(), Err(Error::Damaged { what: "key" })));
    }
}
