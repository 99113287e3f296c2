//! Why a sign-in did not do what was asked.

use std::io;

use signet_contract::ui::Cause;
use signet_telegram::login::{Refused, StoreFailure};

use super::shown::told;
use crate::failure::{unkept, untaken};

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
    Telegram(#[from] signet_telegram::Error),
    #[error(transparent)]
    Store(#[from] StoreFailure),
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
            // Its address is shown beside the button.
            Refusal::Browser(_) => Cause::Internal,
        }
    }
}
