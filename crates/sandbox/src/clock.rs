//! The time of the sandbox's affairs, which tests can move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const FARTHEST: i64 = 1000 * 365 * 86_400;

/// The system's time and an offset. Codes, tokens, ages and floods go by it; MTProto's message ids
/// go by [`wire`], because clients compare those with a clock nobody moves.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Unix seconds.
    pub fn now(&self) -> i64 {
        let system = i64::try_from(wire().as_secs()).unwrap_or(i64::MAX);
        system.saturating_add(self.ahead.load(Ordering::Relaxed))
    }

    /// How far it has been moved, in seconds.
    pub(crate) fn ahead(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }

    /// In all no further than a thousand years, so that reckoning with times cannot overflow.
    pub fn advance(&self, by: Duration) {
        let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        let moved = |ahead: i64| ahead.saturating_add(seconds).min(FARTHEST);
        self.ahead
            .update(Ordering::Relaxed, Ordering::Relaxed, moved);
    }
}

/// The time since 1970 that message ids and salts are made from.
pub(crate) fn wire() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// TL dates have 32 bits.
pub(crate) fn date(seconds: i64) -> i32 {
    i32::try_from(seconds).unwrap_or(i32::MAX)
}
