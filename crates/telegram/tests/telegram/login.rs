//! Signing in: every journey, every error, every fault, against the sandbox.

mod cancel;
mod codes;
mod dead_ends;
mod email;
mod faults;
mod journey;
mod keeping;
mod password;
mod places;
mod qr;
mod resume;
mod round_trips;
