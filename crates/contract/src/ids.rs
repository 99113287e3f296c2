//! The ids of everything that has one: UUIDv7, so that they sort by when they were made.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not a UUIDv7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: a UUID of version 7 is needed")]
pub struct InvalidId;

macro_rules! id {
    ($(#[doc = $doc:literal] $name:ident)+) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "Uuid", into = "Uuid")]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
        pub struct $name(Uuid);

        impl $name {
            /// A new id, made now.
            pub fn now() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl TryFrom<Uuid> for $name {
            type Error = InvalidId;

            fn try_from(uuid: Uuid) -> Result<Self, InvalidId> {
                if uuid.get_version_num() == 7 { Ok(Self(uuid)) } else { Err(InvalidId) }
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::parse_str(text).map_err(|_| InvalidId)?.try_into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )+};
}

id! {
    /// A Telegram account that is here.
    AccountId
    /// What a person allowed one service.
    GrantId
    /// A consumer registered at a platform.
    ServiceId
    /// One installation of Signet.
    DeviceId
    /// A delivered, sealed session at a platform.
    SessionId
    /// The exclusive, short right of one service instance.
    LeaseId
    /// One encrypted store on a person's machine.
    VaultId
    /// A key that a vault knows, or a wrapped copy of one.
    KeyId
    /// Signet's own authorization for an account.
    HomeSessionId
    /// An attempt to make a separate Telegram authorization.
    MintIntentId
    /// Something that waits to be handed to a platform.
    DeliveryId
    /// The ending of one grant.
    RevocationId
    /// A platform, as one vault knows it.
    PlatformId
    /// A service card, as one vault keeps it.
    ServiceCardId
    /// What Telegram gave to shorten a later sign-in.
    FutureTokenId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_text_and_json() {
        let id = GrantId::now();
        assert_eq!(id.to_string().parse(), Ok(id));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<GrantId>(&json).unwrap(), id);
    }

    #[test]
    fn later_ids_sort_later() {
        let ids: Vec<_> = (0..100).map(|_| LeaseId::now()).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn other_versions_are_refused() {
        let v4 = "6f5902ac-237f-4d1b-8c3b-5a1c2d3e4f50";
        assert_eq!(v4.parse::<AccountId>(), Err(InvalidId));
        assert!(serde_json::from_str::<AccountId>(&format!("\"{v4}\"")).is_err());
        assert_eq!("".parse::<AccountId>(), Err(InvalidId));
    }
}
