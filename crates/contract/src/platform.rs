//! What is said between a device, a platform and its services.

mod origin;

pub use origin::{InvalidOrigin, PlatformOrigin};
