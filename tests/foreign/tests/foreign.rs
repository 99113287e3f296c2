//! Signet against the libraries of others.

#![cfg(test)]

#[path = "foreign/cases.rs"]
mod cases;
#[path = "foreign/minted.rs"]
mod minted;
#[path = "foreign/opened.rs"]
mod opened;
#[path = "foreign/sandbox.rs"]
mod sandbox;
#[path = "foreign/session_strings.rs"]
mod session_strings;
