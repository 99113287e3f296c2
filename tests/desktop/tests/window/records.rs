//! What was done is written down: on the screen, in a file, in diagnostics. And the key changes.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use serde_json::{Value, json};
use signet_test_desktop::{Desktop, Options, run};

use crate::vault::{PASSPHRASE, WELCOME};

#[test]
fn another_key_opens_everything_and_a_line_says_so() {
    run(Options::default(), |desktop| {
        desktop.heading(WELCOME);
        desktop
            .call("make_recovery_kit", json!({ "current": null }))
            .unwrap();
        let changed = desktop
            .call("rotate_key", json!({ "current": null }))
            .unwrap();
        assert_eq!(changed["kits"].as_array().unwrap().len(), 1);
        desktop.end().unwrap();
        desktop.open().unwrap();
        desktop.heading(WELCOME);
        let verified = desktop.call("verify_activity", json!({})).unwrap();
        assert_eq!(verified["trail"]["state"], "whole");
        assert!(verified["trailCheckedAt"].is_number());
        assert_eq!(actions(desktop, json!("security")), ["rotate"]);
        assert_eq!(actions(desktop, Value::Null), ["rotate", "export"]);
    });
}

#[test]
fn a_passphrase_that_keeps_the_key_is_asked_for_before_it_changes() {
    run(Options::default(), |desktop| {
        desktop.heading(WELCOME);
        let chosen = json!({ "current": null, "next": PASSPHRASE });
        desktop.call("set_passphrase", chosen).unwrap();
        for current in [Value::Null, json!("not the passphrase")] {
            let refusal = desktop.call("rotate_key", json!({ "current": current }));
            let refusal = refusal.unwrap_err();
            assert!(refusal.contains("PASSPHRASE_WRONG"), "{refusal}");
        }
        let right = json!({ "current": PASSPHRASE });
        desktop.call("rotate_key", right).unwrap();
        desktop.call("lock_vault", json!({})).unwrap();
        let typed = json!({ "passphrase": PASSPHRASE });
        let open = desktop.call("unlock_vault", typed).unwrap();
        assert_eq!(open["keeper"], "passphrase");
    });
}

#[test]
fn a_proxy_is_kept_over_a_restart_and_its_password_is_nowhere() {
    run(Options::default(), |desktop| {
        desktop.heading(WELCOME);
        let typed = json!({ "address": "socks5://ferret:quince-lantern@127.0.0.1:1080" });
        let shown = json!({ "proxy": { "host": "127.0.0.1", "port": 1080, "credentials": true },
            "unreadable": null });
        assert_eq!(desktop.call("set_proxy", typed).unwrap(), shown);
        desktop.end().unwrap();
        desktop.open().unwrap();
        desktop.heading(WELCOME);
        assert_eq!(desktop.call("network", json!({})).unwrap(), shown);
        let wrong = desktop.call("set_proxy", json!({ "address": "127.0.0.1" }));
        assert!(wrong.unwrap_err().contains("PROXY_INVALID"));
        for file in files(&desktop.data_folder()) {
            let bytes = fs::read(&file).unwrap();
            for secret in ["quince-lantern", "ferret"] {
                let there = bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes());
                assert!(!there, "{secret} in {}", file.display());
            }
        }
        let gone = desktop.call("remove_proxy", json!({})).unwrap();
        assert_eq!(gone, json!({ "proxy": null, "unreadable": null }));
    });
}

#[test]
fn what_was_done_is_written_to_a_file_of_its_own_each_time() {
    run(Options::default(), |desktop| {
        desktop.heading(WELCOME);
        desktop
            .call("make_recovery_kit", json!({ "current": null }))
            .unwrap();
        let written = [(); 2].map(|()| written(desktop, "export_activity"));
        assert_ne!(written[0], written[1]);
        for path in written {
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            let text = fs::read_to_string(path).unwrap();
            let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
            assert_eq!(line["action"], "export");
        }
    });
}

#[test]
fn diagnostics_are_what_was_shown_and_name_no_place_of_the_person() {
    run(Options::default(), |desktop| {
        desktop.heading(WELCOME);
        let shown = desktop.call("diagnostics", json!({})).unwrap();
        let shown = shown["text"].as_str().unwrap();
        // Logged since, and so not in what was looked at.
        let refused = desktop.call("set_proxy", json!({ "address": "none" }));
        refused.unwrap_err();
        let path = written(desktop, "export_diagnostics");
        assert_eq!(fs::read_to_string(path).unwrap(), shown);
        for part in ["[program]", "[system]", "state: open", "all: 0", "starting"] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        let folder = desktop.data_folder().display().to_string();
        assert!(!shown.contains(&folder), "{shown}");
    });
}

#[track_caller]
fn written(desktop: &Desktop, command: &str) -> PathBuf {
    let file = desktop.call(command, json!({})).unwrap();
    PathBuf::from(file["path"].as_str().unwrap())
}

#[track_caller]
fn actions(desktop: &Desktop, kind: Value) -> Vec<String> {
    let query = json!({ "before": null, "account": null, "kind": kind });
    let page = desktop.call("activity", json!({ "query": query })).unwrap();
    let lines = page["lines"].as_array().unwrap().iter();
    lines
        .map(|line| line["action"].as_str().unwrap().to_owned())
        .collect()
}

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let entries = entries.map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
