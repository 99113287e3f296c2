//! Something secret that has to cross the wire.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A token, key, one-time code or password on its way. It tells nothing when printed, is wiped
/// when dropped and is not copied by accident.
///
/// Unlike every other secret of the house it can be serialised, because carrying it is all that
/// the message it stands in is for.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_contract::platform::Credential>();
/// ```
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Password))]
pub struct Credential(SecretString);

impl Credential {
    pub fn new(secret: String) -> Self {
        Self(secret.into())
    }

    /// The secret itself; say beside each call what it is needed for.
    pub fn expose(&self) -> &str {
        // Exposed to the caller, who has a reason.
        self.0.expose_secret()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential")
    }
}

impl Serialize for Credential {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Credential {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_carried_but_not_shown() {
        let credential: Credential = serde_json::from_str("\"open sesame\"").unwrap();
        assert_eq!(format!("{credential:?}"), "Credential");
        assert_eq!(
            serde_json::to_string(&credential).unwrap(),
            "\"open sesame\""
        );
    }
}
