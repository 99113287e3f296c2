//! What a person can set before anything is unlocked.

use serde::{Deserialize, Serialize};

/// All settings as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SettingsSnapshot {
    pub theme: Theme,
    pub language: Language,
    /// Where the settings file was put that could not be read at this start, if so.
    pub set_aside: Option<String>,
}

/// One change a person makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum SettingsChange {
    Theme(Theme),
    Language(Language),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// The language of the UI: the system's, if Signet speaks it, or one of these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Language {
    #[default]
    System,
    En,
    De,
    Es,
    Pt,
    Ru,
    Uk,
    Fa,
    Id,
}
