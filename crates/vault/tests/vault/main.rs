//! The vault as its callers see it, and as somebody with the file sees it.

#![cfg(test)]

mod bench;
mod bus;
mod contents;
mod erased;
mod folder;
mod grants;
mod keychain;
mod keys;
mod moved;
mod opening;
mod rotation;
mod rows;
mod secrets;
mod tool;
mod trail;
mod versions;
