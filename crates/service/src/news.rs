//! Revoked ids, refused here within two seconds of being revoked anywhere.
//!
//! Every instance asks the database twice a second what is new. One that got no answer for two
//! seconds does not know what was revoked, and says so instead of letting anybody in by a token.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use signet_contract::platform::{ErrorCode, Moment};
use uuid::Uuid;

use crate::{
    Error, Refused,
    caller::Caller,
    clock::Clock,
    storage::{News, RevokedId},
    tokens,
};

const EVERY: Duration = Duration::from_millis(500);
const STALE: Duration = Duration::from_secs(2);

/// How often ids that no token can name any more are forgotten.
const SWEEP: u32 = 600;

pub struct Revoked {
    news: Arc<dyn News>,
    clock: Clock,
    known: Mutex<Known>,
}

struct Known {
    ids: HashMap<Uuid, Moment>,
    number: u64,
    heard: Instant,
}

impl Revoked {
    /// Knows what was revoked before it returns, and goes on listening as long as it is held.
    pub async fn listen(news: Arc<dyn News>, clock: Clock) -> Result<Arc<Self>, Error> {
        let revoked = Arc::new(Self {
            news,
            clock,
            known: Mutex::new(Known {
                ids: HashMap::new(),
                number: 0,
                heard: Instant::now(),
            }),
        });
        revoked.hear().await?;
        let weak = Arc::downgrade(&revoked);
        tokio::spawn(async move {
            let mut round = 0_u32;
            loop {
                tokio::time::sleep(EVERY).await;
                let Some(revoked) = weak.upgrade() else { break };
                if let Err(error) = revoked.hear().await {
                    tracing::error!(%error, "no news of what was revoked");
                }
                round = round.wrapping_add(1);
                if round.is_multiple_of(SWEEP) {
                    revoked.sweep().await;
                }
            }
        });
        Ok(revoked)
    }

    /// Revokes here at once and elsewhere within the next round.
    pub async fn revoke(&self, id: Uuid) -> Result<(), Error> {
        let until = self.refuse(id);
        self.news.tell(vec![RevokedId { id, until }]).await?;
        Ok(())
    }

    /// Refuses it here at once. The change that ends it tells the others.
    pub fn refuse(&self, id: impl Into<Uuid>) -> Moment {
        let until = tokens::forgotten(self.clock.now());
        self.known().ids.insert(id.into(), until);
        until
    }

    /// Refuses a caller whose token, or what it was given for, was revoked.
    pub async fn check(&self, caller: &Caller) -> Result<(), Error> {
        if !self.is_fresh().await {
            let message = "what was revoked is not known here at the moment";
            return Err(Refused::new(ErrorCode::NotReady, message)
                .retry_after(2)
                .into());
        }
        let known = self.known();
        let names = [
            Some(caller.party.session()),
            Some(caller.party.subject()),
            caller.token,
        ];
        // A token that ends later was made when it was allowed again.
        let named = |id| {
            let until = known.ids.get(&id);
            until.is_some_and(|until| caller.until.is_none_or(|ends| ends <= *until))
        };
        if names.into_iter().flatten().any(named) {
            let message = "this was revoked";
            return Err(Refused::new(ErrorCode::CredentialRevoked, message).into());
        }
        Ok(())
    }

    /// Whether what was revoked up to two seconds ago is known. News that are older are asked for
    /// now: an instance that was merely busy need not turn anybody away.
    pub async fn is_fresh(&self) -> bool {
        let fresh = || self.known().heard.elapsed() <= STALE;
        if !fresh()
            && let Ok(Err(error)) = tokio::time::timeout(STALE, self.hear()).await
        {
            tracing::error!(%error, "no news of what was revoked");
        }
        fresh()
    }

    async fn hear(&self) -> Result<(), Error> {
        let number = self.known().number;
        let asked = Instant::now();
        let (revoked, number) = self.news.since(number).await?;
        let mut known = self.known();
        known
            .ids
            .extend(revoked.into_iter().map(|one| (one.id, one.until)));
        known.number = number;
        // What was revoked while the answer was on its way may be missing from it.
        known.heard = known.heard.max(asked);
        Ok(())
    }

    async fn sweep(&self) {
        let now = self.clock.now();
        self.known().ids.retain(|_, until| *until > now);
        if let Err(error) = self.news.sweep(now).await {
            tracing::warn!(%error, "old revocations stay for now");
        }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
