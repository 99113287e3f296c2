//! Time: how much has passed, sleep included, and what the calendar says.

use std::time::{Duration, SystemTime};

/// Two clocks. The first only goes forward and goes on while the computer sleeps: a lease ends
/// then too. The second may jump, and is for what others wrote moments into.
pub trait Clock: Send + Sync + 'static {
    /// Since some fixed start, sleep included.
    fn elapsed(&self) -> Duration;

    /// Now, by the calendar.
    fn wall(&self) -> SystemTime;
}

/// The system's clocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        awake_or_asleep()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// `Instant` stands still in sleep on Linux and macOS.
#[cfg(unix)]
fn awake_or_asleep() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const CLOCK: ClockId = ClockId::Boottime;
    // On macOS this one counts sleep.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const CLOCK: ClockId = ClockId::Monotonic;
    Duration::try_from(clock_gettime(CLOCK)).unwrap_or_default()
}

/// On Windows `Instant` counts sleep.
#[cfg(not(unix))]
fn awake_or_asleep() -> Duration {
    use std::{sync::LazyLock, time::Instant};
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// Waits until the first clock shows this. Looks every second, because a runtime's timers may
/// stand still in sleep.
#[cfg(feature = "consumer")]
pub(crate) async fn wait_until(clock: &dyn Clock, until: Duration) {
    const LOOK: Duration = Duration::from_secs(1);
    loop {
        match until.checked_sub(clock.elapsed()) {
            Some(rest) if !rest.is_zero() => tokio::time::sleep(rest.min(LOOK)).await,
            Some(_) | None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_only_goes_forward() {
        let before = SystemClock.elapsed();
        std::thread::sleep(Duration::from_millis(20));
        let passed = SystemClock.elapsed() - before;
        assert!(passed >= Duration::from_millis(20) && passed < Duration::from_secs(20));
        assert!(before > Duration::ZERO);
    }
}
