//! A sign-in under way, as a secret form that outlives the program.

mod layout;

use std::fmt;
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretBox};
use signet_session::{AuthKey, Introduction, TelegramSession};

use super::state::{Held, Remains, Sent};
use super::{clock, ending};
use crate::Environment;
use crate::Error;
use crate::{MaskedPhone, Phone};

/// The password may be looked up in peace.
const PASSWORD_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// Names a kept sign-in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PendingId([u8; 16]);

impl PendingId {
    /// Time-ordered and unlike any other; nothing depends on its being guessed.
    pub(crate) fn new() -> Self {
        Self(uuid::Uuid::now_v7().into_bytes())
    }

    /// As the caller's store keeps it.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for PendingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PendingId({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

/// A sign-in under way: all it takes to go on after a restart, or to end it. A secret, key and
/// number included; the caller's store encrypts it.
///
/// ```compile_fail,E0277
/// fn copyable<T: Clone>() {}
/// copyable::<signet_telegram::login::PendingLogin>();
/// ```
pub struct PendingLogin {
    pub(crate) id: PendingId,
    /// Of the environment it belongs to.
    pub(crate) environment: String,
    pub(crate) api_id: i32,
    pub(crate) key: AuthKey,
    pub(crate) introduction: Introduction,
    pub(crate) kept: Kept,
}

/// What the machine has to say about itself.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) stage: Stage,
    pub(crate) since: SystemTime,
    pub(crate) dc: u8,
    pub(crate) phone: Option<Phone>,
    pub(crate) sent: Option<Sent>,
    pub(crate) held: Held,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Phone,
    Qr,
    Sent,
    Password,
    /// Nothing but to be ended.
    Leaving,
}

impl PendingLogin {
    /// Reads what [`bytes`](Self::bytes) wrote. Strict: what was damaged is refused, for a key
    /// that is not the right one ends nothing.
    pub fn read(bytes: &SecretBox<[u8]>) -> Result<Self, Error> {
        // Exposed to be read; all parts are kept as secrets again.
        layout::read(bytes.expose_secret()).ok_or(Error::PendingLogin)
    }

    /// To be kept encrypted.
    pub fn bytes(&self) -> SecretBox<[u8]> {
        layout::write(self)
    }

    /// A session that is only good to be signed out, by [`LoginFlow::end`](super::LoginFlow::end):
    /// kept first, it will be, whatever becomes of the program. `None` for another Telegram's.
    pub fn leaving(environment: &Environment, session: &TelegramSession) -> Option<Self> {
        let api_id = environment.api()?.id();
        let pending = Self {
            id: PendingId::new(),
            environment: environment.name().to_owned(),
            api_id,
            key: ending::copied(session.key())?,
            introduction: session.introduction().clone(),
            kept: Kept {
                stage: Stage::Leaving,
                since: clock::now(),
                dc: session.dc_id(),
                phone: None,
                sent: None,
                held: Held {
                    entered: true,
                    ..Held::default()
                },
            },
        };
        let same = session.is_test() == environment.is_test();
        (same && pending.belongs(environment)).then_some(pending)
    }

    /// Its name in the store.
    pub fn id(&self) -> PendingId {
        self.id
    }

    /// For which number, if there is one yet.
    pub fn phone(&self) -> Option<MaskedPhone> {
        self.kept.phone.as_ref().map(Phone::masked)
    }

    /// Whether it can still go on: a password for 24 hours, all else as long as a code. One that
    /// cannot is only good to be ended.
    pub fn lives(&self, environment: &Environment, now: SystemTime) -> bool {
        let life = match self.kept.stage {
            Stage::Phone | Stage::Qr | Stage::Sent => environment.rules().code(),
            Stage::Password => PASSWORD_LIFE,
            Stage::Leaving => return false,
        };
        // A clock that was set back does not make it younger.
        let age = now.duration_since(self.kept.since);
        self.belongs(environment) && age.is_ok_and(|age| age < life)
    }

    pub(crate) fn belongs(&self, environment: &Environment) -> bool {
        let api = environment
            .api()
            .map(crate::environment::ApiCredentials::id);
        self.environment == environment.name()
            && api == Some(self.api_id)
            && environment.data_centre(self.kept.dc).is_some()
    }

    /// What is left of it to be ended. What was asked last is done by then, if it ever is: the
    /// program may have ended just before.
    pub(crate) fn into_remains(self, done: SystemTime) -> (AuthKey, Introduction, Remains) {
        let Kept {
            stage,
            since,
            dc,
            phone,
            sent,
            mut held,
        } = self.kept;
        held.doubt = match stage {
            Stage::Phone | Stage::Qr | Stage::Sent | Stage::Password => Some(done),
            // Nothing was asked any more, and what was in doubt then was kept.
            Stage::Leaving => held.doubt.or(Some(since)),
        };
        let hash = sent.filter(|sent| sent.alive).map(|sent| sent.hash);
        let remains = Remains {
            dc,
            code: phone.zip(hash),
            scanned: false,
            held,
            key_lost: false,
        };
        (self.key, self.introduction, remains)
    }
}

impl fmt::Debug for PendingLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingLogin")
            .field("id", &self.id)
            .field("stage", &self.kept.stage)
            .finish_non_exhaustive()
    }
}
