//! What deserves a look, decided from counts alone.

use std::time::Duration;

use signet_contract::platform::{AlertKind, Health};

/// More live grants than this of one person for one service are unusual.
pub const MANY_GRANTS: u32 = 5;

/// Over this long the leases of one session are counted.
pub const LEASE_WINDOW: Duration = Duration::from_secs(60 * 60);

/// A service that restarts takes a lease each time; one that hands a session round takes many.
pub const MANY_LEASES: u16 = 20;

/// A webhook that took nothing for this long deserves a look.
pub const WEBHOOK_SILENCE: Duration = Duration::from_secs(24 * 60 * 60);

/// An alert of the same kind about the same thing is not raised again while one is open.
pub fn grants(live: usize) -> Option<AlertKind> {
    (live > MANY_GRANTS as usize).then_some(AlertKind::ManyGrants)
}

/// After a lease was given: how many of its session in the last [`LEASE_WINDOW`].
pub fn leases(given: usize) -> Option<AlertKind> {
    (given > usize::from(MANY_LEASES)).then_some(AlertKind::UnusualLeases)
}

/// After a service or a device said how a session does.
pub fn health(health: Health) -> Option<AlertKind> {
    match health {
        Health::Duplicated => Some(AlertKind::Duplicated),
        Health::Unopened => Some(AlertKind::Unopened),
        Health::Unknown
        | Health::Working
        | Health::Limited
        | Health::SignedOut
        | Health::AccountRestricted => None,
    }
}

/// A service's credential was used from `address`. The first address of all is how it starts.
pub fn address(known: u32, seen_before: bool) -> Option<AlertKind> {
    (known > 0 && !seen_before).then_some(AlertKind::NewAddress)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_grant_and_the_twenty_first_lease_are_one_too_many() {
        assert_eq!(grants(5), None);
        assert_eq!(grants(6), Some(AlertKind::ManyGrants));
        assert_eq!(leases(20), None);
        assert_eq!(leases(21), Some(AlertKind::UnusualLeases));
    }

    #[test]
    fn a_session_in_two_places_or_unopened_deserves_a_look() {
        assert_eq!(health(Health::Duplicated), Some(AlertKind::Duplicated));
        assert_eq!(health(Health::Unopened), Some(AlertKind::Unopened));
        assert_eq!(health(Health::SignedOut), None);
    }

    #[test]
    fn the_first_address_is_no_news() {
        assert_eq!(address(0, false), None);
        assert_eq!(address(1, true), None);
        assert_eq!(address(1, false), Some(AlertKind::NewAddress));
    }
}
