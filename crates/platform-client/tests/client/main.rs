//! The client against a server that is told what to answer, and the cases that every SDK passes.

#![cfg(test)]

mod conformance;
mod consumer;
mod device;
mod exchanges;
mod faults;
mod machines;
mod parties;
mod server;
mod tls;
