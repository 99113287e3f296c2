//! The rules of the repository, as functions that tests put it to.
//!
//! **Purpose.** Who may know whom, which licences come in, whether both sides of the seam name
//! the same commands, and what no tracked file may hold.
//!
//! **Invariants.** Each rule is a pure function with a test that shows it catching something.
//!
//! **Not here.** Nothing that a compiler or a linter says already.

pub mod layering;
pub mod licences;
pub mod repository;
pub mod seam;
pub mod texts;
