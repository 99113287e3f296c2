//! Why a sign-in did not do what was asked.

use std::io;

use signet_contract::ui::{Cause, ImportProblem};
use signet_telegram::{
    Error,
    login::{Refused, StoreFailure},
};

use super::shown::told;
use crate::failure::{FromTelegram, unkept, untaken};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("the vault is not open")]
    Closed,
    #[error("no sign-in that could do this is under way")]
    NotUnderWay,
    #[error("this account is not here")]
    NotHere,
    #[error(transparent)]
    Input(#[from] Refused),
    #[error(transparent)]
    Telegram(#[from] Error),
    #[error(transparent)]
    Store(#[from] StoreFailure),
    #[error("this is no session that could be taken over")]
    Text(ImportProblem),
    /// Of a session that is to be taken over.
    #[error(transparent)]
    Donor(Error),
    #[error("no program opens the page: {0}")]
    Browser(io::Error),
}

impl From<Refusal> for Cause {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Closed => Cause::VaultClosed,
            Refusal::NotUnderWay => Cause::SignInNotNow,
            Refusal::NotHere => Cause::NotHere,
            Refusal::Input(refused) => untaken(refused),
            Refusal::Telegram(error) => told(error, None),
            Refusal::Store(failure) => unkept(failure),
            Refusal::Text(problem) => Cause::ImportInvalid { problem },
            Refusal::Donor(Error::ForeignSession | Error::UnknownDc { .. }) => {
                Cause::ImportInvalid {
                    problem: ImportProblem::Elsewhere,
                }
            }
            Refusal::Donor(error) => FromTelegram::now(error).into(),
            // Its address is shown beside the button.
            Refusal::Browser(_) => Cause::Internal,
        }
    }
}
