//! How often somebody may do something.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter, clock::Clock as _, clock::MonotonicClock, state::keyed::DashMapStateStore,
};
use signet_contract::{ids::SessionId, platform::ErrorCode};
use uuid::Uuid;

use crate::{Error, Refused, config::Config};

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, MonotonicClock>;

/// Sign-ins are counted over a quarter of an hour.
const QUARTER: Duration = Duration::from_secs(15 * 60);

/// The limits of one instance. They are no security boundary but keep everybody served.
pub struct Limits {
    /// By e-mail address in lower case, whether anybody has it or not.
    pub login: Limit<String>,
    pub login_address: Limit<Network>,
    pub token: Limit<Uuid>,
    pub token_address: Limit<Network>,
    pub links: Limit<Uuid>,
    pub preview: Limit<Network>,
    /// By reporter and session: nobody uses up another one's.
    pub health: Limit<(Uuid, SessionId)>,
    pub calls: Limit<Uuid>,
    pub calls_address: Limit<Network>,
}

impl Limits {
    pub fn new(config: &Config) -> Self {
        Self {
            login: Limit::per_quarter(config.limit_login),
            login_address: Limit::per_quarter(config.limit_login_address),
            token: Limit::per_minute(config.limit_token),
            token_address: Limit::per_minute(config.limit_token_address),
            links: Limit::per_minute(config.limit_links),
            preview: Limit::per_minute(config.limit_preview),
            health: Limit::per_minute(config.limit_health),
            calls: Limit::per_minute(config.limit_calls),
            calls_address: Limit::per_minute(config.limit_calls_address),
        }
    }

    /// Forgets whoever has been quiet long enough to start afresh.
    pub fn sweep(&self) {
        self.login.0.retain_recent();
        self.login_address.0.retain_recent();
        self.token.0.retain_recent();
        self.token_address.0.retain_recent();
        self.links.0.retain_recent();
        self.preview.0.retain_recent();
        self.health.0.retain_recent();
        self.calls.0.retain_recent();
        self.calls_address.0.retain_recent();
    }
}

/// One limit, for each key on its own.
pub struct Limit<K: std::hash::Hash + Eq + Clone>(Limiter<K>);

impl<K: std::hash::Hash + Eq + Clone> Limit<K> {
    fn per_minute(most: u32) -> Self {
        // The configuration refuses 0.
        let most = NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(most).allow_burst(most);
        Self(RateLimiter::dashmap_with_clock(quota, MonotonicClock))
    }

    fn per_quarter(most: u32) -> Self {
        let most = NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN);
        // At least a second each, so never nothing.
        let each = QUARTER / most.get().min(900);
        let quota = Quota::with_period(each).map(|quota| quota.allow_burst(most));
        let quota = quota.unwrap_or(Quota::per_minute(most));
        Self(RateLimiter::dashmap_with_clock(quota, MonotonicClock))
    }

    /// Counts one, or refuses with the time after which the next is taken.
    pub fn take(&self, key: &K) -> Result<(), Error> {
        self.0.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(MonotonicClock.now());
            Refused::new(ErrorCode::RateLimited, "too many; wait a little")
                .retry_after(wait.as_secs() + 1)
                .into()
        })
    }
}

/// Who shares a limit of addresses: one IPv4 address, or the 64 bits of an IPv6 network, since
/// whoever has one IPv6 address has all of its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(u64);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self(u64::from(u32::from(address))),
            IpAddr::V6(address) => Self((u128::from(address) >> 64) as u64 | 1 << 63),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_share() {
        let limit = Limit::per_minute(2);
        assert!(limit.take(&1).is_ok() && limit.take(&1).is_ok());
        let Err(Error::Refused(refused)) = limit.take(&1) else {
            panic!("a third was taken");
        };
        assert_eq!(refused.code, ErrorCode::RateLimited);
        assert!((1..=31).contains(&refused.retry_after.unwrap()));
        assert!(limit.take(&2).is_ok());
    }

    #[test]
    fn one_ipv6_network_is_one() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
