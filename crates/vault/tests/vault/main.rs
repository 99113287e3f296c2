//! The vault as its callers see it, and as somebody with the file sees it.

#![cfg(test)]

mod bench;
#[cfg(target_os = "linux")]
mod bus;
mod contents;
mod erased;
mod folder;
#[cfg(target_os = "linux")]
mod keychain;
mod keys;
mod moved;
#[cfg(target_os = "linux")]
mod opening;
mod rows;
#[cfg(target_os = "linux")]
mod tool;
