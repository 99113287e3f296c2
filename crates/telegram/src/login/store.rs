//! The port by which a sign-in is kept: unfinished ones as secret forms, the finished one whole.

use std::future::Future;

use signet_session::TelegramSession;

use super::{Account, FutureToken, PendingId, PendingLogin};

/// Why the caller's store could not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreFailure {
    /// No room.
    #[error("the disk is full")]
    Full,
    /// The store is locked.
    #[error("the store is locked")]
    Locked,
    /// Anything else.
    #[error("the store cannot be written")]
    Unavailable,
}

/// A sign-in that is complete.
#[derive(Debug)]
pub struct Finished {
    /// Under which id it was kept while it was under way.
    pub pending: PendingId,
    /// The home session.
    pub session: TelegramSession,
    /// Whose it is.
    pub account: Account,
    /// Lets this account in once without a code, after it was signed out here.
    pub future_token: Option<FutureToken>,
}

/// Keeps sign-ins. Each call returns when what it did is durable, and does all or nothing.
///
/// What is kept by id is all that can end a sign-in at Telegram after a crash: whoever starts
/// Signet hands each form that is there to [`LoginFlow::resume`](super::LoginFlow::resume) or to
/// [`LoginFlow::end`](super::LoginFlow::end).
pub trait SessionStore: Send + Sync + 'static {
    /// Keeps a form, in place of an earlier one with its id.
    fn keep(&self, pending: &PendingLogin)
    -> impl Future<Output = Result<(), StoreFailure>> + Send;

    /// Forgets the form with this id. One that is not there is no failure.
    fn forget(&self, id: PendingId) -> impl Future<Output = Result<(), StoreFailure>> + Send;

    /// Saves the finished session and forgets its form, both or neither. Until this has returned
    /// nobody is told that the sign-in is done; on a failure it is asked again with the same.
    fn save(&self, finished: &Finished) -> impl Future<Output = Result<(), StoreFailure>> + Send;
}
