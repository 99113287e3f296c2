//! One sign-in, as Telegram's device list shows it.

use std::time::SystemTime;

use grammers_tl_types as tl;

use super::{Maker, time};
use crate::shown::{LINE, shown};

/// By what Telegram calls a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceHash(pub i64);

/// One sign-in. Texts are made fit to be shown; whoever signed in chose them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// By what it is ended. 0 for this device.
    pub hash: DeviceHash,
    /// Such as `Atlas via Signet`.
    pub model: String,
    /// Such as `Linux`.
    pub platform: String,
    /// Such as `Debian 12`.
    pub system_version: String,
    /// What its makers registered it as.
    pub app_name: String,
    /// Such as `0.1.0`.
    pub app_version: String,
    /// Under which application it signed in.
    pub api_id: i32,
    /// Whether the application is Telegram's own.
    pub official: bool,
    /// From where it was used last, by its address.
    pub country: String,
    /// The same, finer; often empty.
    pub region: String,
    /// From where it was used last.
    pub ip: String,
    /// When it signed in.
    pub created: SystemTime,
    /// When it was used last.
    pub active: SystemTime,
    /// Whether it is this one.
    pub current: bool,
    /// Whether it still has to give the password.
    pub password_pending: bool,
    /// Whether the person has not yet said that it was them.
    pub unconfirmed: bool,
    /// Whether it rings.
    pub takes_calls: bool,
    /// Whether secret chats can be begun with it.
    pub takes_secret_chats: bool,
}

impl Device {
    /// Who signed in here, as far as it says so itself.
    pub fn maker(&self) -> Maker<'_> {
        Maker::of(self)
    }
}

impl From<tl::enums::Authorization> for Device {
    fn from(from: tl::enums::Authorization) -> Self {
        let tl::enums::Authorization::Authorization(from) = from;
        let text = |text: &str| shown(text, LINE);
        Self {
            hash: DeviceHash(from.hash),
            model: text(&from.device_model),
            platform: text(&from.platform),
            system_version: text(&from.system_version),
            app_name: text(&from.app_name),
            app_version: text(&from.app_version),
            api_id: from.api_id,
            official: from.official_app,
            country: text(&from.country),
            region: text(&from.region),
            ip: text(&from.ip),
            created: time(from.date_created),
            active: time(from.date_active),
            current: from.current,
            password_pending: from.password_pending,
            unconfirmed: from.unconfirmed,
            takes_calls: !from.call_requests_disabled,
            takes_secret_chats: !from.encrypted_requests_disabled,
        }
    }
}
