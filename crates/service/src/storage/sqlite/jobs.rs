//! Whose turn it is, in SQLite.

use async_trait::async_trait;
use rusqlite::params;
use signet_contract::platform::Moment;
use uuid::Uuid;

use super::{
    Sqlite,
    words::{change, millis},
};
use crate::storage::{Jobs, StorageError};

#[async_trait]
impl Jobs for Sqlite {
    async fn take_turn(
        &self,
        job: &'static str,
        holder: Uuid,
        now: Moment,
        until: Moment,
        due: Moment,
    ) -> Result<bool, StorageError> {
        self.write(move |connection| {
            let taken = change(
                connection,
                "INSERT INTO jobs (name, holder, until, ended_at) VALUES (?1, ?2, ?3, 0)
                 ON CONFLICT (name) DO UPDATE SET holder = ?2, until = ?3
                 WHERE (holder IS NULL OR until <= ?4) AND ended_at <= ?5",
                params![
                    job,
                    holder.to_string(),
                    millis(until),
                    millis(now),
                    millis(due)
                ],
            )?;
            Ok(taken == 1)
        })
        .await
    }

    async fn end_turn(
        &self,
        job: &'static str,
        holder: Uuid,
        now: Moment,
    ) -> Result<(), StorageError> {
        self.write(move |connection| {
            change(
                connection,
                "UPDATE jobs SET holder = NULL, ended_at = ?3 WHERE name = ?1 AND holder = ?2",
                params![job, holder.to_string(), millis(now)],
            )?;
            Ok(())
        })
        .await
    }
}
