//! Where salts, nonces and keys come from.

use crate::Error;

/// A source of secret random bytes. [`OsRandom`] is the only one outside tests, which hand in one
/// that fails: a vault refuses to write rather than to encrypt under something predictable.
pub trait Random: Send + Sync {
    /// Fills all of it, or fails and leaves nothing that may be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error>;
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(bytes).map_err(|_| Error::NoRandom)
    }
}
