//! When a lease must be renewed, and when its session must no longer be used.

use std::time::Duration;

/// What there is to do for a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing until then.
    Wait(Duration),
    /// Renew it.
    Renew,
    /// Disconnect: it ends too soon, or has ended.
    Disconnect,
}

/// A held lease, pure. All times are of one clock that counts sleep, such as
/// [`Clock::elapsed`](crate::Clock::elapsed).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    asked: Duration,
    disconnect_at: Duration,
}

/// At least so long before the end the session is given up, whatever the platform says.
const DISCONNECT_BEFORE_END: u32 = 60;

impl Holding {
    /// A lease that was asked for at this moment and is good for so many seconds. It is counted
    /// from the asking, since nobody knows when within the call the platform began to count.
    pub fn new(asked: Duration, ends_in: u32, disconnect_before_end: u32) -> Self {
        let before = disconnect_before_end.max(DISCONNECT_BEFORE_END);
        let usable = Duration::from_secs(ends_in.saturating_sub(before).into());
        Self {
            asked,
            disconnect_at: asked + usable,
        }
    }

    /// Whether the session may be used now.
    pub fn is_live(&self, now: Duration) -> bool {
        now < self.disconnect_at
    }

    /// From when on the session may not be used.
    pub fn disconnect_at(&self) -> Duration {
        self.disconnect_at
    }

    /// When it should be renewed: half-way, which leaves the other half for trying again.
    pub fn renew_at(&self) -> Duration {
        self.asked + (self.disconnect_at - self.asked) / 2
    }

    /// What there is to do now.
    pub fn next(&self, now: Duration) -> Next {
        if !self.is_live(now) {
            Next::Disconnect
        } else if now >= self.renew_at() {
            Next::Renew
        } else {
            Next::Wait(self.renew_at() - now)
        }
    }
}
