//! What can be wrong with an environment file. No text of the file is repeated but keys, because
//! one of its values is a secret.

use std::io;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file could not be read.
    #[error("cannot be read ({0})")]
    Unreadable(io::ErrorKind),
    /// The file is longer than any environment.
    #[error("is larger than 64 KiB")]
    TooLarge,
    /// The file is not UTF-8.
    #[error("is not text in UTF-8")]
    NotText,
    /// The file is not TOML.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// A key that means nothing here.
    #[error("the key {0:?} is not known")]
    UnknownKey(String),
    /// A key that is needed.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A value of another type.
    #[error("`{key}` must be {wanted}")]
    Type {
        /// The key.
        key: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
    /// A number that makes no sense.
    #[error("`{key}` must be from {low} to {high}")]
    Range {
        /// The key.
        key: &'static str,
        /// The lowest number that does.
        low: u64,
        /// The highest.
        high: u64,
    },
    /// A name that cannot be shown in a title bar.
    #[error("`name` must be 1 to 32 letters, digits, spaces, dots and dashes")]
    Name,
    /// A name that would pass the file off as one of Telegram's.
    #[error("`name` must not be that of Telegram's own servers")]
    ReservedName,
    /// An api_id that is none.
    #[error("`api_id` must be a positive number of 32 bits")]
    ApiId,
    /// An api_hash that is none.
    #[error("`api_hash` must be 1 to 64 letters and digits")]
    ApiHash,
    /// An address that cannot be connected to.
    #[error("`address` must be the IP address and port of one host, such as 127.0.0.1:4430")]
    Address,
    /// Two data centres with one id.
    #[error("data centre {0} is there twice")]
    DuplicateDc(u8),
    /// A home among no data centre.
    #[error("`home_dc` is {0}, but no such data centre is listed")]
    HomeDc(u8),
    /// Too many of something.
    #[error("there are more than {max} of `{key}`")]
    TooMany {
        /// Of what.
        key: &'static str,
        /// How many are taken.
        max: usize,
    },
    /// A key that cannot be used.
    #[error("`pem` is not a usable key: {0}")]
    Pem(&'static str),
    /// One key twice.
    #[error("this key is there twice")]
    DuplicateKey,
}
