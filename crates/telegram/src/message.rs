//! Encrypted messages of MTProto 2.0, without any network: bytes in, events out.

mod body;
mod cipher;
mod clock;
mod dialogue;
mod received;

pub(crate) use clock::{Clock, since_epoch};
pub(crate) use dialogue::{Dialogue, Event};
