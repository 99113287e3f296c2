//! What is done next for an account that leaves.

use std::time::SystemTime;

use signet_contract::ui::{AccountStay, Failure};
use signet_trail::Timestamp;

use super::timing;

/// The way of an account out of here. That it leaves stands in the vault; the rest begins anew
/// with each start.
#[derive(Debug, Clone, Default)]
pub struct Leaving {
    /// How often signing it out did not work.
    tries: u32,
    /// When it is tried again; `None` while it is tried, and before the first time.
    next_at: Option<SystemTime>,
    failure: Option<Failure>,
}

/// The next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its services are ended first, by others: only home can end them.
    WaitForServices,
    /// Its sign-ins on this computer end at Telegram, now.
    SignOut,
    /// The same, at the time that is planned.
    Wait,
}

/// After a start, when that is to go on.
impl From<SystemTime> for Leaving {
    fn from(at: SystemTime) -> Self {
        Self {
            next_at: Some(at),
            ..Self::default()
        }
    }
}

impl Leaving {
    pub fn next(&self, access: u32, now: SystemTime) -> Step {
        match self.next_at {
            _ if access > 0 => Step::WaitForServices,
            Some(at) if !timing::is_due(at, now) => Step::Wait,
            Some(_) | None => Step::SignOut,
        }
    }

    /// It did not work. Telegram may have named a time before which it will not.
    pub fn failed(
        &mut self,
        failure: Failure,
        not_before: Option<SystemTime>,
        now: SystemTime,
        chance: f64,
    ) {
        self.tries = self.tries.saturating_add(1);
        let next = now + timing::next_leave(self.tries, chance);
        self.next_at = Some(not_before.map_or(next, |then| then.max(next)));
        self.failure = Some(failure);
    }

    /// Whether signing it out was tried, since the start, and did not work.
    pub fn has_failed(&self) -> bool {
        self.tries > 0
    }

    /// There is another way to Telegram: it is tried at once.
    pub fn hurry(&mut self) {
        self.next_at = None;
    }

    pub fn shown(&self, access: u32) -> AccountStay {
        AccountStay::Leaving {
            access,
            failure: self.failure.clone(),
            next_at: self.next_at.map(|at| Timestamp::from(at).unix_millis()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use signet_contract::{Reference, ui::Cause};

    use super::*;

    const THEN: SystemTime = SystemTime::UNIX_EPOCH;

    fn failure() -> Failure {
        Failure {
            reference: Reference::from_bits([0; 5]),
            cause: Cause::TelegramUnreachable,
        }
    }

    #[test]
    fn it_is_signed_out_at_once_but_after_its_services() {
        let leaving = Leaving::default();
        assert_eq!(leaving.next(2, THEN), Step::WaitForServices);
        assert_eq!(leaving.next(0, THEN), Step::SignOut);
    }

    #[test]
    fn a_try_that_failed_is_shown_and_repeated_later() {
        let mut leaving = Leaving::default();
        assert!(!leaving.has_failed());
        leaving.failed(failure(), None, THEN, 0.5);
        assert!(leaving.has_failed());
        assert_eq!(leaving.next(0, THEN), Step::Wait);
        let AccountStay::Leaving {
            next_at, failure, ..
        } = leaving.shown(0)
        else {
            panic!("it stays");
        };
        assert!(failure.is_some());
        let later = THEN + Duration::from_millis(next_at.unwrap());
        assert_eq!(leaving.next(0, later), Step::SignOut);
        leaving.hurry();
        assert_eq!(leaving.next(0, THEN), Step::SignOut);
    }

    #[test]
    fn it_is_not_tried_before_telegram_will_have_it() {
        let mut leaving = Leaving::default();
        let day = THEN + Duration::from_secs(86_400);
        leaving.failed(failure(), Some(day), THEN, 0.5);
        assert_eq!(leaving.next(0, day - Duration::from_secs(1)), Step::Wait);
        assert_eq!(leaving.next(0, day), Step::SignOut);
    }
}
