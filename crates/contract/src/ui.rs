//! What is said between Rust and the web view: snapshots, changes and failures.
//!
//! A snapshot is whole: the UI draws from the last one it got and remembers nothing else.

mod app;
mod failure;
mod link;
mod settings;
mod vault;

pub use app::{AppSnapshot, BuildProfile, BuildSummary, EnvironmentSummary};
pub use failure::{Cause, Failure, KitProblem, LinkProblem, ProblemSnapshot};
pub use link::LinkSnapshot;
pub use settings::{Language, SettingsChange, SettingsSnapshot, Theme};
pub use vault::{
    KeyKeeper, LockReason, OpenVault, RecoveryKitSheet, RecoveryKitSummary, TrailFault,
    TrailFaultKind, TrailState, VaultSnapshot, WayOn,
};
