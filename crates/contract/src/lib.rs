//! What the desktop app, its UI, the platform service and the SDKs say to each other.
//!
//! **Purpose.** Ids, references and DTOs: [`ui`] is spoken between Rust and the web view,
//! [`platform`] between a device, a platform and its services.
//!
//! **Invariants.** Nothing in [`ui`] can hold a session, a key, a code, a password or a token,
//! but for the one sheet of a recovery kit that a person asks to see.
//! Every failure has a code, its data and a reference; the words belong to the UI. JSON is
//! camelCase.
//!
//! **Not here.** No behaviour beyond reading and writing itself, no I/O, no Tauri.

pub mod ids;
pub mod platform;
mod reference;
#[cfg(feature = "ts")]
pub mod typescript;
pub mod ui;

pub use reference::{InvalidReference, Reference};
