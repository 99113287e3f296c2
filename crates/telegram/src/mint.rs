//! Minting: a sign-in of its own for a grant, made under a fresh key and recorded step by step.
//!
//! What is about to happen is durable in the journal before it happens. Whatever ends a mint half-way
//! (an error, a dropped future, a crash), [`recover`] finishes it or leaves nothing of it.

mod code;
mod journal;
mod password;
mod recovery;
mod token;
mod work;

use std::sync::Arc;

use signet_session::{Introduction, TelegramSession};

pub use code::CodeSent;
pub use journal::{JournalFailed, MintJournal, MintStep};
pub use password::PasswordNeeded;
pub use recovery::{Interrupted, Recovered, recover};

use crate::{Client, DeviceHash, Error};

/// What a mint needs. The home session accepts the new one.
pub struct Minter<J> {
    /// The session of the account, in use by nobody else.
    pub home: Arc<Client>,
    /// Where each step is written before it is done.
    pub journal: Arc<J>,
    /// What the new sign-in is called in Telegram's device list.
    pub introduction: Introduction,
}

/// A sign-in of its own. Nothing here is connected with its key any more.
#[derive(Debug)]
pub struct Minted {
    /// The session, to be sealed.
    pub session: TelegramSession,
    /// By what home ends it.
    pub hash: DeviceHash,
}

/// How far a mint got by itself.
pub enum Minting<J> {
    /// It is done.
    Done(Minted),
    /// The account has a password, which only the person can give.
    PasswordNeeded(PasswordNeeded<J>),
}

/// Something the person typed was refused, or did not get through.
pub struct Refused<T> {
    /// Why.
    pub error: Error,
    /// For another try; without, the mint is over and must be recovered from its journal, if that
    /// does not say that it was undone.
    pub again: Option<Box<T>>,
}
