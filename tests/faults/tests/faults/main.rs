//! The vault on a disk that fails, and what is needed to trust that: the disk itself.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each part of the story has its own operations"
)]

mod aftermath;
mod backups;
mod bare;
mod cuts;
mod dice;
mod failures;
mod home;
mod kills;
mod leaks;
mod memory;
mod operate;
mod power;
mod secrets;
mod state;
mod story;
mod surroundings;
mod walk;
