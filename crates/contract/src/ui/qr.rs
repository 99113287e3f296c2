//! A QR code as the web view draws it.

use serde::Serialize;

/// Modules a side, and an SVG path of the dark ones. What it says may be a secret: no `Debug`,
/// no `Clone`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct QrPicture {
    pub size: u32,
    pub path: String,
}
