//! A `signet://` link that reached this program. Its token stays in Rust.

use serde::Serialize;

use super::Failure;

/// Where the newest link stands.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase", tag = "state")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum LinkSnapshot {
    /// No link is waiting.
    None,
    /// A platform asks. Nobody has been contacted.
    Asked { host: String },
    /// The person went on, but this version cannot link yet. Nobody has been contacted.
    NotYet { host: String },
    /// The link cannot be used.
    Refused { failure: Failure },
}
