//! The trail from outside: recording against a store, whole chains, vectors.

#![cfg(test)]

mod layout;
mod memory;
mod recording;
mod tampering;
mod vectors;
