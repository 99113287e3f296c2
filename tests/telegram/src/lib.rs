//! A person on a local Telegram who signs in and allows services access, for tests and benchmarks.
//!
//! **Purpose.** What the vault and the window are to `signet-telegram` is played here: a
//! [`Drawer`] keeps sign-ins and a [`Ledger`] the steps of mints, both in memory; [`sign_in`] and
//! [`mint`] do what a person does, one answer after the other.
//!
//! **Invariants.** Only the public interface is used. What was kept can be read back by another
//! run, as after a crash, and nothing else can.
//!
//! **Not here.** No faults of its own: those are the sandbox's and the tests'.

mod chance;
mod drawer;
mod journey;
mod ledger;
mod memory;
mod place;
mod relay;
mod socks;

pub use chance::{Chance, thorough};
pub use drawer::Drawer;
pub use journey::{Stuck, Way, mint, sign_in};
pub use ledger::Ledger;
pub use memory::{alone, resident_kib};
pub use place::{
    API_ID, PASSWORD, code_of, environment_of, home_name, person, road_of, service_name,
};
pub use relay::Relay;
pub use socks::Socks;
