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
#[path = "window/dead_ends.rs"]
mod dead_ends;
#[path = "window/devices.rs"]
mod devices;
#[path = "window/direction.rs"]
mod direction;
#[path = "window/ending.rs"]
mod ending;
#[path = "window/faces.rs"]
mod faces;
#[path = "window/harness.rs"]
mod harness;
#[path = "window/health.rs"]
mod health;
#[path = "window/interrupted.rs"]
mod interrupted;
#[path = "window/keyboard.rs"]
mod keyboard;
#[path = "window/links.rs"]
mod links;
#[path = "window/looks.rs"]
mod looks;
#[path = "window/places.rs"]
mod places;
#[path = "window/records.rs"]
mod records;
#[path = "window/revival.rs"]
mod revival;
#[path = "window/room.rs"]
mod room;
#[path = "window/secrets.rs"]
mod secrets;
#[path = "window/settings.rs"]
mod settings;
#[path = "window/sign_in.rs"]
mod sign_in;
#[path = "window/sign_in_email.rs"]
mod sign_in_email;
#[path = "window/sign_in_qr.rs"]
mod sign_in_qr;
#[path = "window/tray.rs"]
mod tray;
#[path = "window/vault.rs"]
mod vault;
#[path = "window/vault_passphrase.rs"]
mod vault_passphrase;
#[path = "window/ways_in.rs"]
mod ways_in;
#[path = "window/weather.rs"]
mod weather;
#[path = "window/welcome.rs"]
mod welcome;
