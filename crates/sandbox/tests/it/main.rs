//! The sandbox, seen by a client: grammers' own sender, and a raw one that breaks rules.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::expect_used, reason = "a test may panic")]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "TL enums have hundreds of arms"
)]

mod admission;
mod any_bytes;
mod any_messages;
mod any_requests;
mod cases;
mod client;
mod control;
mod devices;
mod email;
mod endurance;
mod exchange;
mod faults;
mod hostile;
mod password;
mod photos;
mod protocol;
mod qr;
mod raw;
mod readme;
mod sign_in;
mod state;
mod watch;
