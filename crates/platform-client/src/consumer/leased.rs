//! A session that is held: used, kept, reported, given back.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use secrecy::SecretString;
use signet_contract::{
    ids::{GrantId, SessionId},
    platform::{ErrorCode, Health, Lease, Receipt},
};
use signet_seal::Opened;
use signet_session::{Format, Introduction, TelegramSession};
use tokio::{sync::watch, task::JoinHandle};

use super::{Holding, Inner, Next, claim::Claim};
use crate::{Error, clock::wait_until};

/// Why a session must no longer be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ended {
    /// The lease could not be renewed in time.
    TimeOver,
    /// The platform gave the lease to somebody else, or took it back.
    LeaseLost,
    /// The session was ended: log out, report it, and forget it.
    SessionEnded,
    /// It was given back here, or dropped.
    GivenBack,
}

/// A session under a lease that is renewed in the background. Dropped without
/// [`give_back`](Self::give_back), the lease runs out by itself, unless this process asks again.
/// There is never a second one on the same session in a process.
///
/// It must be used from one place: connect with it, watch [`ended`](Self::ended), and disconnect
/// when that returns. [`session`](Self::session) is to be asked again before every call, because
/// after sleep the signal may come later than the call.
pub struct LeasedSession {
    inner: Arc<Inner>,
    lease: Lease,
    opened: Opened,
    holding: Arc<Mutex<Holding>>,
    ended: watch::Sender<Option<Ended>>,
    keeper: JoinHandle<()>,
    _claim: Claim,
}

impl LeasedSession {
    pub(super) fn keep(
        inner: Arc<Inner>,
        claim: Claim,
        lease: Lease,
        holding: Holding,
        opened: Opened,
    ) -> Self {
        let holding = Arc::new(Mutex::new(holding));
        let ended = watch::Sender::new(None);
        let keeper = Keeper {
            inner: Arc::clone(&inner),
            lease: lease.clone(),
            holding: Arc::clone(&holding),
            ended: ended.clone(),
        };
        Self {
            inner,
            lease,
            opened,
            holding,
            ended,
            keeper: tokio::spawn(keeper.run()),
            _claim: claim,
        }
    }

    /// The session, while it may be used.
    pub fn session(&self) -> Result<&TelegramSession, Error> {
        let now = self.inner.caller.clock.elapsed();
        if self.ended.borrow().is_none() && held(&self.holding).is_live(now) {
            Ok(&self.opened.session)
        } else {
            Err(Error::LeaseOver)
        }
    }

    /// The session as one of the clients wants it. Whoever uses it introduces itself as
    /// [`introduction`](Self::introduction) says, or its name in Telegram's device list changes.
    pub fn write(&self, format: Format) -> Result<SecretString, Error> {
        Ok(self.session()?.write(format)?)
    }

    /// Whether the session may be used now, for a client that connects again by itself: after
    /// sleep it may be faster than whoever waits for [`ended`](Self::ended).
    pub fn permit(&self) -> impl Fn() -> bool + Send + Sync + 'static {
        let clock = Arc::clone(&self.inner.caller.clock);
        let (holding, ended) = (Arc::clone(&self.holding), self.ended.subscribe());
        move || ended.borrow().is_none() && held(&holding).is_live(clock.elapsed())
    }

    /// What the client must say about itself.
    pub fn introduction(&self) -> &Introduction {
        self.opened.session.introduction()
    }

    /// What the person allowed.
    pub fn scopes(&self) -> &[String] {
        &self.opened.context.scopes
    }

    /// The session's id at the platform.
    pub fn id(&self) -> SessionId {
        self.lease.session_id
    }

    /// The grant that it stands for.
    pub fn grant(&self) -> GrantId {
        self.lease.grant_id
    }

    /// Returns when the session must no longer be used: at least 60 s before the lease ends.
    pub async fn ended(&self) -> Ended {
        let mut ended = self.ended.subscribe();
        let seen = ended.wait_for(Option::is_some).await;
        // The sender lives in here as long as this does.
        seen.ok()
            .and_then(|ended| *ended)
            .unwrap_or(Ended::TimeOver)
    }

    /// Reports how the session does.
    pub async fn report(&self, health: Health) -> Result<(), Error> {
        self.inner.health(self.lease.session_id, health).await
    }

    /// Reports that the client logged out, which it does when the session was ended, or could
    /// not.
    pub async fn logged_out(&self, done: bool) -> Result<(), Error> {
        let receipt = Receipt::LoggedOut { done };
        self.inner.receipt(self.lease.session_id, &receipt).await
    }

    /// Gives the lease back. The client must have disconnected before. A lease that is over
    /// already is given back all the same.
    pub async fn give_back(self) -> Result<(), Error> {
        end(&self.ended, Ended::GivenBack);
        match self.inner.give_back(&self.lease).await {
            Err(error) if verdict(&error).is_some() => Ok(()),
            answer => answer,
        }
    }
}

impl Drop for LeasedSession {
    fn drop(&mut self) {
        self.keeper.abort();
        // A client that still asks its permit must not connect again beside the next holder.
        end(&self.ended, Ended::GivenBack);
    }
}

/// What renews the lease.
struct Keeper {
    inner: Arc<Inner>,
    lease: Lease,
    holding: Arc<Mutex<Holding>>,
    ended: watch::Sender<Option<Ended>>,
}

/// How long after a renewal that failed the next one is tried: calls have backed off already.
const AGAIN: Duration = Duration::from_secs(5);

impl Keeper {
    async fn run(self) {
        let clock = Arc::clone(&self.inner.caller.clock);
        loop {
            let holding = *held(&self.holding);
            let why = tokio::select! {
                () = wait_until(&*clock, holding.disconnect_at()) => Some(Ended::TimeOver),
                why = self.renewed(holding) => why,
            };
            if let Some(why) = why {
                end(&self.ended, why);
                return;
            }
        }
    }

    /// Renews the lease when it is time; why it is over, if it is.
    async fn renewed(&self, holding: Holding) -> Option<Ended> {
        let clock = &self.inner.caller.clock;
        if let Next::Wait(_) = holding.next(clock.elapsed()) {
            wait_until(&**clock, holding.renew_at()).await;
        }
        let asked = clock.elapsed();
        match self.inner.renew(&self.lease).await {
            Ok(lease) => {
                let renewed = Holding::new(asked, lease.ends_in, lease.disconnect_before_end);
                *held(&self.holding) = renewed;
                None
            }
            Err(error) => {
                let why = verdict(&error);
                if why.is_none() {
                    tokio::time::sleep(AGAIN).await;
                } else if why == Some(Ended::LeaseLost) {
                    // No longer usable while the platform is asked why.
                    *held(&self.holding) = Holding::new(asked, 0, 0);
                    // An ending takes the lease with it, and only the session still tells.
                    let session = self.lease.session_id;
                    if self.inner.is_ended(session).await.unwrap_or(false) {
                        return Some(Ended::SessionEnded);
                    }
                }
                why
            }
        }
    }
}

/// What a refusal says about the lease: nothing, unless it is about it.
fn verdict(error: &Error) -> Option<Ended> {
    let code = error.code()?;
    if matches!(code, ErrorCode::LeaseOver | ErrorCode::NotFound) {
        return Some(Ended::LeaseLost);
    }
    let ended = [
        ErrorCode::SessionRevoked,
        ErrorCode::SessionExpired,
        ErrorCode::GrantUnknown,
    ];
    ended.contains(&code).then_some(Ended::SessionEnded)
}

/// The first reason stays.
fn end(ended: &watch::Sender<Option<Ended>>, why: Ended) {
    ended.send_if_modified(|ended| {
        let first = ended.is_none();
        if first {
            *ended = Some(why);
        }
        first
    });
}

/// It holds two plain values that are whole after every change.
fn held(holding: &Mutex<Holding>) -> std::sync::MutexGuard<'_, Holding> {
    holding.lock().unwrap_or_else(PoisonError::into_inner)
}
