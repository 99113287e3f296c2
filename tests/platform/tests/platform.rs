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

#[path = "platform/loop/elsewhere.rs"]
mod elsewhere;
#[path = "platform/loop/journal.rs"]
mod journal;
#[path = "platform/loop/endings.rs"]
mod loop_endings;
#[path = "platform/loop/person.rs"]
mod person;
#[path = "platform/loop/staff.rs"]
mod staff;
#[path = "platform/loop/stopped.rs"]
mod stopped;
#[path = "platform/loop.rs"]
mod whole_loop;
