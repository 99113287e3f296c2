//! Connections that only read, a few at a time, off the threads that serve requests.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::storage::StorageError;

/// How many read at once.
const CONNECTIONS: usize = 4;

pub(super) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(
        path: &Path,
        connect: fn(&Path) -> Result<Connection, StorageError>,
    ) -> Result<Self, StorageError> {
        let idle = (0..CONNECTIONS)
            .map(|_| connect(path))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            idle: Arc::new(Mutex::new(idle)),
            turns: Arc::new(Semaphore::new(CONNECTIONS)),
        })
    }

    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        let stopped = |_| StorageError::Unavailable("the readers have stopped".to_owned());
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(stopped)?;
        let idle = Arc::clone(&self.idle);
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let connection = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = connection.ok_or(StorageError::Damaged("no reader is left"))?;
            let result =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&connection)));
            idle.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
            result.unwrap_or(Err(StorageError::Damaged("a read panicked")))
        });
        read.await
            .map_err(|_| StorageError::Unavailable("a read was given up".to_owned()))?
    }
}
