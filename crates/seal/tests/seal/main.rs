//! Sealing and opening as the app and a service do it, and every way that must not work.

#![cfg(test)]

mod any;
mod damage;
mod examples;
mod parties;
mod round_trip;
mod vectors;
