//! An open vault: its threads, its keys in memory, and how work is done on it.

mod backup;
mod check;
pub(crate) mod column;
mod connection;
pub(crate) mod desk;
mod examination;
mod lane;
mod opening;
pub(crate) mod ring;
pub(crate) mod schema;
mod shared;
pub(crate) mod tables;

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    Error,
    trail::{HeadPost, TrailAtStart, TrailTable},
};
use connection::{Access, truncate_log};
use desk::Desk;
use lane::{Lane, Seat, Traces};
use ring::Ring;
use shared::{Closing, Shared};
use signet_contract::ids::VaultId;
use signet_trail::Trail;

pub use examination::UnreadableRow;
pub use opening::NewVault;

/// How many threads read. Reads are short; two let one wait for the disk.
const READERS: usize = 2;

/// An open vault. Its tables are reached through it: `store.accounts()`, `store.grants()`, …
///
/// Everything on it waits for the disk on threads of the vault, so it may be called from any
/// task. What a call wrote is durable when it returns. A future that is dropped leaves its work
/// done or not done as a whole.
///
/// The master key is in memory from [`Store::open`] to [`Store::close`].
pub struct Store {
    pub(crate) core: Arc<Core>,
    trail: RwLock<Option<Arc<Trail<TrailTable>>>>,
    post: Arc<HeadPost>,
    trail_at_start: TrailAtStart,
}

impl Store {
    /// The trail of this vault: the only way to what sensitive functions ask for.
    pub fn trail(&self) -> Result<Arc<Trail<TrailTable>>, Error> {
        let trail = self.trail.read().unwrap_or_else(PoisonError::into_inner);
        trail.clone().ok_or(Error::Locked)
    }

    /// Which vault this is.
    pub async fn id(&self) -> Result<VaultId, Error> {
        let read = self.core.read(|desk| crate::keys::read_vault(desk.sql));
        Ok(read.await?.0)
    }

    /// How the trail compared with the head outside when the vault was opened.
    pub fn trail_at_start(&self) -> &TrailAtStart {
        &self.trail_at_start
    }

    /// Locks the vault: nothing new is taken, what was begun is finished, or ended where it only
    /// looks, the connections are closed and the keys wiped. From then on every call answers [`Error::Locked`].
    pub async fn close(&self) {
        self.core.close().await;
        self.post.close().await;
        self.trail
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    pub(crate) fn post(&self) -> &HeadPost {
        &self.post
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store")
            .field(&self.core.shared.folder)
            .finish()
    }
}

/// The threads. Its work is generic; what it means is said by the tables.
pub(crate) struct Core {
    shared: Arc<Shared>,
    writer: Lane,
    readers: Lane,
}

impl Core {
    fn start(shared: Shared, writer: Connection) -> Result<Arc<Self>, Error> {
        let shared = Arc::new(shared);
        Ok(Arc::new(Self {
            writer: Lane::start("write", 1, &shared, Some(writer), |shared| {
                shared.connect(Access::Write)
            })?,
            readers: Lane::start("read", READERS, &shared, None, |shared| {
                shared.connect(Access::Read)
            })?,
            shared,
        }))
    }

    /// Reads one state of the database.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.readers
            .run(|seat| transaction(seat, TransactionBehavior::Deferred, work))
            .await
    }

    /// Writes all or nothing, durable when it returns.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer.run(|seat| write(seat, work)).await
    }

    /// Writes, and leaves nothing of what was deleted or replaced in the vault. For what no backup
    /// has anyway.
    pub async fn shred<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer
            .run(|seat| {
                let done = transaction(seat, TransactionBehavior::Immediate, work)?;
                wipe(seat, Traces::InLog);
                Ok(done)
            })
            .await
    }

    /// Writes, and leaves nothing of what was deleted or replaced in any file of the vault, its
    /// backups included.
    pub async fn erase<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer.run(|seat| erase(seat, work)).await
    }

    /// Writes, and replaces the keys in memory before anybody else writes.
    pub async fn rekey<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<(T, Ring), Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer
            .run(|seat| {
                let (done, ring) = erase(seat, work)?;
                seat.shared.replace_ring(Some(ring));
                Ok(done)
            })
            .await
    }

    /// For work that looks at many rows.
    pub fn closing(&self) -> Arc<Closing> {
        Arc::clone(&self.shared.closing)
    }

    async fn close(&self) {
        self.shared.closing.begin();
        self.readers.close().await;
        // The last connection to close writes the log back and removes it.
        self.writer.close().await;
        self.shared.replace_ring(None);
    }
}

fn write<T>(seat: &mut Seat, work: impl FnOnce(&Desk<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let done = transaction(seat, TransactionBehavior::Immediate, work)?;
    wipe(seat, Traces::None);
    Ok(done)
}

fn erase<T>(seat: &mut Seat, work: impl FnOnce(&Desk<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let done = transaction(seat, TransactionBehavior::Immediate, work)?;
    wipe(seat, Traces::Everywhere);
    Ok(done)
}

/// Deleted bytes are overwritten in the database, but still stand in the log and in a backup.
/// What cannot be wiped now is tried again after every later write: the deletion itself is done.
fn wipe(seat: &mut Seat, left: Traces) {
    seat.traces = seat.traces.max(left);
    if seat.traces == Traces::None {
        return;
    }
    let shared = Arc::clone(&seat.shared);
    let wiped = seat.connection().and_then(|sql| truncate_log(sql));
    if !wiped.unwrap_or(false) {
        tracing::warn!("traces of something deleted wait to be wiped");
    } else if seat.traces == Traces::InLog || backup::remove_all(&shared.folder).is_ok() {
        seat.traces = Traces::None;
    }
}

fn transaction<T>(
    seat: &mut Seat,
    behaviour: TransactionBehavior,
    work: impl FnOnce(&Desk<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let shared = Arc::clone(&seat.shared);
    // Before the transaction: a key that leaves the ring meanwhile is still in this one, so that
    // no row of an older state is met without its key.
    let ring = shared.ring()?;
    let transaction = seat.connection()?.transaction_with_behavior(behaviour)?;
    let done = work(&Desk {
        sql: &transaction,
        ring: &ring,
        random: shared.random(),
    })?;
    transaction.commit()?;
    Ok(done)
}

#[cfg(test)]
mod tests;
