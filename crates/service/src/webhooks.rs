//! What the platform tells others of its own accord, signed and tried again.

pub mod address;
pub mod schedule;
pub mod signature;
