//! The accounts that are here, and their devices. Times are milliseconds since 1970 UTC.

use serde::Serialize;

use super::Failure;

/// All accounts.
#[derive(Debug, Clone, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "state"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum AccountsSnapshot {
    /// They are being read, or the vault is not open.
    Loading,
    /// They cannot be read.
    Failed { failure: Failure },
    /// The oldest first.
    Ready { accounts: Vec<AccountSummary> },
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountSummary {
    pub id: String,
    /// As Telegram has it.
    pub name: String,
    /// What its owner calls it here.
    pub local_name: Option<String>,
    /// Without the `@`.
    pub username: Option<String>,
    /// With its middle left out.
    pub phone: Option<String>,
    /// Whether the whole number is kept and can be shown.
    pub phone_kept: bool,
    pub premium: bool,
    /// Whether a password protects it, if that is known.
    pub two_factor: Option<bool>,
    /// Changes with the photo, which `account_photo` has; `None` where there is none.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub photo: Option<u64>,
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub added_at: u64,
    pub stay: AccountStay,
    pub health: AccountHealth,
    /// How many services have access.
    pub access: u32,
    /// What the last look at its devices found, if there was one.
    pub devices: Option<DeviceCount>,
}

/// Whether an account stays here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "kind"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum AccountStay {
    Here,
    /// It goes once these are done.
    Leaving {
        /// How many services still have to be confirmed dead.
        access: u32,
        /// Why the last try to sign it out did not work.
        failure: Option<Failure>,
        /// When the next try is.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        next_at: Option<u64>,
    },
}

/// How its sign-in on this computer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountHealth {
    pub standing: Standing,
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub since: u64,
    /// When it was last looked at.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub checked_at: u64,
    /// Whether it is being looked at.
    pub checking: bool,
}

/// What is the matter with a sign-in, if anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Standing {
    Active,
    /// Somebody ended it.
    Revoked,
    /// It was used from two places at once, so Telegram ended it.
    Duplicated,
    /// It was not used for longer than its owner allows.
    Expired,
    /// Telegram does not know its key any more.
    KeyLost,
    /// The account was deleted.
    Deactivated,
    /// Telegram closed the account.
    Banned,
    /// Telegram lets the account read and nothing else.
    Frozen,
    /// Telegram was not reached. It may be well.
    Unreachable,
}

/// Devices in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeviceCount {
    pub all: u32,
    /// Those that are neither this computer nor known from an earlier look.
    pub new: u32,
    /// A sign-in that is not used for so many days ends by itself.
    pub inactive_days: u16,
}

/// The devices of the account that is looked at.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DevicesSnapshot {
    /// Whose; `None` while nobody looks at any.
    pub account: Option<String>,
    /// Whether Telegram is being asked, or something is being ended.
    pub busy: bool,
    /// Why the last look or act did not work.
    pub failure: Option<Failure>,
    /// What the last look found.
    pub found: Option<DeviceList>,
}

/// A device list as it was at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeviceList {
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: u64,
    /// This one first, then the latest used.
    pub devices: Vec<DeviceSummary>,
    pub inactive_days: u16,
    /// From when on this computer's sign-in may end others, if it is too young for that.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub may_end_at: Option<u64>,
}

/// One sign-in of the account. Its texts were chosen by whoever signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeviceSummary {
    /// Names it towards Rust.
    pub id: String,
    pub kind: DeviceKind,
    pub model: String,
    /// System and its version.
    pub system: String,
    /// Application and its version.
    pub app: String,
    pub official: bool,
    /// Region and country, as far as Telegram tells.
    pub place: String,
    pub ip: String,
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub created_at: u64,
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub active_at: u64,
    /// Whether it still has to give the password.
    pub password_pending: bool,
    /// Whether Telegram asks if this was the person.
    pub unconfirmed: bool,
    /// Whether it was not there at an earlier look.
    pub new: bool,
}

/// Whose a sign-in is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "kind"
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum DeviceKind {
    /// This computer.
    Here,
    /// A service the person gave access; named as it calls itself.
    Given {
        service: String,
    },
    /// A Signet on another computer.
    Signet,
    Other,
}

/// A whole phone number, shown because the person asked for it: one of the few things behind a
/// mask that reach the web view. No `Debug`, no `Clone`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RevealedPhone {
    pub phone: String,
}
