//! An empty Tauri window.
//!
//! **Purpose.** The other side of every budget about starting and memory: what Tauri itself costs.
//!
//! **Invariants.** The same Tauri, features and window size as Signet; one page, which sets the
//! same `interactive` mark.
//!
//! **Not here.** No command, no plugin, no setting.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> Result<(), tauri::Error> {
    tauri::Builder::default().run(tauri::generate_context!())
}
