//! What a script in the page may ask of Rust: what the capability grants, and nothing else.

use serde_json::json;
use signet_test_desktop::{Options, run};

#[test]
fn a_granted_command_answers() {
    run(Options::default(), |desktop| {
        let app = desktop.call("app_info", json!({})).unwrap();
        assert_eq!(app["name"], "Signet");
        assert_eq!(
            app["dataFolder"],
            desktop.data_folder().to_string_lossy().as_ref()
        );
    });
}

#[test]
fn what_is_not_granted_is_refused_and_changes_nothing() {
    run(Options::default(), |desktop| {
        for command in [
            "plugin:window|close",
            "plugin:window|set_title",
            "plugin:webview|create_webview_window",
            "plugin:event|emit",
            "plugin:path|resolve_directory",
            "plugin:shell|execute",
            "no_such_command",
        ] {
            let arguments =
                json!({ "label": "main", "value": "Taken", "event": "link", "payload": {} });
            let refusal = desktop.call(command, arguments).unwrap_err();
            assert!(
                refusal.contains("not allowed") || refusal.contains("not found"),
                "{command}: {refusal}"
            );
        }
        assert_eq!(desktop.window_title(), "Signet");
        desktop.button("Add your Telegram account");
    });
}

#[test]
fn a_call_that_makes_no_sense_is_refused() {
    run(Options::default(), |desktop| {
        for change in [
            json!({ "theme": "pink" }),
            json!({ "theme": "dark", "language": "de" }),
            json!({ "window": { "width": 1 } }),
            json!("dark"),
        ] {
            assert!(
                desktop
                    .call("change_settings", json!({ "change": change }))
                    .is_err(),
                "{change}"
            );
        }
        assert!(!desktop.data_folder().join("settings.json").exists());
    });
}
