//! The vault as its callers see it, and as somebody with the file sees it.

#![cfg(test)]

mod bench;
mod contents;
mod erased;
mod folder;
mod grants;
mod keys;
mod moved;
mod rotation;
mod rows;
mod secrets;
mod trail;
mod versions;
