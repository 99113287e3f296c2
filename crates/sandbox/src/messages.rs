//! Encrypted messages: opening, checking and sealing them, and what MTProto itself says in them.

pub(crate) mod body;
pub(crate) mod cipher;
pub(crate) mod inbound;
pub(crate) mod received;
pub(crate) mod salts;
pub(crate) mod service;
pub(crate) mod session;
