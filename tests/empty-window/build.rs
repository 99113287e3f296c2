//! Reads `tauri.conf.json`; there is nothing else to prepare.

fn main() {
    tauri_build::build();
}
