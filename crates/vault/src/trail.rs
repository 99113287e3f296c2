//! The trail in the vault's database, and its head outside.

mod activity;
mod head;

use std::{fmt, sync::Arc};

use rusqlite::{Connection, OptionalExtension, Row};
use secrecy::{ExposeSecretMut, SecretBox};
use signet_trail::{Draft, Fault, Head, Line, TrailKey, TrailStore};

use crate::{
    Error,
    store::{Core, desk::SealedTable},
};

pub use activity::{Activity, ActivityPage, DEFAULT_RETENTION, Filter};
pub(crate) use head::HeadPost;
pub use head::{HeadKeeper, NoHeadOutside};

/// The trail's key is a secret of the table `key`.
pub(crate) const KEY: SealedTable = SealedTable {
    name: "key",
    purpose: "trail-key",
    account: "NULL",
    only: "kind = 'trail'",
};

/// Where the vault's lines are kept.
pub struct TrailTable {
    pub(crate) core: Arc<Core>,
    pub(crate) post: Arc<HeadPost>,
}

impl fmt::Debug for TrailTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrailTable")
    }
}

impl TrailStore for TrailTable {
    type Error = Error;

    async fn append(&self, draft: Draft) -> Result<Line, Error> {
        self.core
            .write(move |desk| {
                let line = draft.follow(last(desk.sql)?.as_ref())?;
                desk.sql
                    .prepare_cached("INSERT INTO trail (sequence, event, link) VALUES (?, ?, ?)")?
                    .execute((
                        line.head().sequence().cast_signed(),
                        line.event(),
                        line.head().link(),
                    ))?;
                Ok(line)
            })
            .await
    }

    async fn publish(&self, head: &Head) -> Result<(), Error> {
        self.post.keep(*head).await
    }
}

/// How a trail compared with its head outside when the vault was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrailAtStart {
    /// The kept head is a line of it. Lines behind that one are normal.
    Fits,
    /// No head was kept, so that lines dropped from the end would not be noticed.
    NoHead,
    /// Lines are gone, or others stand in their place.
    Behind(Fault),
}

/// Looks at two lines only, however long the trail is. [`Activity::verify`] looks at all.
pub(crate) fn at_start(sql: &Connection, kept: Option<&Head>) -> Result<TrailAtStart, Error> {
    let Some(kept) = kept else {
        return Ok(TrailAtStart::NoHead);
    };
    let last = last(sql)?.map_or(0, |head| head.sequence());
    if kept.sequence() > last {
        return Ok(TrailAtStart::Behind(Fault::Truncated {
            from: last + 1,
            to: kept.sequence(),
        }));
    }
    let sequence = kept.sequence();
    match stored(sql, sequence)? {
        Some(head) if head != *kept => Ok(TrailAtStart::Behind(Fault::Forked { sequence })),
        Some(_) => Ok(TrailAtStart::Fits),
        // Pruned since: only if the anchor says so.
        None if anchor(sql)?.is_some_and(|anchor| anchor.sequence() >= sequence) => {
            Ok(TrailAtStart::Fits)
        }
        None => Ok(TrailAtStart::Behind(Fault::Missing {
            from: sequence,
            to: sequence,
        })),
    }
}

/// The last line; the last pruned one if all were.
pub(crate) fn last(sql: &Connection) -> Result<Option<Head>, Error> {
    let last = sql
        .prepare_cached("SELECT sequence, link FROM trail ORDER BY sequence DESC LIMIT 1")?
        .query_row([], head)
        .optional()?
        .transpose()?;
    match last {
        Some(last) => Ok(Some(last)),
        None => anchor(sql),
    }
}

pub(crate) fn anchor(sql: &Connection) -> Result<Option<Head>, Error> {
    sql.prepare_cached("SELECT sequence, link FROM trail_anchor")?
        .query_row([], head)
        .optional()?
        .transpose()
}

/// The stored line with this number.
fn stored(sql: &Connection, sequence: u64) -> Result<Option<Head>, Error> {
    sql.prepare_cached("SELECT sequence, link FROM trail WHERE sequence = ?")?
        .query_row([sequence.cast_signed()], head)
        .optional()?
        .transpose()
}

/// From the columns `sequence` and `link`.
fn head(row: &Row<'_>) -> rusqlite::Result<Result<Head, Error>> {
    let (sequence, link): (i64, Vec<u8>) = (row.get("sequence")?, row.get("link")?);
    Ok(Head::from_parts(sequence.cast_unsigned(), &link).map_err(Error::from))
}

/// A copy of the stored key, as the trail wants it.
pub(crate) fn key(bytes: &[u8]) -> Result<TrailKey, Error> {
    let mut key = SecretBox::new(Box::new([0; 32]));
    let bytes: &[u8; 32] = bytes
        .try_into()
        .map_err(|_| Error::Damaged { what: "key" })?;
    key.expose_secret_mut().copy_from_slice(bytes);
    Ok(TrailKey::new(key))
}
