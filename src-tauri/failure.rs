//! Turns every error of the shell into the code and data that the UI has words for.

mod telegram;

use std::fmt::Display;

use signet_contract::{
    Reference,
    platform::InvalidOrigin,
    ui::{Cause, Failure, LinkProblem},
};

use crate::{
    controller::Unanswered, folders::UnusableFolder, link::InvalidLink, settings::SaveError,
};

pub use telegram::{FromTelegram, millis, unkept, untaken};

/// Writes the error to the log and gives what the person is shown, under one reference.
pub fn report<E>(error: E) -> Failure
where
    E: Display,
    Cause: From<E>,
{
    let reference = Reference::random();
    tracing::warn!(%reference, %error, "failed");
    Failure {
        reference,
        cause: error.into(),
    }
}

impl From<Unanswered> for Cause {
    fn from(Unanswered: Unanswered) -> Self {
        Cause::Internal
    }
}

impl From<UnusableFolder> for Cause {
    fn from(UnusableFolder(folder, _): UnusableFolder) -> Self {
        Cause::DataFolderUnusable {
            folder: folder.display().to_string(),
        }
    }
}

impl From<SaveError> for Cause {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::DiskFull => Cause::DiskFull,
            SaveError::Io(_) => Cause::SettingsNotSaved,
        }
    }
}

impl From<InvalidLink> for Cause {
    fn from(error: InvalidLink) -> Self {
        let problem = match error {
            InvalidLink::NotALink => LinkProblem::NotALink,
            InvalidLink::Damaged | InvalidLink::Platform(InvalidOrigin::NotAnOrigin) => {
                LinkProblem::Damaged
            }
            InvalidLink::Platform(InvalidOrigin::NotHttps) => LinkProblem::NotHttps,
            InvalidLink::Platform(InvalidOrigin::PrivateAddress) => LinkProblem::PrivateAddress,
        };
        Cause::LinkInvalid { problem }
    }
}
