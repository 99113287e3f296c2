//! Signing in and minting, for long, under faults, and with everything that comes out looked at.

#![cfg(test)]
#![expect(clippy::print_stdout, reason = "what was covered is to be read")]

mod endurance;
mod idle;
mod leaks;
mod orphans;
mod printed;
mod program;
