//! The string formats, one file each.

pub(crate) mod gramjs;
pub(crate) mod mtcute;
pub(crate) mod pyrogram;
pub(crate) mod telethon;

use std::fmt;

/// A client library whose session strings are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Telethon 1.x, Python: data centre, address, key.
    Telethon,
    /// GramJS 2.x, JavaScript: data centre, address, key. Its port is signed, so that it cannot
    /// hold one above 32767; it ignores the port when it connects.
    GramJs,
    /// Pyrogram 2.x and kurigram, Python: data centre, api_id, test flag, key, user. Written in
    /// the current form; the two older ones are read.
    Pyrogram,
    /// mtcute, JavaScript, version 3 of its strings: data centre, address, test flag, user, key.
    Mtcute,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Telethon, Self::GramJs, Self::Pyrogram, Self::Mtcute];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Telethon => "Telethon",
            Self::GramJs => "GramJS",
            Self::Pyrogram => "Pyrogram",
            Self::Mtcute => "mtcute",
        })
    }
}
