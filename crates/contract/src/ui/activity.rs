//! The trail as a person reads it.

use serde::{Deserialize, Serialize};

/// Which lines to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ActivityQuery {
    /// Lines before this one; `null` begins at the end.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub before: Option<u64>,
    /// Only lines about this account.
    pub account: Option<String>,
    /// Only actions of this kind.
    pub kind: Option<ActivityKind>,
}

/// What lines are filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum ActivityKind {
    /// Signing in, checking, removing.
    SignIns,
    /// Allowing, minting, delivering, ending.
    Access,
    /// Keys, kits, passphrase, the trail itself.
    Security,
    /// What was shown or written to a file.
    Shown,
}

/// Some lines, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ActivityPage {
    pub lines: Vec<ActivityLine>,
    /// Where the next page begins; `null` at the end.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub next: Option<u64>,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ActivityLine {
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub sequence: u64,
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: u64,
    pub actor: ActivityActor,
    /// The code of the action; one that this UI does not know is shown as it is.
    pub action: String,
    pub outcome: ActivityOutcome,
    /// The name of the account it is about, if it is here.
    pub account: Option<String>,
    pub reference: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum ActivityActor {
    Person,
    App,
    Operator,
    Service,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum ActivityOutcome {
    Begun,
    Done,
    Refused,
    Failed,
}

/// A file that was written because the person asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct WrittenFile {
    pub path: String,
}

/// All that a diagnostics file would hold, as the text it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DiagnosticsPreview {
    pub text: String,
}
