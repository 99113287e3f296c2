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

mod account;
mod cipher;
mod error;
mod folder;
mod grant;
mod home_session;
pub mod keychain;
mod keys;
mod kit;
pub mod lock;
mod master;
pub mod memory;
mod mint_intent;
mod minted_session;
pub mod opening;
mod outbox;
mod parts;
mod passphrase;
mod pending_login;
mod platform;
mod random;
mod revocation;
mod service_card;
mod session_form;
mod store;
pub mod subject;
mod trail;

pub use account::{
    Account, AccountState, Accounts, Card, FutureToken, FutureTokens, Health, SignIn,
};
pub use error::Error;
pub use folder::{Folder, Options};
pub use grant::{Grant, GrantDetails, GrantState, Grants, NewGrant};
pub use home_session::{HomeRole, HomeSession, HomeSessions};
pub use keys::{
    CopyKind, Header, Keeper, KeyState, Keys, KnownKey, NextKey, Rotation, Stage, WrappedCopy,
};
pub use kit::{RecoveryKey, Slip, WORDS as KIT_WORDS};
pub use master::{CopyPlace, Fingerprint, MasterKey, WrappingKey};
pub use mint_intent::{IntentState, MintIntent, MintIntents, Purpose};
pub use minted_session::{KeptSession, MintedSessions};
pub use outbox::{Delivery, DeliveryKind, Message, Outbox};
pub use passphrase::{
    LONGEST as LONGEST_PASSPHRASE, PassphraseError, SHORTEST as SHORTEST_PASSPHRASE,
};
pub use pending_login::{PendingLogin, PendingLoginId, PendingLogins};
pub use platform::{DeviceKey, Platform, Platforms};
pub use random::{OsRandom, Random};
pub use revocation::{Revocation, RevocationStep, Revocations, RevokedBy, StepOutcome, StepTaken};
pub use service_card::{ServiceCard, ServiceCards};
pub use store::{NewVault, Store, UnreadableRow};
pub use trail::{
    Activity, ActivityPage, Filter, HeadKeeper, NoHeadOutside, TrailAtStart, TrailTable,
};
