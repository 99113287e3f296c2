//! What support should look at.

mod alarm;
pub mod rules;
mod watch;

pub use alarm::Alarm;
pub use watch::Watch;
