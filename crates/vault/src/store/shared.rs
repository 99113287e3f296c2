//! What all threads of an open vault share.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicBool, Ordering},
};

use rusqlite::Connection;

use crate::{
    Error, Folder, Random,
    store::{
        connection::{Access, connect},
        ring::Ring,
    },
};

pub(crate) struct Shared {
    pub folder: Folder,
    ring: RwLock<Option<Arc<Ring>>>,
    pub closing: Arc<Closing>,
}

/// Whether the vault is being closed. Asked between rows by whoever looks at many: a lock does
/// not wait for the end of that.
#[derive(Default)]
pub(crate) struct Closing(AtomicBool);

impl Closing {
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// [`Error::Locked`] once it has begun.
    pub fn not_yet(&self) -> Result<(), Error> {
        if self.0.load(Ordering::Relaxed) {
            return Err(Error::Locked);
        }
        Ok(())
    }
}

impl Shared {
    pub fn new(folder: Folder, ring: Ring) -> Self {
        Self {
            folder,
            ring: RwLock::new(Some(Arc::new(ring))),
            closing: Arc::default(),
        }
    }

    pub fn ring(&self) -> Result<Arc<Ring>, Error> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        ring.clone().ok_or(Error::Locked)
    }

    pub fn replace_ring(&self, ring: Option<Ring>) {
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring.map(Arc::new);
    }

    pub fn random(&self) -> &dyn Random {
        &*self.folder.options().random
    }

    pub fn connect(&self, access: Access) -> Result<Connection, Error> {
        connect(&self.folder, &self.folder.database(), access)
    }
}
