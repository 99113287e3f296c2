//! What all connections share: the key, the clock and the world behind its lock.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::rsa_key::RsaKey;
use crate::world::World;

pub(crate) struct Hub {
    pub(crate) rsa: RsaKey,
    world: Mutex<World>,
}

impl Hub {
    pub(crate) fn new(rsa: RsaKey, world: World) -> Self {
        Self {
            rsa,
            world: Mutex::new(world),
        }
    }

    /// Never held over an await. A panic under it leaves a world that tests can still look at.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
