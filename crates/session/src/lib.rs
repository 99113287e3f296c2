//! The portable Telegram session: what a client needs to speak as one authorization.
//!
//! **Purpose.** [`TelegramSession`] carries data centre, address, authorization key, user and the
//! way the client introduces itself. It is written to the string formats of Telethon, GramJS,
//! Pyrogram and mtcute; what such a string says is read into a [`Fragment`], since no format says
//! everything.
//!
//! **Invariants.** A session is a secret: no `Clone`, no `Serialize`, no telling `Debug`; its
//! key, and every buffer that held it here, is wiped when dropped. Reading is strict: what a
//! format cannot mean is an error that says why, never a guess, and no error repeats a part of
//! the string.
//!
//! **Not here.** No network, no storage, no encryption. No bots: a session here is a person's.

#![deny(missing_docs)]

mod bytes;
mod error;
mod format;
mod fragment;
mod introduction;
mod key;
mod session;

pub use error::Error;
pub use format::Format;
pub use fragment::Fragment;
pub use introduction::Introduction;
pub use key::AuthKey;
pub use session::{SessionParts, TelegramSession};
