//! `signetd` from outside, over HTTP: most tests run it in this process on a free port, those
//! of starting and stopping run the program itself.

#![expect(
    clippy::unwrap_used,
    reason = "what fails here fails the test that needs it"
)]

mod credentials;
mod frame;
mod harness;
mod parties;
mod program;
