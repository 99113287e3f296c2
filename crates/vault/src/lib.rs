//! Everything the desktop app must remember, encrypted, on one machine.
//!
//! **Purpose.** Accounts, sessions, grants and their trail in one database under a master key
//! that lives in the OS keychain or behind a passphrase. [`Folder`] claims the place, [`Store`]
//! is the open vault, and its tables are reached through it in the words of the product.
//!
//! **Invariants.**
//! - No secret is written in the clear. Each is sealed under a key of its own for its own row,
//!   and opens nowhere else (`cipher.rs` has the layout). Ids, states and times are plain.
//! - A key that is missing is never replaced by a new one.
//! - A recovery kit opens the vault until it is revoked or a passphrase takes its place, whatever
//!   becomes of the master key; to a kit that was tampered with no key is given.
//! - What a call wrote is durable when it returns, as a whole or not at all.
//! - A sensitive action happens only after the line that records it is durable and its head is
//!   outside: what performs it takes a [`Recorded`](signet_trail::Recorded) by value, and checks
//!   that it is about the same thing. Ending an access is exempt.
//! - A minted session leaves only into a seal that runs inside.
//! - What is erased is in no file any more. A newer schema is refused and left untouched, a
//!   damaged file set aside, a backup made before every migration.
//! - Without random bytes nothing is written.
//!
//! **Not here.** No Tauri, no network, no clock, no settings that are needed while locked.
//!
//! **What it cannot do.** A row that is put back from an older copy of itself opens, and so does
//! the whole folder put back together with its keychain. Who may read this process's memory may
//! read what is open in it.
//!
//! Nothing sensitive is done without its line. These do not compile:
//!
//! ```compile_fail,E0061
//! # async fn f(store: &signet_vault::Store, grant: signet_contract::ids::GrantId,
//! #     fresh: signet_vault::FreshKey, now: signet_trail::Timestamp) {
//! store.mint_intents().begin(grant, &fresh, now).await;
//! # }
//! ```
//!
//! ```compile_fail,E0061
//! # async fn f(store: &signet_vault::Store, grant: signet_contract::ids::GrantId,
//! #     now: signet_trail::Timestamp) {
//! store.outbox().deliver(grant, |_| Ok::<_, ()>(vec![]), now).await;
//! # }
//! ```
//!
//! ```compile_fail,E0061
//! # async fn f(store: &signet_vault::Store, grant: signet_contract::ids::GrantId) {
//! store.minted_sessions().export(grant, |_| Ok::<_, ()>(())).await;
//! # }
//! ```
//!
//! ```compile_fail,E0061
//! # async fn f(store: &signet_vault::Store, account: signet_contract::ids::AccountId) {
//! store.accounts().reveal_phone(account).await;
//! # }
//! ```
//!
//! ```compile_fail,E0061
//! # async fn f(store: &signet_vault::Store, account: signet_contract::ids::AccountId) {
//! store.accounts().phone_to_sign_in(account).await;
//! # }
//! ```
//!
//! ```compile_fail,E0061
//! # async fn f(store: &signet_vault::Store, next: signet_vault::NextKey,
//! #     now: signet_trail::Timestamp) {
//! store.rotation().begin(next, now).await;
//! # }
//! ```
//!
//! nor with the line of another action:
//!
//! ```compile_fail,E0308
//! # async fn f(store: &signet_vault::Store, grant: signet_contract::ids::GrantId,
//! #     line: signet_trail::Recorded<signet_trail::Reveal>, fresh: signet_vault::FreshKey,
//! #     now: signet_trail::Timestamp) {
//! store.mint_intents().begin(line, grant, &fresh, now).await;
//! # }
//! ```
//!
//! while this does:
//!
//! ```
//! # async fn f(store: &signet_vault::Store, grant: signet_contract::ids::GrantId,
//! #     line: signet_trail::Recorded<signet_trail::Mint>, fresh: signet_vault::FreshKey,
//! #     now: signet_trail::Timestamp) -> Result<(), signet_vault::Error> {
//! store.mint_intents().begin(line, grant, &fresh, now).await?;
//! # Ok(())
//! # }
//! ```

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
mod proxy;
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
pub use kit::{PublicHalf, RecoveryKey, Slip, WORDS as KIT_WORDS};
pub use master::{CopyPlace, Fingerprint, MasterKey, WrappingKey};
pub use mint_intent::{FreshKey, MintIntent, MintIntents, MintStep, Purpose};
pub use minted_session::{KeptSession, MintedSessions};
pub use outbox::{Delivery, DeliveryKind, Message, Outbox};
pub use passphrase::{
    LONGEST as LONGEST_PASSPHRASE, PassphraseError, SHORTEST as SHORTEST_PASSPHRASE,
};
pub use pending_login::{PendingLogin, PendingLoginId, PendingLogins};
pub use platform::{DeviceKey, Platform, Platforms};
pub use proxy::Proxy;
pub use random::{OsRandom, Random};
pub use revocation::{Revocation, RevocationStep, Revocations, RevokedBy, StepOutcome, StepTaken};
pub use service_card::{ServiceCard, ServiceCards};
pub use store::{NewVault, Store, UnreadableRow};
pub use trail::{
    Activity, ActivityPage, DEFAULT_RETENTION, Filter, HeadKeeper, NoHeadOutside, TrailAtStart,
    TrailTable,
};
