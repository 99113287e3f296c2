//! What is said between Rust and the web view: snapshots, changes and failures.
//!
//! A snapshot is whole: the UI draws from the last one it got and remembers nothing else.

mod account;
mod activity;
mod app;
mod failure;
mod link;
mod network;
mod qr;
mod settings;
mod sign_in;
mod vault;

pub use account::{
    AccountHealth, AccountStay, AccountSummary, AccountsSnapshot, DeviceCount, DeviceKind,
    DeviceList, DeviceSummary, DevicesSnapshot, RevealedPhone, Standing,
};
pub use activity::{
    ActivityActor, ActivityKind, ActivityLine, ActivityOutcome, ActivityPage, ActivityQuery,
    DiagnosticsPreview, WrittenFile,
};
pub use app::{AppSnapshot, BuildProfile, BuildSummary, EnvironmentSummary};
pub use failure::{Cause, Failure, ImportProblem, KitProblem, LinkProblem, ProblemSnapshot};
pub use link::LinkSnapshot;
pub use network::{NetworkSnapshot, ProxySummary};
pub use qr::QrPicture;
pub use settings::{
    AutoLock, Closing, Language, NotificationKind, SettingsChange, SettingsSnapshot, Theme,
};
pub use sign_in::{
    CodeWay, EmailReset, NextWay, SignInAct, SignInOffer, SignInSnapshot, SignInStep,
    SignInUnderWay, SignedIn,
};
pub use vault::{
    KeyKeeper, LockReason, OpenVault, RecoveryKitSheet, RecoveryKitSummary, TrailFault,
    TrailFaultKind, TrailState, VaultSnapshot, WayOn,
};
