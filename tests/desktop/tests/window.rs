//! The real window, end to end. One module per promise.

#[path = "window/harness.rs"]
mod harness;
