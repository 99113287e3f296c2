//! The vault as its callers see it, and as somebody with the file sees it.

#![cfg(test)]

mod bench;
mod contents;
mod keys;
mod rows;
