//! How far a minting is, as it is stored.

use rusqlite::Row;
use signet_trail::Timestamp;

use crate::{
    Error,
    store::column::{At, states},
};

/// How far a minting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MintStep {
    /// There is a key, with which nobody is signed in.
    Begun,
    /// Telegram is asked to let the key in.
    LettingIn {
        /// After this, what was asked for is void.
        until: Timestamp,
    },
    /// The key was let in: Telegram lists it.
    LetIn {
        /// How the device list names it.
        authorization: i64,
    },
    /// The password is missing.
    PasswordMissing {
        /// How the device list names it.
        authorization: i64,
    },
    /// It is signed in; its connection still stands.
    SignedIn {
        /// How the device list names it.
        authorization: i64,
    },
    /// Its connection is down. The session may be sealed.
    Closed {
        /// How the device list names it.
        authorization: i64,
    },
}

states! {
    /// The word for a step.
    Word {
        /// [`MintStep::Begun`]
        Begun = "begun"
        /// [`MintStep::LettingIn`]
        LettingIn = "letting-in"
        /// [`MintStep::LetIn`]
        LetIn = "let-in"
        /// [`MintStep::PasswordMissing`]
        PasswordMissing = "password-missing"
        /// [`MintStep::SignedIn`]
        SignedIn = "signed-in"
        /// [`MintStep::Closed`]
        Closed = "closed"
    }
}

impl MintStep {
    /// The columns `step`, `authorization` and `until`.
    pub(super) fn columns(self) -> (Word, Option<i64>, Option<At>) {
        match self {
            Self::Begun => (Word::Begun, None, None),
            Self::LettingIn { until } => (Word::LettingIn, None, Some(At(until))),
            Self::LetIn { authorization } => (Word::LetIn, Some(authorization), None),
            Self::PasswordMissing { authorization } => {
                (Word::PasswordMissing, Some(authorization), None)
            }
            Self::SignedIn { authorization } => (Word::SignedIn, Some(authorization), None),
            Self::Closed { authorization } => (Word::Closed, Some(authorization), None),
        }
    }

    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let word: Word = row.get("step")?;
        let authorization: Option<i64> = row.get("authorization")?;
        let until: Option<At> = row.get("until")?;
        Ok(match (word, authorization, until) {
            (Word::Begun, None, None) => Self::Begun,
            (Word::LettingIn, None, Some(At(until))) => Self::LettingIn { until },
            (Word::LetIn, Some(authorization), None) => Self::LetIn { authorization },
            (Word::PasswordMissing, Some(authorization), None) => {
                Self::PasswordMissing { authorization }
            }
            (Word::SignedIn, Some(authorization), None) => Self::SignedIn { authorization },
            (Word::Closed, Some(authorization), None) => Self::Closed { authorization },
            _ => {
                return Err(Error::Damaged {
                    what: "mint_intent",
                });
            }
        })
    }
}
