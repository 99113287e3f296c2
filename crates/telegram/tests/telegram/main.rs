//! The crate from outside, against a local Telegram.

#![cfg(test)]
#![expect(clippy::wildcard_enum_match_arm, reason = "TL enums have many arms")]

mod chance;
mod environment;
mod link;
mod login;
mod telegram;
