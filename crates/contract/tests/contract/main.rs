//! The contract from outside: what is read, what is refused, what is written.

mod platform;
