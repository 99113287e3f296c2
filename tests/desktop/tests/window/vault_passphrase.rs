//! What a vault behind a passphrase asks before it gives anything away.

use signet_test_desktop::{Desktop, Key, Options, Role, run};

use crate::vault::{PASSPHRASE, WELCOME, confirm, json, look, typed, unlock};

#[test]
fn a_kit_under_a_passphrase_asks_for_the_passphrase() {
    run(Options::default(), |desktop| {
        set_passphrase(desktop);
        desktop.link("Settings").click();
        desktop.wait_for_text("Behind your passphrase");
        desktop.button("Make a kit").click();
        desktop.find(Role::Dialog, "Make a kit");
        look(desktop, "kit-asks");
        let field = desktop.find(Role::Textbox, "Current passphrase");
        assert_eq!(
            desktop.focused(),
            ("textbox".into(), "Current passphrase".into())
        );
        field.type_text("not the passphrase");
        desktop.press(Key::Enter);
        desktop.wait_for_text("Wrong passphrase");
        assert_eq!(typed(desktop), [""]);
        field.type_text(PASSPHRASE);
        desktop.press(Key::Enter);
        desktop.find(Role::Dialog, "Your recovery kit");
        // A second Enter must not end what is shown once.
        desktop.press(Key::Enter);
        desktop.find(Role::Dialog, "Your recovery kit");
        desktop.button("I have written it down").click();
        desktop.button("Revoke");

        for current in [json(), serde_json::json!({ "current": "not it" })] {
            let refusal = desktop.call("make_recovery_kit", current).unwrap_err();
            assert!(refusal.contains("PASSPHRASE_WRONG"), "{refusal}");
        }
    });
}

#[test]
fn a_forgotten_passphrase_is_told_what_a_kit_ends_and_may_set_aside() {
    run(Options::default(), |desktop| {
        set_passphrase(desktop);
        desktop.call("lock_vault", json()).unwrap();
        desktop.heading("Signet is locked");
        desktop.button("Use recovery kit").click();
        desktop.wait_for_text("Your passphrase ends, and your keychain keeps the key again.");
        look(desktop, "use-kit-locked");
        desktop.button("Back").click();

        desktop.heading("Signet is locked");
        desktop.button("Set aside, start fresh").click();
        desktop.find(Role::AlertDialog, "Set aside what is here?");
        desktop.press(Key::Escape);
        desktop.wait_until_gone_from_screen(Role::AlertDialog, "Set aside what is here?");
        unlock(desktop, PASSPHRASE);
        desktop.heading(WELCOME);

        desktop.call("lock_vault", json()).unwrap();
        desktop.heading("Signet is locked");
        desktop.button("Set aside, start fresh").click();
        desktop.find(Role::AlertDialog, "Set aside what is here?");
        confirm(desktop);
        desktop.heading(WELCOME);
        let folder = desktop.data_folder().join("vault");
        assert!(folder.join("set-aside-1/vault.db").exists());
        assert!(folder.join("vault.db").exists());
        assert_eq!(desktop.call("vault", json()).unwrap()["keeper"], "keychain");
    });
}

#[track_caller]
fn set_passphrase(desktop: &Desktop) {
    desktop.heading(WELCOME);
    let chosen = serde_json::json!({ "current": null, "next": PASSPHRASE });
    desktop.call("set_passphrase", chosen).unwrap();
}
