//! What is said between a device, a platform and its services.

mod category;
mod origin;

pub use category::Category;
pub use origin::{InvalidOrigin, PlatformOrigin};
