//! The one thread that writes: whatever waits is committed together.
//!
//! A commit costs one flush of the disk, however many units it holds. While one flush is under
//! way the next units gather, so that the rate grows with the load instead of the disk's speed.
//! Each unit stands in a savepoint: one that fails leaves nothing behind and hurts no other.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::storage::StorageError;

/// Units that may wait; callers beyond them wait to be let in.
const QUEUE: usize = 4096;

/// The most units in one commit, so that the first of them need not wait too long.
const BATCH: usize = 256;

/// Tells a caller whether its unit was committed.
type Answer = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

/// Runs one unit and returns how to answer its caller once it is known whether it was committed.
type Unit = Box<dyn FnOnce(&Connection) -> Ran + Send>;

struct Ran {
    keep: bool,
    answer: Answer,
}

pub(super) struct Writer {
    units: mpsc::Sender<Unit>,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, StorageError> {
        let (units, waiting) = mpsc::channel(QUEUE);
        thread::Builder::new()
            .name("signetd-writer".to_owned())
            .spawn(move || work(&connection, waiting))
            .map_err(|error| StorageError::Unavailable(error.to_string()))?;
        Ok(Self { units })
    }

    /// Runs the work in a transaction; when this returns a value it is durable.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        let (answer, wait) = oneshot::channel();
        let unit: Unit = Box::new(move |connection| {
            let result = catch_unwind(AssertUnwindSafe(|| work(connection)))
                .unwrap_or(Err(StorageError::Damaged("a unit of work panicked")));
            Ran {
                keep: result.is_ok(),
                answer: Box::new(move |committed| {
                    // A caller who no longer waits has nothing to be told.
                    let _ = answer.send(committed.and(result));
                }),
            }
        });
        let stopped = || StorageError::Unavailable("the writer has stopped".to_owned());
        self.units.send(unit).await.map_err(|_| stopped())?;
        wait.await.map_err(|_| stopped())?
    }
}

fn work(connection: &Connection, mut waiting: mpsc::Receiver<Unit>) {
    while let Some(first) = waiting.blocking_recv() {
        let mut units = vec![first];
        while units.len() < BATCH
            && let Ok(unit) = waiting.try_recv()
        {
            units.push(unit);
        }
        let mut answers = Vec::with_capacity(units.len());
        let committed = commit(connection, units, &mut answers);
        if committed.is_err() && !connection.is_autocommit() {
            // Fails only if SQLite has rolled back by itself.
            let _ = connection.execute_batch("ROLLBACK");
        }
        for answer in answers {
            answer(committed.clone());
        }
    }
    // Everything is in the file itself before a copy of it is taken by hand.
    let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
}

fn commit(
    connection: &Connection,
    units: Vec<Unit>,
    answers: &mut Vec<Answer>,
) -> Result<(), StorageError> {
    let begun = connection.execute_batch("BEGIN IMMEDIATE");
    let mut failed = begun.err().map(StorageError::from);
    for unit in units {
        if failed.is_none() {
            match run(connection, unit) {
                (answer, Ok(())) => answers.push(answer),
                (answer, Err(error)) => {
                    answers.push(answer);
                    failed = Some(error);
                }
            }
        }
    }
    match failed {
        None => Ok(connection.execute_batch("COMMIT")?),
        Some(error) => Err(error),
    }
}

fn run(connection: &Connection, unit: Unit) -> (Answer, Result<(), StorageError>) {
    let marked = connection
        .prepare_cached("SAVEPOINT unit")
        .and_then(|mut s| s.execute([]));
    let ran = unit(connection);
    let settled = marked.and_then(|_| {
        if !ran.keep {
            connection.prepare_cached("ROLLBACK TO unit")?.execute([])?;
        }
        connection.prepare_cached("RELEASE unit")?.execute([])
    });
    (ran.answer, settled.map(|_| ()).map_err(StorageError::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database() -> (tempfile::TempDir, std::path::PathBuf, Writer) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        let connection = crate::storage::sqlite::connect(&path).unwrap();
        connection
            .execute_batch("CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT")
            .unwrap();
        let writer = Writer::start(connection).unwrap();
        (folder, path, writer)
    }

    fn count(path: &std::path::Path) -> u32 {
        let connection = Connection::open(path).unwrap();
        connection
            .query_row("SELECT count(*) FROM t", [], |row| row.get(0))
            .unwrap()
    }

    fn insert(n: u32) -> impl FnOnce(&Connection) -> Result<u32, StorageError> + Send {
        move |connection| {
            connection.execute("INSERT INTO t VALUES (?1)", [n])?;
            Ok(n)
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_answered_is_there_and_what_failed_left_nothing() {
        let (_folder, path, writer) = database();
        assert_eq!(writer.write(insert(1)).await, Ok(1));
        assert!(writer.write(insert(1)).await.is_err());
        let undone = writer.write(|connection| {
            insert(2)(connection)?;
            Err::<(), _>(StorageError::Damaged("on purpose"))
        });
        assert_eq!(undone.await, Err(StorageError::Damaged("on purpose")));
        assert_eq!(count(&path), 1);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_panic_hurts_nobody_else() {
        let (_folder, path, writer) = database();
        let panicked = writer.write(|_| -> Result<(), StorageError> { panic!("on purpose") });
        assert!(panicked.await.is_err());
        assert_eq!(writer.write(insert(3)).await, Ok(3));
        assert_eq!(count(&path), 1);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn many_at_once_are_all_there() {
        let (_folder, path, writer) = database();
        let writer = std::sync::Arc::new(writer);
        let tasks: Vec<_> = (0..1000)
            .map(|n| {
                let writer = std::sync::Arc::clone(&writer);
                tokio::spawn(async move { writer.write(insert(n)).await })
            })
            .collect();
        for (n, task) in (0..).zip(tasks) {
            assert_eq!(task.await.unwrap(), Ok(n));
        }
        assert_eq!(count(&path), 1000);
    }
}
