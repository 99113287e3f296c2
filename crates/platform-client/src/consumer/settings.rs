//! What an instance of a service must know.

use secrecy::SecretString;
use signet_contract::{ids::ServiceId, platform::InstanceId};
use signet_seal::SealingKey;

use crate::{Patience, PlatformAddress};

/// The settings of a [`Consumer`](crate::Consumer). Where the secrets come from is the service's
/// own business.
pub struct ConsumerSettings {
    /// Where the platform is.
    pub address: PlatformAddress,
    /// Which Telegram the sessions are for, such as `production`.
    pub environment: String,
    /// The service.
    pub service: ServiceId,
    /// Its API key at the platform.
    pub api_key: SecretString,
    /// Its sealing keys: the one in use, and older ones that sessions are still sealed to.
    pub sealing_keys: Vec<SealingKey>,
    /// This running copy. No two that run at once may share it: a lease belongs to it.
    pub instance: InstanceId,
    /// How long leases are asked for, 300 to 900 seconds; the platform's 600 without.
    pub lease_seconds: Option<u16>,
    /// How long is waited, and how often is tried.
    pub patience: Patience,
}
