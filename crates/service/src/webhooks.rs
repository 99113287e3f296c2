//! What the platform tells others of its own accord, signed and tried again.

pub mod address;
pub mod courier;
pub mod destination;
pub mod resolver;
pub mod schedule;
pub mod signature;
