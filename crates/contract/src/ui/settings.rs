//! What a person can set before anything is unlocked.

use serde::{Deserialize, Serialize};

/// All settings as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SettingsSnapshot {
    pub theme: Theme,
    pub language: Language,
    pub closing: Closing,
    pub auto_lock: AutoLock,
    /// The notifications that are turned off.
    pub muted: Vec<NotificationKind>,
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
    Closing(Closing),
    AutoLock(AutoLock),
    Mute(NotificationKind),
    Unmute(NotificationKind),
}

/// What closing the window does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Closing {
    /// The person is asked, once.
    #[default]
    Ask,
    /// Signet stays in the tray.
    Stay,
    Quit,
}

/// After how long without anybody at the window a vault behind a passphrase locks itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum AutoLock {
    FiveMinutes,
    #[default]
    QuarterHour,
    Hour,
    /// Only on demand and when the computer slept.
    Never,
}

/// What a notification tells. None names a person or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum NotificationKind {
    NewDevice,
    AccessEnds,
    AccessEnded,
    SignInLost,
    DeliveryStuck,
    UpdateNeeded,
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
