//! What can go wrong with a vault, in terms of what the person can do about it.

use std::io;

use rusqlite::ffi;

use crate::{PassphraseError, Slip, keychain::KeychainError};

/// Why a vault did not do something. No variant holds a secret, a name or a number.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store was closed; its keys are no longer in memory.
    #[error("the vault is locked")]
    Locked,
    /// There is no vault in this folder.
    #[error("there is no vault here")]
    NoVault,
    /// There is one already, and it is never written over.
    #[error("there is a vault here already")]
    VaultExists,
    /// Another process has the vault open.
    #[error("another process is using this vault")]
    InUse,
    /// A newer Signet made it. Nothing was changed.
    #[error("the vault has schema {found}, this program knows up to {known}")]
    NewerSchema {
        /// What the file has.
        found: u32,
        /// What this program can read.
        known: u32,
    },
    /// What is stored is not what was written.
    #[error("the vault is damaged: {what}")]
    Damaged {
        /// Where: a table, a file, a check.
        what: &'static str,
    },
    /// What is kept of a recovery kit is not what was written: it gets no key. Retire it.
    #[error("a recovery kit was altered")]
    KitAltered,
    /// There is no room left. Nothing was half done.
    #[error("the disk is full; {needed} bytes should be free")]
    DiskFull {
        /// With so many bytes free the next try works.
        needed: u64,
    },
    /// The folder or a file in it cannot be written.
    #[error("the vault's folder cannot be written")]
    ReadOnly,
    /// Reading or writing failed in another way.
    #[error("reading or writing the vault failed")]
    Io(#[source] io::Error),
    /// SQLite failed in a way that has no better name; the extended result code.
    #[error("the vault's database answered {0}")]
    Database(i32),
    /// The operating system gave no random bytes. Nothing was written.
    #[error("the system's random generator failed")]
    NoRandom,
    /// A key that does not fit what it should open.
    #[error("this key does not fit")]
    WrongKey,
    /// The vault belongs to another Telegram than the one it was opened for.
    #[error("the vault belongs to another environment")]
    Elsewhere {
        /// Which one.
        environment: String,
    },
    /// The keychain did not do as asked.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// The passphrase cannot be used.
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    /// The text is not a recovery kit.
    #[error(transparent)]
    Kit(#[from] Slip),
    /// The row is not there, or was removed meanwhile.
    #[error("there is no such {0} in the vault")]
    NotFound(&'static str),
    /// The row is there already, or in a state that does not allow this.
    #[error("this {0} is in another state")]
    Conflict(&'static str),
    /// The recorded line is about something else.
    #[error("the recorded line does not name this {0}")]
    WrongLine(&'static str),
    /// The trail refused the event.
    #[error(transparent)]
    Trail(#[from] signet_trail::Error),
    /// The head outside tells of lines that are gone. Nothing sensitive is done until the person
    /// has seen it.
    #[error("the trail is shorter than its head says")]
    TrailBehind,
    /// The head of the trail could not be kept outside the database.
    #[error("the head of the trail could not be kept")]
    Head,
    /// A thread of the vault panicked over this; its transaction was undone.
    #[error("something inside the vault failed")]
    Panicked,
}

/// With this much free, everything the vault writes in one go fits.
pub(crate) const ROOM: u64 = 16 * 1024 * 1024;

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let kind = error.kind();
        if matches!(kind, StorageFull | QuotaExceeded) {
            Self::DiskFull { needed: ROOM }
        } else if matches!(kind, PermissionDenied | ReadOnlyFilesystem) {
            Self::ReadOnly
        } else {
            Self::Io(error)
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if let Some(code) = error.sqlite_error() {
            return from_code(*code);
        }
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return Self::NotFound("row");
        }
        // What is left are columns of the wrong type or with contents we never write.
        Self::Damaged { what: "a column" }
    }
}

/// A column that holds something else than we write.
impl From<rusqlite::types::FromSqlError> for Error {
    fn from(_: rusqlite::types::FromSqlError) -> Self {
        Self::Damaged { what: "a column" }
    }
}

/// By extended code first, then by what it is a kind of.
fn from_code(error: ffi::Error) -> Error {
    const NOT_THERE: [i32; 1] = [ffi::SQLITE_CONSTRAINT_FOREIGNKEY];
    const THERE: [i32; 3] = [
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY,
        ffi::SQLITE_CONSTRAINT_UNIQUE,
        ffi::SQLITE_CONSTRAINT_ROWID,
    ];
    let (extended, code) = (error.extended_code, error.extended_code & 0xff);
    if NOT_THERE.contains(&extended) {
        return Error::NotFound("row");
    }
    if THERE.contains(&extended) {
        return Error::Conflict("row");
    }
    // The memory that connections share is a file, and could not be made larger.
    if extended == ffi::SQLITE_IOERR_SHMSIZE {
        return Error::DiskFull { needed: ROOM };
    }
    match code {
        ffi::SQLITE_FULL => Error::DiskFull { needed: ROOM },
        ffi::SQLITE_READONLY | ffi::SQLITE_CANTOPEN | ffi::SQLITE_PERM | ffi::SQLITE_AUTH => {
            Error::ReadOnly
        }
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Error::Damaged {
            what: "the database file",
        },
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED | ffi::SQLITE_PROTOCOL => Error::InUse,
        ffi::SQLITE_IOERR => Error::Io(io::ErrorKind::Other.into()),
        _ => Error::Database(extended),
    }
}
