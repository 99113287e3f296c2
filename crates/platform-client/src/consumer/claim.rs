//! Who in this process has a session: the platform gives the same instance the same lease again,
//! so that only here it can be told that two would connect.

use std::{
    collections::HashSet,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use signet_contract::ids::{ServiceId, SessionId};

use super::ConsumerSettings;

/// One for the whole process: consumers of the same settings are one instance, however many were
/// made.
static HELD: LazyLock<Mutex<HashSet<Held>>> = LazyLock::new(Mutex::default);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Held {
    platform: String,
    service: ServiceId,
    instance: String,
    session: SessionId,
}

/// The only one on its session in this process, until it is dropped.
#[derive(Debug)]
pub(super) struct Claim(Held);

impl Claim {
    /// Nothing while somebody here has it.
    pub(super) fn on(session: SessionId, settings: &ConsumerSettings) -> Option<Self> {
        let held = Held {
            platform: settings.address.origin().to_owned(),
            service: settings.service,
            instance: settings.instance.to_string(),
            session,
        };
        let free = all().insert(held.clone());
        // Made only if it is one: dropped, it would free what somebody else has.
        free.then(|| Self(held))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        all().remove(&self.0);
    }
}

/// A set is whole after every change.
fn all() -> MutexGuard<'static, HashSet<Held>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}
