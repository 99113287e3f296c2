//! The vault on a disk that fails, and what is needed to trust that: the disk itself.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bare;
