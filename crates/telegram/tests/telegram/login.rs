//! Signing in: every journey, every error, every fault, against the sandbox.

mod cancel;
mod codes;
mod dead_ends;
mod email;
mod example;
mod faults;
mod journey;
mod keeping;
mod password;
mod places;
mod proxy;
mod qr;
mod refusals;
mod resume;
mod round_trips;
mod states;
