//! Signet against the libraries of others.

#![cfg(test)]

#[path = "foreign/cases.rs"]
mod cases;
#[path = "foreign/envelopes.rs"]
mod envelopes;
#[path = "foreign/hpke_vectors.rs"]
mod hpke_vectors;
#[path = "foreign/interface.rs"]
mod interface;
#[path = "foreign/minted.rs"]
mod minted;
#[path = "foreign/opened.rs"]
mod opened;
#[path = "foreign/sandbox.rs"]
mod sandbox;
#[path = "foreign/session_strings.rs"]
mod session_strings;
