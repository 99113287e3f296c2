//! A circuit breaker: a platform that fails is left alone for a while.

use std::{collections::VecDeque, time::Duration};

/// Closed until five failures in a row within 30 s; then open for 30 s, in which nothing is sent;
/// then half-open: one call probes, and its outcome closes or opens it again.
///
/// Pure: the time comes in, from any clock that only goes forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaker(State);

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// The failures since the last success.
    Closed(VecDeque<Duration>),
    Open {
        until: Duration,
    },
    /// A probe is on its way. If nothing is heard of it until then, another one may go.
    Probing {
        until: Duration,
    },
}

/// So many failures open it …
const FAILURES: usize = 5;
/// … within this time …
const WINDOW: Duration = Duration::from_secs(30);
/// … for this time.
const REST: Duration = Duration::from_secs(30);

impl Default for Breaker {
    fn default() -> Self {
        Self(State::Closed(VecDeque::new()))
    }
}

impl Breaker {
    /// Whether a call may go now. If not, how long until one may.
    pub fn admit(&mut self, now: Duration) -> Result<(), Duration> {
        match &self.0 {
            State::Closed(_) => Ok(()),
            State::Open { until } | State::Probing { until } if now < *until => Err(*until - now),
            State::Open { .. } | State::Probing { .. } => {
                self.0 = State::Probing { until: now + REST };
                Ok(())
            }
        }
    }

    /// A call was answered, with whatever but an outage. News of calls from before it opened
    /// says nothing about now.
    pub fn succeeded(&mut self) {
        match &mut self.0 {
            State::Closed(failures) => failures.clear(),
            State::Probing { .. } => *self = Self::default(),
            State::Open { .. } => {}
        }
    }

    /// A call met an outage.
    pub fn failed(&mut self, now: Duration) {
        match &mut self.0 {
            State::Closed(failures) => {
                failures.push_back(now);
                failures.retain(|failure| now.saturating_sub(*failure) < WINDOW);
                if failures.len() >= FAILURES {
                    self.0 = State::Open { until: now + REST };
                }
            }
            State::Probing { .. } => self.0 = State::Open { until: now + REST },
            State::Open { .. } => {}
        }
    }

    /// `closed`, `open` or `half-open`, as it would show itself now.
    pub fn state(&self, now: Duration) -> &'static str {
        match &self.0 {
            State::Closed(_) => "closed",
            State::Open { until } if now < *until => "open",
            State::Open { .. } | State::Probing { .. } => "half-open",
        }
    }
}
