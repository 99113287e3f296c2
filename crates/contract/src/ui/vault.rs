//! Where the vault stands: whether what is kept here can be used, and what can be done if not.

use serde::Serialize;

use super::{Failure, QrPicture};

/// The vault as it is now.
#[derive(Debug, Clone, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "state"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum VaultSnapshot {
    /// The keychain or the disk is being asked. It may be asking the person in its turn.
    Opening,
    /// Everything can be used.
    Open(OpenVault),
    /// Its key is behind the passphrase alone.
    Locked { reason: LockReason },
    /// It is open, but nothing keeps its key yet: a passphrase has to.
    Unkept,
    /// It cannot be opened as things are.
    Stuck {
        failure: Failure,
        /// What can be done, the likeliest first.
        ways: Vec<WayOn>,
    },
}

/// What is known of an open vault.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OpenVault {
    pub keeper: KeyKeeper,
    pub trail: TrailState,
    /// When every line of the trail was last looked at, in milliseconds since 1970 UTC; `None`
    /// while that is under way for the first time.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub trail_checked_at: Option<u64>,
    /// Where an older vault was put in this run, if one was.
    pub set_aside: Option<String>,
    /// The recovery kits that open it, oldest first.
    pub kits: Vec<RecoveryKitSummary>,
}

/// A recovery kit that was made, not what is on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RecoveryKitSummary {
    pub id: String,
    /// Milliseconds since 1970 UTC.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub made_at: u64,
}

/// A recovery kit to be written down: one of the few secrets that reach the web view, because
/// the person has to see it. It is shown once and kept nowhere. No `Debug`, no `Clone`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RecoveryKitSheet {
    pub words: Vec<String>,
    /// The same words.
    pub qr: QrPicture,
}

/// What keeps the key while Signet is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum KeyKeeper {
    Keychain,
    Passphrase,
}

/// Why a vault is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum LockReason {
    /// Signet has just started.
    Start,
    /// The person locked it.
    Demand,
    /// Nobody used it.
    Idle,
    /// The computer slept.
    Sleep,
}

/// One thing that a person can do about a vault that does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum WayOn {
    /// Ask again: the keychain, the disk.
    Retry,
    /// Keep the key of a new vault behind a passphrase.
    Passphrase,
    /// Open with a recovery kit.
    RecoveryKit,
    /// Put what is here aside, undeleted, and begin with nothing.
    SetAside,
}

/// Whether the trail is as Signet wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "state"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum TrailState {
    /// As far as it was looked at, every line is there, also the last one.
    Whole,
    /// No line was changed. Whether the last ones are there nobody can tell, since nothing
    /// outside the vault knows where it ended.
    OpenEnded,
    /// Somebody or something changed it.
    Altered {
        /// In the order of the lines; long lists are cut.
        faults: Vec<TrailFault>,
        /// How many there are in all.
        count: u32,
        /// Whether the person has been shown this.
        seen: bool,
    },
}

/// What is wrong with the lines from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TrailFault {
    pub kind: TrailFaultKind,
    // As JSON has it: nobody writes 2^53 lines.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub from: u64,
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub to: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum TrailFaultKind {
    Edited,
    Unreadable,
    Missing,
    Moved,
    Repeated,
    /// Gone from the end.
    CutOff,
    /// Another line than the one that was remembered outside.
    Replaced,
    /// Said to be removed on purpose, but no line says so.
    Unexplained,
}
