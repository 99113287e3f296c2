//! The platform client against the platform service.

#![cfg(test)]

#[path = "platform/ending.rs"]
mod ending;
#[path = "platform/journey.rs"]
mod journey;
#[path = "platform/leases.rs"]
mod leases;
#[path = "platform/parties.rs"]
mod parties;
