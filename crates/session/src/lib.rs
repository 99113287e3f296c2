//! The portable Telegram session: what a client needs to speak as one authorization.
//!
//! **Purpose.** `TelegramSession` carries data centre, address, authorization key, user and the
//! way the client introduces itself, and is read from and written to the string formats of
//! Telethon, GramJS, Pyrogram and mtcute.
//!
//! **Invariants.** A session is a secret: no `Clone`, no `Serialize`, no telling `Debug`; its
//! key is wiped when dropped. Reading is strict: what a format cannot mean is an error that says
//! why, never a guess.
//!
//! **Not here.** No network, no storage, no encryption.
