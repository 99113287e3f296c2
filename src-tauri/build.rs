//! Embeds the built UI, the capabilities and the list of commands.

use std::path::Path;

use tauri_build::{AppManifest, Attributes};

/// Every command the web view may be allowed to call.
const COMMANDS: &[&str] = &[
    "app_info",
    "settings",
    "change_settings",
    "link",
    "open_link",
    "continue_link",
    "dismiss_link",
    "problem",
    "dismiss_problem",
    "vault",
    "retry_vault",
    "unlock_vault",
    "choose_passphrase",
    "restore_vault",
    "set_vault_aside",
    "accept_trail",
    "lock_vault",
    "touch_vault",
    "set_passphrase",
    "remove_passphrase",
    "make_recovery_kit",
    "revoke_recovery_kit",
    "accounts",
    "check_account",
    "rename_account",
    "remove_account",
    "account_photo",
    "reveal_phone",
    "devices",
    "end_device",
    "end_other_devices",
    "confirm_device",
    "set_inactive_days",
    "sign_in",
    "begin_sign_in",
    "resume_sign_in",
    "discard_sign_in",
    "submit_phone",
    "submit_code",
    "submit_email",
    "submit_password",
    "act_sign_in",
    "cancel_sign_in",
    "open_fragment",
    "import_session",
    "rotate_key",
    "network",
    "set_proxy",
    "remove_proxy",
    "activity",
    "export_activity",
    "verify_activity",
    "diagnostics",
    "export_diagnostics",
    "close_window",
];

fn main() -> Result<(), String> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-env-changed=SIGNET_COMMIT");
    if !Path::new("ui/dist/index.html").exists() {
        return Err("the UI is not built: run `cargo xtask ui`".into());
    }

    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes).map_err(|error| format!("{error:#}"))
}
