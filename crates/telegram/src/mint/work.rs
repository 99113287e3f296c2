//! A mint under way: the fresh key, what was recorded of it, how it ends either way.

use std::{sync::Arc, time::SystemTime};

use grammers_tl_types as tl;
use signet_session::Introduction;
use tl::enums::auth::Authorization;
use tokio::time::timeout;

use super::{MintJournal, MintStep, Minted, Minter, Recovered, recovery};
use crate::{Client, DeviceHash, Error, Link};

pub(super) struct Work<J> {
    pub(super) home: Arc<Client>,
    pub(super) link: Link,
    journal: Arc<J>,
    step: MintStep,
}

impl<J: MintJournal> Work<J> {
    /// Makes the key and records it, before anything is done with it.
    pub(super) async fn begin(minter: Minter<J>) -> Result<Self, Error> {
        let Minter {
            home,
            journal,
            introduction,
        } = minter;
        let link = home.link.beside(&introduction).await?;
        let begun = journal.begin(link.dc(), link.key(), &introduction).await;
        begun.map_err(|_| Error::Journal)?;
        Ok(Self {
            home,
            link,
            journal,
            step: MintStep::Begun,
        })
    }

    pub(super) async fn record(&mut self, step: MintStep) -> Result<(), Error> {
        let recorded = self.journal.step(step).await;
        recorded.map_err(|_| Error::Journal)?;
        self.step = step;
        Ok(())
    }

    pub(super) fn introduction(&self) -> &Introduction {
        self.link.introduction()
    }

    /// Closes the connection and hands the session out, if it is the account's own.
    pub(super) async fn finish(
        mut self,
        hash: DeviceHash,
        user_id: i64,
        now: SystemTime,
    ) -> Result<Minted, Error> {
        let signed_in = if user_id == self.home.user_id() {
            self.record(MintStep::SignedIn { hash }).await
        } else {
            let method = "auth.checkPassword";
            Err(Error::Unexpected { method })
        };
        if let Err(error) = signed_in {
            return Err(self.give_up(error, now).await);
        }
        let closed = self.link.close().await?;
        let step = MintStep::Closed { hash };
        let recorded = self.journal.step(step).await;
        recorded.map_err(|_| Error::Journal)?;
        let session = closed.into_session(user_id)?;
        Ok(Minted { session, hash })
    }

    /// Leaves nothing behind, as far as that works now; the journal says whether it did.
    pub(super) async fn give_up(mut self, error: Error, now: SystemTime) -> Error {
        if matches!(self.step, MintStep::LettingIn { .. }) && !error.may_be_done() {
            // It was refused, so nothing can come of it any more.
            let _ = self.record(MintStep::Begun).await;
        }
        // Not for long: somebody waits for the error, and there is recovery.
        let limit = self.link.road().environment().rules().rpc_timeout();
        match timeout(limit, self.undo(now)).await {
            Ok(Ok(_)) => {}
            Ok(Err(undoing)) => tracing::warn!(error = %undoing, "a mint is not undone yet"),
            Err(_) => tracing::warn!("a mint is not undone yet"),
        }
        error
    }

    /// Leaves nothing behind.
    pub(super) async fn undo(self, now: SystemTime) -> Result<Recovered, Error> {
        let home = Some(&*self.home);
        recovery::undo(self.link, home, self.step, &*self.journal, now).await
    }
}

/// Who signed in.
pub(super) fn user_id(authorization: &Authorization) -> Option<i64> {
    match authorization {
        Authorization::Authorization(authorization) => Some(authorization.user.id()),
        Authorization::SignUpRequired(_) => None,
    }
}
