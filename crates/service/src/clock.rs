//! The time of day, which tests can move on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use signet_contract::platform::Moment;

/// The system's clock, and what was added to it.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    ahead: Arc<AtomicU64>,
}

impl Clock {
    pub fn now(&self) -> Moment {
        let ahead = Duration::from_millis(self.ahead.load(Ordering::Relaxed));
        Moment::from(SystemTime::now()).after(ahead)
    }

    /// Moves the clock on, so that a test need not wait.
    pub fn advance(&self, by: Duration) {
        let millis = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        self.ahead.fetch_add(millis, Ordering::Relaxed);
    }
}
