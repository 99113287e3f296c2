//! Sealing.

use signet_contract::ids::GrantId;
use signet_session::TelegramSession;
use signet_trail::{Recorded, Seal};
use zeroize::Zeroizing;

use super::{Context, Envelope, info, plaintext, signed};
use crate::{
    Card, Error,
    signing::{Device, SigningKey},
    suite::Randomness,
};

/// What a session is sealed for. With it go the card, which says to whom, and the device, which
/// says by whom.
#[derive(Clone, Copy)]
pub struct Sealing<'s> {
    /// Which Telegram the session is for.
    pub environment: &'s str,
    /// To whom. A card that is not valid at `issued_at` is refused.
    pub card: &'s Card,
    /// The grant it stands for.
    pub grant: GrantId,
    /// Whose session it is, as the platform calls them; empty for a card without a platform.
    pub user: &'s str,
    /// What the person allowed: scopes of the card.
    pub scopes: &'s [String],
    /// Now, in seconds since 1970.
    pub issued_at: u64,
    /// The first second in which it shall open no more.
    pub expires_at: u64,
}

impl Sealing<'_> {
    /// Seals a session. The line must be about `grant:` and this grant's id.
    ///
    /// The session stays with the caller, who keeps it until the envelope is delivered.
    pub fn seal(
        &self,
        line: Recorded<Seal>,
        session: &TelegramSession,
        device: &SigningKey<Device>,
    ) -> Result<Envelope, Error> {
        if line.subject().as_str() != format!("grant:{}", self.grant) {
            return Err(Error::OtherLine);
        }
        self.seal_with(session, device, getrandom::fill)
    }

    pub(crate) fn seal_with(
        &self,
        session: &TelegramSession,
        device: &SigningKey<Device>,
        generator: fn(&mut [u8]) -> Result<(), getrandom::Error>,
    ) -> Result<Envelope, Error> {
        if !self.card.is_valid_at(self.issued_at) {
            return Err(Error::CardOver);
        }
        let context = self.context(device)?;
        let mut randomness: Randomness = Zeroizing::new([0; 64]);
        generator(&mut *randomness).map_err(|_| Error::Random)?;

        let suite = self.card.suite();
        let key_id = self.card.key_id();
        let info = info(suite, key_id, &context);
        let mut buffer = plaintext::write(session).ok_or(Error::Context("session"))?;
        let enc = self.card.key().seal(&info, &mut buffer, &randomness)?;
        // What lies in the buffer is sealed now.
        let ciphertext = std::mem::take(&mut *buffer);
        let signature = device.sign(&signed(&info, key_id, &enc, &ciphertext));
        Ok(Envelope {
            suite,
            key_id: key_id.to_owned(),
            context,
            enc,
            ciphertext,
            signature,
        })
    }

    pub(super) fn context(&self, device: &SigningKey<Device>) -> Result<Context, Error> {
        let mut scopes = self.scopes.to_vec();
        scopes.sort_unstable();
        let promised = self.card.scopes();
        if !scopes.iter().all(|scope| promised.contains(scope)) {
            return Err(Error::Context("scopes"));
        }
        let context = Context {
            environment: self.environment.to_owned(),
            platform: self.card.platform().to_owned(),
            service: self.card.service(),
            card: *self.card.sha256(),
            grant: self.grant,
            user: self.user.to_owned(),
            device: device.verifying_key(),
            scopes,
            issued_at: self.issued_at,
            expires_at: self.expires_at,
        };
        context.check()?;
        Ok(context)
    }
}
