//! What this program is and where it keeps its things.

use serde::Serialize;

/// The program, its build and its folders.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AppSnapshot {
    pub name: String,
    pub version: String,
    pub environment: EnvironmentSummary,
    pub data_folder: String,
    pub log_folder: String,
    pub build: BuildSummary,
}

/// Which Telegram this program talks to.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EnvironmentSummary {
    pub name: String,
    /// Whether this is the real Telegram. Anything else is always named on screen.
    pub production: bool,
}

/// How this program was built.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BuildSummary {
    pub profile: BuildProfile,
    pub target: String,
    /// The commit it was built from, when the build knew.
    pub commit: Option<String>,
    /// Version of the web engine in use.
    pub web_engine: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum BuildProfile {
    Development,
    Release,
}
