//! Sessions and their strings from outside.

#![cfg(test)]

mod any;
mod checks;
mod damage;
mod round_trip;
mod vectors;
