//! The vault as its callers see it, and as somebody with the file sees it.

#![cfg(test)]

mod bench;
#[cfg(target_os = "linux")]
mod bus;
mod contents;
mod erased;
mod folder;
mod grants;
#[cfg(target_os = "linux")]
mod keychain;
mod keys;
mod kits;
mod moved;
#[cfg(target_os = "linux")]
mod opening;
mod rotation;
mod rows;
mod secrets;
#[cfg(target_os = "linux")]
mod tool;
mod trail;
mod versions;
