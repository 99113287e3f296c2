//! A disk that fails as told, and a process that dies as told.
//!
//! **Purpose.** What the vault survives is tried out on every change that it makes to a file:
//! each write, sync, truncation, rename, deletion and new file of an operation is a [`Point`] with
//! a number, at which a [`Disk`] can run full, fail, lose its power or end the process.
//!
//! **Invariants.** Only files in the folder of a [`Disk`] are touched, so that tests run beside
//! each other. What SQLite does is seen by a filesystem of its own, what the program does itself
//! by the file calls of the C library, which this crate replaces in each program it is linked
//! into. Nothing is counted twice. `unsafe` is in `disk/vfs.rs` and `disk/calls.rs` alone.
//!
//! **Not here.** Linux only. A power cut is a model: what was not synced may be there, be
//! missing, or be torn at any byte, file by file and write by write; it is as hard as a disk may
//! be, and harder than most are.

mod again;
mod chance;
mod disk;
mod rounds;

pub use again::{End, again, end, quietly, start, task};
pub use chance::{Chance, thorough};
pub use disk::{Change, Disk, Failure, Fault, Plan, Point, Side, folder};
pub use rounds::Rounds;
