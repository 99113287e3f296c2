//! The pure machines, through any course of events.

use std::time::Duration;

use proptest::prelude::*;
use signet_platform_client::{Backoff, Breaker, Holding, Jitter, Next};

#[derive(Debug, Clone, Copy)]
enum Event {
    Ask,
    Succeed,
    Fail,
}

fn courses() -> impl Strategy<Value = Vec<(Duration, Event)>> {
    let event = prop_oneof![
        2 => Just(Event::Ask),
        1 => Just(Event::Succeed),
        4 => Just(Event::Fail),
    ];
    let pause = (0..20_000u64).prop_map(Duration::from_millis);
    proptest::collection::vec((pause, event), 0..200)
}

const REST: Duration = Duration::from_secs(30);

proptest! {
    /// Told with the plainest means: what was asked, and what became of it.
    #[test]
    fn a_breaker_opens_after_five_failures_and_lets_one_probe_go(course in courses()) {
        let mut breaker = Breaker::default();
        let mut now = Duration::ZERO;
        let mut failures: Vec<Duration> = Vec::new();
        let mut shut: Option<Duration> = None;
        let mut probed: Option<Duration> = None;
        for (pause, event) in course {
            now += pause;
            match (event, shut) {
                (Event::Ask, None) => prop_assert_eq!(breaker.admit(now), Ok(())),
                (Event::Ask, Some(since)) => {
                    let until = probed.unwrap_or(since) + REST;
                    if now < until {
                        prop_assert_eq!(breaker.admit(now), Err(until - now));
                    } else {
                        prop_assert_eq!(breaker.admit(now), Ok(()));
                        probed = Some(now);
                    }
                }
                (Event::Succeed, _) => {
                    breaker.succeeded();
                    if shut.is_none() || probed.is_some() {
                        failures.clear();
                        (shut, probed) = (None, None);
                    }
                }
                (Event::Fail, _) => {
                    breaker.failed(now);
                    if probed.take().is_some() {
                        shut = Some(now);
                    } else if shut.is_none() {
                        failures.push(now);
                        failures.retain(|failure| now - *failure < REST);
                        shut = (failures.len() >= 5).then_some(now);
                    }
                }
            }
            prop_assert_eq!(breaker.state(now) == "closed", shut.is_none());
        }
    }

    #[test]
    fn a_session_is_never_used_in_the_last_minute_of_its_lease(
        asked in 0..1u64 << 40, ends_in: u32, before: u32, at in 0..1u64 << 41,
    ) {
        let asked = Duration::from_millis(asked);
        let now = Duration::from_millis(at).max(asked);
        let end = asked + Duration::from_secs(ends_in.into());
        let holding = Holding::new(asked, ends_in, before);
        if holding.is_live(now) {
            prop_assert!(now + Duration::from_secs(60) < end);
            prop_assert!(now + Duration::from_secs(before.into()) < end);
        }
        prop_assert!(holding.renew_at() <= holding.disconnect_at());
        match holding.next(now) {
            Next::Wait(pause) => {
                prop_assert!(holding.is_live(now + pause));
                prop_assert_eq!(holding.next(now + pause), Next::Renew);
            }
            Next::Renew => prop_assert!(holding.is_live(now)),
            Next::Disconnect => prop_assert!(!holding.is_live(now)),
        }
    }

    #[test]
    fn a_pause_is_below_its_ceiling_and_the_ceiling_below_the_cap(seed: u64, tries: u32) {
        let backoff = Backoff::default();
        let mut jitter = Jitter::seeded(seed);
        let pause = backoff.pause(tries, jitter.next_bits());
        prop_assert!(pause <= backoff.ceiling(tries));
        prop_assert!(backoff.ceiling(tries) <= backoff.cap);
        prop_assert!(backoff.ceiling(tries) <= backoff.ceiling(tries.saturating_add(1)));
    }
}
