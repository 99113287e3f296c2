//! The real window, end to end. One module per promise.
#![expect(
    clippy::unwrap_used,
    reason = "what is missing here fails the test that looks for it"
)]

#[path = "window/accessibility.rs"]
mod accessibility;
#[path = "window/commands.rs"]
mod commands;
#[path = "window/content_policy.rs"]
mod content_policy;
#[path = "window/direction.rs"]
mod direction;
#[path = "window/ending.rs"]
mod ending;
#[path = "window/harness.rs"]
mod harness;
#[path = "window/keyboard.rs"]
mod keyboard;
#[path = "window/links.rs"]
mod links;
#[path = "window/records.rs"]
mod records;
#[path = "window/revival.rs"]
mod revival;
#[path = "window/room.rs"]
mod room;
#[path = "window/settings.rs"]
mod settings;
#[path = "window/tray.rs"]
mod tray;
#[path = "window/vault.rs"]
mod vault;
#[path = "window/vault_passphrase.rs"]
mod vault_passphrase;
#[path = "window/welcome.rs"]
mod welcome;
