//! How Telegram and the platforms are reached.

use serde::Serialize;

use super::Failure;

/// The way out of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NetworkSnapshot {
    pub proxy: Option<ProxySummary>,
    /// Why the proxy cannot be read: nobody is reached until the person sets it anew or removes
    /// it.
    pub unreadable: Option<Failure>,
}

/// A proxy, without what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ProxySummary {
    pub host: String,
    pub port: u16,
    /// Whether it asks who comes.
    pub credentials: bool,
}
