//! What support should look at.

pub mod rules;
