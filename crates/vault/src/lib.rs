//! Everything the desktop app must remember, encrypted, on one machine.
//!
//! **Purpose.** Accounts, sessions, grants and their trail in one database under a master key
//! that lives in the OS keychain or behind a passphrase.
//!
//! **Invariants.** No secret is written in the clear. A key that is missing is never replaced by
//! a new one. A sensitive action happens only after the line that records it is durable. A
//! newer schema is refused and left untouched.
//!
//! **Not here.** No Tauri, no network, no settings that are needed while locked.

mod cipher;
mod error;
mod folder;
pub mod keychain;
mod keys;
mod kit;
pub mod lock;
mod master;
pub mod memory;
pub mod opening;
mod parts;
mod passphrase;
mod random;
mod store;
pub mod subject;
mod trail;

pub use error::Error;
pub use folder::{Folder, Options};
pub use keys::{
    CopyKind, Header, Keeper, KeyState, Keys, KnownKey, NextKey, Rotation, Stage, WrappedCopy,
};
pub use kit::{RecoveryKey, Slip, WORDS as KIT_WORDS};
pub use master::{CopyPlace, Fingerprint, MasterKey, WrappingKey};
pub use passphrase::{
    LONGEST as LONGEST_PASSPHRASE, PassphraseError, SHORTEST as SHORTEST_PASSPHRASE,
};
pub use random::{OsRandom, Random};
pub use store::{NewVault, Store};
pub use trail::{
    Activity, ActivityPage, Filter, HeadKeeper, NoHeadOutside, TrailAtStart, TrailTable,
};
