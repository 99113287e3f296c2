//! What an envelope is bound to.

use std::fmt;

use signet_contract::ids::{GrantId, ServiceId};

use crate::{
    Error,
    card::limits::{self, MAX_ORIGIN},
    signing::{Device, VerifyingKey},
    text,
};

pub(super) const MAX_ENVIRONMENT: usize = 64;
/// The longest id that a platform has for one of its users, in bytes.
pub(super) const MAX_USER: usize = 128;
/// The last moment that JavaScript counts exactly.
const MAX_TIME: u64 = (1 << 53) - 1;

/// Everything an envelope says about itself in the open.
#[derive(Clone, PartialEq, Eq)]
pub struct Context {
    /// Which Telegram the session is for: `production`, or another by its name.
    pub environment: String,
    /// The platform's origin; empty without a platform.
    pub platform: String,
    /// The service that can open it.
    pub service: ServiceId,
    /// SHA-256 of the card that it was sealed to.
    pub card: [u8; 32],
    /// The grant it stands for.
    pub grant: GrantId,
    /// Whose session it is, as the platform calls them; empty without a platform.
    pub user: String,
    /// The device that sealed and signed it.
    pub device: VerifyingKey<Device>,
    /// What the person allowed, sorted.
    pub scopes: Vec<String>,
    /// When it was sealed, in seconds since 1970.
    pub issued_at: u64,
    /// The first second in which it opens no more.
    pub expires_at: u64,
}

impl Context {
    /// Refuses what is out of its limits or not in order.
    pub(super) fn check(&self) -> Result<(), Error> {
        let wrong = Error::Context;
        if !text::is_plain(&self.environment, MAX_ENVIRONMENT) {
            return Err(wrong("environment"));
        }
        if !self.platform.is_empty() && !text::is_plain(&self.platform, MAX_ORIGIN) {
            return Err(wrong("platform"));
        }
        if !self.user.is_empty() && !text::is_plain(&self.user, MAX_USER) {
            return Err(wrong("user"));
        }
        // With a platform there is a user, without one there is none.
        if self.platform.is_empty() != self.user.is_empty() {
            return Err(wrong("user"));
        }
        let mut sorted = self.scopes.clone();
        if limits::scopes(&mut sorted).is_none() || sorted != self.scopes {
            return Err(wrong("scopes"));
        }
        if self.issued_at >= self.expires_at || self.expires_at > MAX_TIME {
            return Err(wrong("expires_at"));
        }
        Ok(())
    }
}

/// Tells which grant, not whose.
impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("grant", &self.grant)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
