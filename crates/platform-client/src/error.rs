//! Why a call did not do what it was for.

use std::time::Duration;

use signet_contract::{
    Reference,
    platform::{Category, ErrorCode, ErrorDetails, InvalidOrigin},
};

use crate::category;

/// What went wrong. No variant holds a token, a key, a session or an address that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not the address of a platform.
    #[error(transparent)]
    Address(#[from] InvalidOrigin),
    /// The platform was not reached, or it fell silent.
    #[error("the platform was not reached: {0}")]
    Network(Unreached),
    /// It failed five times in a row a moment ago; nothing was sent.
    #[error("the platform failed repeatedly and is left alone for {} s", .0.as_secs())]
    Resting(Duration),
    /// The platform said no, with a code.
    #[error("the platform refused: {0}")]
    Refused(Box<Refusal>),
    /// An answer that is none of this interface.
    #[error("the platform's answer ({0}) cannot be read")]
    Answer(u16),
    /// An answer beyond every bound.
    #[error("the platform's answer is too large")]
    TooLarge,
    /// An answer that points elsewhere. It is not followed: the platform is its origin.
    #[error("the platform answered with a redirect, which is not followed")]
    Redirected,
    /// The platform calls itself by another origin.
    #[error("this address belongs to another platform")]
    OtherPlatform,
    /// The platform is for another Telegram than this.
    #[error("the platform is for another environment")]
    OtherEnvironment,
    /// A card, key or signature was refused, or an envelope did not open.
    #[error(transparent)]
    Seal(#[from] signet_seal::Error),
    /// What a platform says about a link contradicts the service's card.
    #[error("the request contradicts the card of its service: {0}")]
    Contradiction(&'static str),
    /// A receipt that the platform did not sign for this delivery.
    #[error("the platform's receipt is not for this delivery")]
    Receipt,
    /// The recorded line is about something else.
    #[error("the recorded line is not about this grant")]
    OtherLine,
    /// The lease is over, or so near its end that nobody may use the session.
    #[error("the lease is over")]
    LeaseOver,
    /// This process has the session already, and a second connection would end it at Telegram.
    #[error("this process holds the session already")]
    HeldHere,
    /// The session cannot be written in the wanted form.
    #[error(transparent)]
    Session(#[from] signet_session::Error),
    /// The system refused what every program needs: random numbers, or TLS.
    #[error("the system lacks {0}")]
    System(&'static str),
}

/// How far a call came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreached {
    /// No connection: nothing was sent.
    #[error("no connection")]
    NotConnected,
    /// Its time was over. It may have been done.
    #[error("no answer in time")]
    TimedOut,
    /// The connection broke. It may have been done.
    #[error("the connection broke")]
    Broken,
}

/// A platform's own error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status} {}, request {request_id}", .code.map_or("(unknown code)".to_owned(), |code| format!("{code:?}")))]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The code, unless it is one that came after this client.
    pub code: Option<ErrorCode>,
    /// After which trying again makes sense.
    pub retry_after: Option<Duration>,
    /// What the code says beyond itself.
    pub details: ErrorDetails,
    /// The request, as the platform's log has it.
    pub request_id: String,
    /// What a person reads out by phone.
    pub reference: Option<Reference>,
}

impl Error {
    /// Which kind of trouble it is.
    pub fn category(&self) -> Category {
        match self {
            Self::Network(_) => Category::Network,
            Self::Resting(_) | Self::LeaseOver | Self::HeldHere => Category::PlatformService,
            Self::Refused(refusal) => category::of(refusal),
            Self::Answer(status) if *status >= 500 => Category::PlatformService,
            Self::Session(_) => Category::TelegramApi,
            Self::Seal(_) | Self::Receipt | Self::OtherPlatform | Self::OtherEnvironment => {
                Category::Authentication
            }
            Self::Address(_)
            | Self::Answer(_)
            | Self::TooLarge
            | Self::Redirected
            | Self::Contradiction(_)
            | Self::OtherLine
            | Self::System(_) => Category::Unknown,
        }
    }

    /// The platform's refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        if let Self::Refused(refusal) = self {
            Some(refusal)
        } else {
            None
        }
    }

    /// The platform's code, if it refused with one that is known here.
    pub fn code(&self) -> Option<ErrorCode> {
        self.refusal()?.code
    }

    /// After which trying again makes sense, where that is known.
    pub fn retry_after(&self) -> Option<Duration> {
        if let Self::Resting(rest) = self {
            Some(*rest)
        } else {
            self.refusal()?.retry_after
        }
    }

    /// Whether trying the same again can help: `NETWORK`, `RATE_LIMIT` and answers of 500 and
    /// above, nothing else.
    pub fn is_passing(&self) -> bool {
        self.is_outage() || self.category() == Category::RateLimit
    }

    /// Whether it counts against the platform's health.
    pub(crate) fn is_outage(&self) -> bool {
        let failed = |status: u16| status >= 500;
        matches!(self, Self::Network(_))
            || matches!(self, Self::Answer(status) if failed(*status))
            || self.refusal().is_some_and(|refusal| failed(refusal.status))
    }

    /// Whether it is certain that the platform did nothing.
    pub(crate) fn is_untouched(&self) -> bool {
        matches!(self, Self::Network(Unreached::NotConnected))
            || self.category() == Category::RateLimit
            || self.code() == Some(ErrorCode::NotReady)
    }
}
