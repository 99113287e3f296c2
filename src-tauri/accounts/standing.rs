//! How a sign-in is doing, in the words of Telegram's crate, of the vault and of the window.

use signet_contract::ui;
use signet_telegram::Standing;
use signet_vault::Health;

/// As the vault keeps it.
pub fn kept(standing: Standing) -> Health {
    match standing {
        Standing::Active => Health::Active,
        Standing::Revoked => Health::Revoked,
        Standing::Duplicated => Health::Duplicated,
        Standing::Expired => Health::Expired,
        Standing::KeyLost => Health::KeyLost,
        Standing::Deactivated => Health::Deactivated,
        Standing::Banned => Health::Banned,
        Standing::Frozen => Health::Frozen,
        Standing::Unreachable => Health::Unreachable,
    }
}

/// As it was kept.
pub fn of(health: Health) -> Standing {
    match health {
        Health::Active => Standing::Active,
        Health::Revoked => Standing::Revoked,
        Health::Duplicated => Standing::Duplicated,
        Health::Expired => Standing::Expired,
        Health::KeyLost => Standing::KeyLost,
        Health::Deactivated => Standing::Deactivated,
        Health::Banned => Standing::Banned,
        Health::Frozen => Standing::Frozen,
        Health::Unreachable => Standing::Unreachable,
    }
}

/// As it is shown.
pub fn shown(health: Health) -> ui::Standing {
    match health {
        Health::Active => ui::Standing::Active,
        Health::Revoked => ui::Standing::Revoked,
        Health::Duplicated => ui::Standing::Duplicated,
        Health::Expired => ui::Standing::Expired,
        Health::KeyLost => ui::Standing::KeyLost,
        Health::Deactivated => ui::Standing::Deactivated,
        Health::Banned => ui::Standing::Banned,
        Health::Frozen => ui::Standing::Frozen,
        Health::Unreachable => ui::Standing::Unreachable,
    }
}

/// What an answer tells. A frozen account is read like any other: only something that was done
/// shows that it is free again.
pub fn after(before: Standing, acted: bool) -> Standing {
    match before {
        Standing::Frozen if !acted => Standing::Frozen,
        Standing::Frozen
        | Standing::Active
        | Standing::Revoked
        | Standing::Duplicated
        | Standing::Expired
        | Standing::KeyLost
        | Standing::Deactivated
        | Standing::Banned
        | Standing::Unreachable => Standing::Active,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        for standing in [
            Standing::Active,
            Standing::Revoked,
            Standing::Duplicated,
            Standing::Expired,
            Standing::KeyLost,
            Standing::Deactivated,
            Standing::Banned,
            Standing::Frozen,
            Standing::Unreachable,
        ] {
            assert_eq!(of(kept(standing)), standing);
            assert_eq!(
                format!("{:?}", shown(kept(standing))),
                format!("{standing:?}")
            );
        }
    }

    #[test]
    fn reading_does_not_thaw_a_frozen_account_and_acting_does() {
        assert_eq!(after(Standing::Frozen, false), Standing::Frozen);
        assert_eq!(after(Standing::Frozen, true), Standing::Active);
        assert_eq!(after(Standing::Unreachable, false), Standing::Active);
        assert_eq!(after(Standing::Banned, false), Standing::Active);
    }
}
