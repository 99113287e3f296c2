//! The password in the middle of a mint: typed at consent, used for this, not kept.

use std::time::SystemTime;

use secrecy::SecretString;

use super::{
    MintJournal, MintStep, Minted, Minting, Recovered, Refused,
    work::{Work, user_id},
};
use crate::{DeviceHash, Error, Link, Standing, shown::shown_if_any, sign_in, srp};

const MAX_HINT: usize = 128;

/// A mint that waits for the password. Dropped, it is recovered from its journal.
pub struct PasswordNeeded<J> {
    work: Work<J>,
    hash: DeviceHash,
    hint: Option<String>,
}

impl<J: MintJournal> PasswordNeeded<J> {
    pub(super) async fn ask(
        mut work: Work<J>,
        hash: DeviceHash,
        now: SystemTime,
    ) -> Result<Minting<J>, Error> {
        if let Err(error) = work.record(MintStep::PasswordMissing { hash }).await {
            return Err(work.give_up(error, now).await);
        }
        // Only for showing: without it, the password is asked for all the same.
        let parameters = srp::parameters(&work.link).await.ok();
        let hint = parameters.and_then(|parameters| parameters.hint);
        let hint = hint.and_then(|hint| shown_if_any(&hint, MAX_HINT));
        Ok(Minting::PasswordNeeded(Self { work, hash, hint }))
    }

    /// What the person wrote down to remember it by.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Goes on with the password. A wrong one can be tried again, as often as Telegram lets.
    pub async fn submit(
        self,
        password: &SecretString,
        now: SystemTime,
    ) -> Result<Minted, Refused<Self>> {
        let over = |error| Refused { error, again: None };
        let user = match srp::sign_in(&self.work.link, password).await {
            Ok(authorization) => user_id(&authorization),
            // It may have been taken although nobody said so.
            Err(error) if error.may_be_done() => match myself(&self.work.link).await {
                Ok(user) => Some(user),
                Err(_) => return Err(self.again(error)),
            },
            Err(error) if Standing::told_by(&error).is_some_and(Standing::is_over) => {
                return Err(over(self.work.give_up(error, now).await));
            }
            Err(error) => return Err(self.again(error)),
        };
        // Nobody has the number 0, so that a sign-up is refused as another account would be.
        let user = user.unwrap_or_default();
        let finished = self.work.finish(self.hash, user, now).await;
        finished.map_err(over)
    }

    /// Leaves nothing of the mint.
    pub async fn cancel(self, now: SystemTime) -> Result<Recovered, Error> {
        self.work.undo(now).await
    }

    fn again(self, error: Error) -> Refused<Self> {
        Refused {
            error,
            again: Some(Box::new(self)),
        }
    }
}

/// Who the key is signed in as.
pub(super) async fn myself(link: &Link) -> Result<i64, Error> {
    let user = link.read(&sign_in::myself()).await?.pop();
    let method = "users.getUsers";
    user.map(|user| user.id())
        .ok_or(Error::Unexpected { method })
}
