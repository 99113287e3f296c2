//! How a sign-in is doing, and since when.

use std::time::SystemTime;

use signet_contract::platform::Category;

use crate::{Error, Refusal};

/// What is the matter with a sign-in, if anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It works.
    Active,
    /// Somebody ended it. A new sign-in is needed, as with all that follow up to `Banned`.
    Revoked,
    /// It was used from two places at once, so Telegram ended it.
    Duplicated,
    /// It was not used for longer than its owner allows.
    Expired,
    /// The server does not know its key any more.
    KeyLost,
    /// The account was deleted.
    Deactivated,
    /// Telegram closed the account.
    Banned,
    /// Telegram lets the account read and nothing else.
    Frozen,
    /// Nobody answers. It may be well.
    Unreachable,
}

impl Standing {
    /// What an error tells, if it tells anything.
    pub fn told_by(error: &Error) -> Option<Self> {
        match error.refusal() {
            Some(Refusal::AuthKeyUnregistered | Refusal::SessionRevoked) => Some(Self::Revoked),
            Some(Refusal::AuthKeyDuplicated) => Some(Self::Duplicated),
            Some(Refusal::SessionExpired) => Some(Self::Expired),
            Some(Refusal::AuthKeyInvalid | Refusal::AuthKeyPermEmpty) => Some(Self::KeyLost),
            Some(Refusal::UserDeactivated) => Some(Self::Deactivated),
            Some(Refusal::UserDeactivatedBan | Refusal::PhoneNumberBanned) => Some(Self::Banned),
            Some(Refusal::FrozenMethodInvalid | Refusal::FrozenParticipantMissing) => {
                Some(Self::Frozen)
            }
            Some(_) => None,
            None if *error == Error::KeyUnknown => Some(Self::KeyLost),
            None if *error == Error::TooManyConnections => Some(Self::Unreachable),
            None if error.category() == Category::Network => Some(Self::Unreachable),
            None => None,
        }
    }

    /// Whether only a new sign-in helps.
    pub fn is_over(self) -> bool {
        match self {
            Self::Active | Self::Frozen | Self::Unreachable => false,
            Self::Revoked
            | Self::Duplicated
            | Self::Expired
            | Self::KeyLost
            | Self::Deactivated
            | Self::Banned => true,
        }
    }

    /// What it is after a call that failed. What is known of a sign-in is not forgotten because
    /// the network is down.
    #[must_use]
    pub fn failed(self, error: &Error) -> Self {
        match Self::told_by(error) {
            Some(Self::Unreachable) if self != Self::Active => self,
            Some(told) => told,
            None => self,
        }
    }

    /// What it is after something was read. A frozen account still reads.
    #[must_use]
    pub fn read(self) -> Self {
        match self {
            Self::Active | Self::Unreachable | Self::KeyLost => Self::Active,
            other @ (Self::Revoked
            | Self::Duplicated
            | Self::Expired
            | Self::Deactivated
            | Self::Banned
            | Self::Frozen) => other,
        }
    }

    /// What it is after something was done that a frozen account cannot do.
    #[must_use]
    pub fn acted(self) -> Self {
        if self == Self::Frozen {
            Self::Active
        } else {
            self.read()
        }
    }
}

/// A standing and since when. The time is whoever keeps it's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// How it is.
    pub standing: Standing,
    /// Since when.
    pub since: SystemTime,
}

impl Health {
    /// Takes note of a standing; the time only changes with it.
    #[must_use]
    pub fn noted(self, standing: Standing, now: SystemTime) -> Self {
        if self.standing == standing {
            self
        } else {
            Self {
                standing,
                since: now,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{io, time::Duration};

    use super::*;

    fn rpc(name: &str) -> Error {
        Error::from_rpc("users.getUsers", 401, name)
    }

    #[test]
    fn each_error_tells_what_it_should() {
        let method = "users.getUsers";
        let kind = io::ErrorKind::ConnectionRefused;
        for (error, told) in [
            (rpc("AUTH_KEY_UNREGISTERED"), Some(Standing::Revoked)),
            (rpc("SESSION_REVOKED"), Some(Standing::Revoked)),
            (rpc("AUTH_KEY_DUPLICATED"), Some(Standing::Duplicated)),
            (rpc("SESSION_EXPIRED"), Some(Standing::Expired)),
            (rpc("AUTH_KEY_INVALID"), Some(Standing::KeyLost)),
            (rpc("AUTH_KEY_PERM_EMPTY"), Some(Standing::KeyLost)),
            (Error::KeyUnknown, Some(Standing::KeyLost)),
            (rpc("USER_DEACTIVATED"), Some(Standing::Deactivated)),
            (rpc("USER_DEACTIVATED_BAN"), Some(Standing::Banned)),
            (rpc("FROZEN_METHOD_INVALID"), Some(Standing::Frozen)),
            (rpc("FROZEN_PARTICIPANT_MISSING"), Some(Standing::Frozen)),
            (
                Error::Unreachable { dc: 2, kind },
                Some(Standing::Unreachable),
            ),
            (Error::Proxy { dc: 2 }, Some(Standing::Unreachable)),
            (Error::TimedOut { method }, Some(Standing::Unreachable)),
            (Error::Dropped { method }, Some(Standing::Unreachable)),
            (Error::TooManyConnections, Some(Standing::Unreachable)),
            (rpc("FLOOD_WAIT_3"), None),
            (rpc("PHONE_CODE_INVALID"), None),
            (rpc("SOMETHING_NEW"), None),
            (Error::Garbage { method }, None),
            (Error::WrongDc, None),
            (Error::Protocol("x"), None),
        ] {
            assert_eq!(Standing::told_by(&error), told, "{error}");
        }
    }

    #[test]
    fn being_offline_hides_nothing_and_reading_heals_only_what_it_can() {
        let offline = Error::Proxy { dc: 2 };
        assert_eq!(Standing::Active.failed(&offline), Standing::Unreachable);
        for known in [Standing::Revoked, Standing::Frozen, Standing::Banned] {
            assert_eq!(known.failed(&offline), known);
            assert_eq!(known.read(), known);
        }
        assert_eq!(Standing::Unreachable.read(), Standing::Active);
        assert_eq!(Standing::Frozen.acted(), Standing::Active);
        assert_eq!(Standing::Revoked.acted(), Standing::Revoked);
    }

    #[test]
    fn the_time_changes_with_the_standing_alone() {
        let then = SystemTime::UNIX_EPOCH;
        let now = then + Duration::from_secs(9);
        let health = Health {
            standing: Standing::Active,
            since: then,
        };
        assert_eq!(health.noted(Standing::Active, now), health);
        assert_eq!(health.noted(Standing::Expired, now).since, now);
    }
}
