//! Opening.

use signet_contract::ids::{GrantId, ServiceId};
use signet_session::TelegramSession;

use super::{Context, Envelope, plaintext};
use crate::{
    Error, SealingKey,
    card::SKEW,
    signing::{Device, VerifyingKey},
};

/// What an opener expects. Nothing is taken from the envelope itself: an intact one of another
/// user, grant or time stays closed.
#[derive(Clone, Copy)]
pub struct Expected<'e> {
    /// Which Telegram.
    pub environment: &'e str,
    /// The platform's origin; empty without a platform.
    pub platform: &'e str,
    /// The opener itself.
    pub service: ServiceId,
    /// Whose session, as the platform calls them; empty without a platform.
    pub user: &'e str,
    /// Which grant.
    pub grant: GrantId,
    /// The device that sealed it, where the opener knows it.
    pub device: Option<VerifyingKey<Device>>,
    /// Now, in seconds since 1970. A sealer's clock may be five minutes ahead.
    pub now: u64,
}

impl Expected<'_> {
    fn is(&self, context: &Context) -> bool {
        context.environment == self.environment
            && context.platform == self.platform
            && context.service == self.service
            && context.user == self.user
            && context.grant == self.grant
            && self.device.is_none_or(|device| context.device == device)
            && context.issued_at <= self.now.saturating_add(SKEW)
            && self.now < context.expires_at
    }
}

/// What was inside, and what it was bound to.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: TelegramSession,
    /// What the device signed about it.
    pub context: Context,
}

impl SealingKey {
    /// Opens an envelope as it travels. There is one error, [`Error::Closed`], whatever was wrong.
    pub fn open(&self, envelope: &[u8], expected: &Expected<'_>) -> Result<Opened, Error> {
        Envelope::read(envelope)
            .ok()
            .filter(|envelope| expected.is(&envelope.context))
            .and_then(|envelope| self.unsealed(envelope))
            .ok_or(Error::Closed)
    }

    fn unsealed(&self, envelope: Envelope) -> Option<Opened> {
        if envelope.suite != self.suite() || envelope.key_id != self.id() {
            return None;
        }
        let info = envelope.info();
        let plaintext = self
            .secret
            .open(&envelope.enc, &info, &envelope.ciphertext)?;
        Some(Opened {
            session: plaintext::read(&plaintext)?,
            context: envelope.context,
        })
    }
}
