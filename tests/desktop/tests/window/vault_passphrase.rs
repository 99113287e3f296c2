//! What a vault behind a passphrase asks before it gives anything away.

use signet_test_desktop::{Desktop, Key, Options, Role, run};

use crate::vault::{PASSPHRASE, WELCOME, json, look, typed, unlock};

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

#[track_caller]
fn set_passphrase(desktop: &Desktop) {
    desktop.heading(WELCOME);
    let chosen = serde_json::json!({ "current": null, "next": PASSPHRASE });
    desktop.call("set_passphrase", chosen).unwrap();
}
