//! `signetd` from outside, over HTTP: most tests run it in this process on a free port, those
//! of starting and stopping run the program itself.

#![expect(
    clippy::unwrap_used,
    reason = "what fails here fails the test that needs it"
)]

mod attacks;
mod credentials;
mod delivery;
mod description;
mod device;
mod endings;
mod finished;
mod frame;
mod harness;
mod invitations;
mod journey;
mod kept;
mod kept_staff;
mod kept_watch;
mod killed;
mod leases;
mod link_page;
mod matrix;
mod operators;
mod parties;
mod program;
mod restored;
mod restored_changes;
mod shutoff;
mod sink;
mod staff;
mod staff_entry;
mod stopping;
mod swapped_keys;
mod tls;
mod trail_end;
mod watched;
