//! What the disk itself can do: one commit after the other, as many bytes as a line of the trail.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::times::Times;

pub struct Commits {
    connection: Connection,
    _folder: TempDir,
}

impl Commits {
    /// A database beside the service's, as durable as that.
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("bare.db")).unwrap();
        connection
            .pragma_update(None, "journal_mode", "wal")
            .unwrap();
        connection
            .pragma_update(None, "synchronous", "full")
            .unwrap();
        connection
            .execute_batch("CREATE TABLE lines (event BLOB) STRICT")
            .unwrap();
        Self {
            connection,
            _folder: folder,
        }
    }

    pub fn measure(&self, length: Duration, times: &mut Times) {
        let begun = Instant::now();
        let mut took = Vec::new();
        while begun.elapsed() < length {
            let commit = Instant::now();
            self.connection
                .execute("INSERT INTO lines VALUES (?1)", [vec![7_u8; 160]])
                .unwrap();
            took.push(commit.elapsed());
        }
        times.add(took, begun.elapsed());
    }
}
