//! Drives the real Signet in a real window, as a person at a keyboard would.
//!
//! **Purpose.** [`run`] gives a test a display, a session bus with a real keychain, fresh folders
//! and the built `signet`, held through WebKitWebDriver; the tour and the benchmark use the same.
//!
//! **Invariants.** Every desktop is alone: two at once share nothing. Whatever happens to the
//! test, nothing it started outlives it. Things are found by role and name, as a screen reader
//! finds them, and every wait has an end and says what it waited for. What a failed test saw is
//! kept in `target/failures/`.
//!
//! **Not here.** No mock of the app: what is driven is the binary that `cargo build` made. No
//! skipping: what is missing fails.

mod accessibility;
mod backend;
mod binary;
mod bus;
mod desktop;
mod display;
mod driver;
mod evidence;
mod eye;
mod folders;
mod found;
mod group;
mod keyboard;
mod launch;
pub mod person;
mod picture;
pub mod processes;
pub mod sockets;
mod stations;
mod telegram;
mod traffic;
mod tray;
mod trouble;
mod wait;

pub use accessibility::{Contrast, Finding};
pub use binary::{repository, target_folder};
pub use desktop::{Desktop, Options, Program};
pub use display::WindowSize;
pub use evidence::run;
pub use found::{Found, Role};
pub use keyboard::Key;
pub use launch::Launch;
pub use stations::{STATIONS, Station};
pub use telegram::{CODE, NUMBER, PASSWORD, Phone, Telegram, Terms, ada, ada_with_password};
pub use tray::Tray;
pub use trouble::Trouble;
