//! Support staff: invited, signed in with password and authenticator, and signed out.

pub mod attempts;
pub mod family;
mod hashing;
pub mod password;
mod reception;
pub mod standing;
pub mod totp;

pub use reception::{Reception, rank};
