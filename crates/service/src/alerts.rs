//! What support should look at.

mod alarm;
pub mod rules;

pub use alarm::Alarm;
