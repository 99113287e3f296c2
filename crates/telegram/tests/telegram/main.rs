//! The crate from outside, against a local Telegram.

#![cfg(test)]
#![expect(clippy::wildcard_enum_match_arm, reason = "TL enums have many arms")]

mod account;
mod chance;
mod chats;
mod devices;
mod environment;
mod errors;
mod faults;
mod journal;
mod link;
mod login;
mod mint;
mod mint_faults;
mod mint_killed;
mod network;
mod secrets;
mod telegram;
