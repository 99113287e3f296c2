//! The vault opens beside the window, and every way in which it does not has a way on.

use std::{fs, path::PathBuf, thread, time::Duration};

use signet_test_desktop::{Desktop, Key, Options, Role, run};

use crate::looks;

pub use signet_test_desktop::person::WELCOME;

const MISSING: &str = "The key to your accounts is missing";
pub const PASSPHRASE: &str = "correct horse battery";

#[test]
fn the_first_start_makes_a_vault_and_the_second_opens_it() {
    run(Options::default(), |desktop| {
        desktop.heading(WELCOME);
        desktop.end().unwrap();
        let before = fs::read(database(desktop)).unwrap();
        desktop.open().unwrap();
        desktop.heading(WELCOME);
        assert_eq!(desktop.call("vault", json()).unwrap()["keeper"], "keychain");
        desktop.end().unwrap();
        assert_eq!(before.len(), fs::read(database(desktop)).unwrap().len());
    });
}

#[test]
fn a_locked_keychain_is_told_and_opens_once_it_is_unlocked() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        desktop.lock_keychain();
        desktop.open().unwrap();
        desktop.heading("Your keychain is locked");
        look(desktop, "keychain-locked");
        // Still locked: the same screen, and the button can be pressed again.
        desktop.button("Unlock").click();
        wait_for_title(desktop, "Your keychain is locked");
        desktop.unlock_keychain();
        desktop.press(Key::Enter);
        desktop.heading(WELCOME);
    });
}

#[test]
fn without_a_keychain_a_passphrase_keeps_the_key() {
    let options = Options {
        keychain: false,
        ..Options::default()
    };
    run(options, |desktop| {
        desktop.heading("This computer has no keychain");
        look(desktop, "keychain-absent-new");
        assert!(!database(desktop).exists());
        desktop.button("Use a passphrase").click();
        desktop.heading("Choose a passphrase");
        look(desktop, "choose-passphrase");
        assert_eq!(desktop.focused(), ("textbox".into(), "Passphrase".into()));

        choose(desktop, "too short", "too short");
        desktop.wait_for_text("It needs at least 12 characters.");
        assert_eq!(typed(desktop), ["", ""], "what was typed is still there");
        choose(desktop, PASSPHRASE, "another battery");
        desktop.wait_for_text("The two are not the same.");
        assert_eq!(typed(desktop), ["", ""]);
        choose(desktop, PASSPHRASE, PASSPHRASE);
        desktop.heading(WELCOME);

        desktop.restart();
        desktop.heading("Signet is locked");
        look(desktop, "unlock");
        assert_eq!(desktop.focused(), ("textbox".into(), "Passphrase".into()));
        unlock(desktop, "correct horse batters");
        desktop.wait_for_text("Wrong passphrase");
        assert_eq!(typed(desktop), [""]);
        look(desktop, "unlock-wrong");
        unlock(desktop, PASSPHRASE);
        desktop.heading(WELCOME);

        desktop.call("lock_vault", json()).unwrap();
        desktop.wait_for_text("You locked it.");
        unlock(desktop, PASSPHRASE);
        desktop.heading(WELCOME);
    });
}

#[test]
fn an_old_vault_without_a_keychain_waits_for_one() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        desktop.stop_keychain();
        desktop.open().unwrap();
        desktop.heading("There is no keychain");
        assert_eq!(
            desktop.names(Role::Button),
            ["Try again", "Use recovery kit", "Set aside, start fresh"]
        );
        look(desktop, "keychain-absent");
        desktop.restart_keychain();
        desktop.button("Try again").click();
        desktop.heading(WELCOME);
    });
}

#[test]
fn a_missing_key_is_never_replaced_and_trying_again_finds_it() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        // As before anybody has logged in: the keychain is there and knows of nothing.
        desktop.stop_keychain();
        let (there, away) = keyrings(desktop);
        fs::rename(&there, &away).unwrap();
        desktop.restart_keychain();
        desktop.open().unwrap();
        desktop.heading(MISSING);
        desktop.wait_for_text("Nothing was deleted.");
        look(desktop, "key-missing");
        desktop.button("Try again").click();
        desktop.heading(MISSING);

        desktop.stop_keychain();
        fs::remove_dir_all(&there).unwrap();
        fs::rename(&away, &there).unwrap();
        desktop.restart_keychain();
        desktop.button("Try again").click();
        desktop.heading(WELCOME);
    });
}

#[test]
fn the_recovery_kit_opens_what_lost_its_key_and_gives_it_back() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        let words = desktop.custody("make-kit");
        desktop.custody("remove-key");
        desktop.open().unwrap();
        desktop.heading(MISSING);
        desktop.button("Use recovery kit").click();
        desktop.heading("Use your recovery kit");
        let field = desktop.find(Role::Textbox, "The 24 words");
        assert_eq!(desktop.focused(), ("textbox".into(), "The 24 words".into()));
        look(desktop, "use-kit");

        let cut = words.rsplit_once(' ').unwrap().0;
        field.type_text(cut);
        desktop.button("Open").click();
        desktop.wait_for_text("A kit has 24 words, here are 23.");
        look(desktop, "use-kit-slip");
        field.clear();
        field.type_text(&words.replace(' ', "  ").to_uppercase());
        desktop.button("Open").click();
        desktop.heading(WELCOME);

        desktop.restart();
        desktop.heading(WELCOME);
    });
}

#[test]
fn a_kit_made_in_the_settings_is_shown_once_and_opens() {
    run(Options::default(), |desktop| {
        desktop.link("Settings").click();
        desktop.button("Make a kit").click();
        desktop.find(Role::Dialog, "Your recovery kit");
        look(desktop, "kit-sheet");
        let read = "return [...document.querySelectorAll('[role=dialog] ol li')]
            .map((one) => one.textContent).join(' ')";
        let words = desktop.script(read, &[]).as_str().unwrap().to_owned();
        assert_eq!(words.split(' ').count(), 24);
        desktop.button("I have written it down").click();
        desktop.wait_until_gone_from_screen(Role::Dialog, "Your recovery kit");
        desktop.button("Revoke");
        assert!(!desktop.text().contains(&words[..12]));
        look(desktop, "kits");

        desktop.end().unwrap();
        let pair = words.split(' ').take(2).collect::<Vec<_>>().join(" ");
        for entry in fs::read_dir(desktop.data_folder().join("logs")).unwrap() {
            let log = fs::read_to_string(entry.unwrap().path()).unwrap();
            assert!(!log.contains(&pair), "{log}");
        }
        desktop.custody("remove-key");
        desktop.open().unwrap();
        desktop.heading(MISSING);
        desktop.button("Use recovery kit").click();
        desktop
            .find(Role::Textbox, "The 24 words")
            .type_text(&words);
        desktop.button("Open").click();
        desktop.heading(WELCOME);

        desktop.link("Settings").click();
        desktop.button("Revoke").click();
        desktop.find(Role::AlertDialog, "Revoke this kit?");
        confirm(desktop);
        desktop.wait_until_gone_from_screen(Role::Button, "Revoke");
    });
}

#[test]
fn a_passphrase_takes_the_keychains_place_and_gives_it_back() {
    run(Options::default(), |desktop| {
        desktop.link("Settings").click();
        desktop.button("Set a passphrase").click();
        desktop.find(Role::Dialog, "Set a passphrase");
        look(desktop, "set-passphrase");
        desktop
            .find(Role::Textbox, "Passphrase")
            .type_text(PASSPHRASE);
        desktop
            .find(Role::Textbox, "The same once more")
            .type_text(PASSPHRASE);
        desktop.press(Key::Enter);
        desktop.wait_until_gone_from_screen(Role::Dialog, "Set a passphrase");
        desktop.wait_for_text("Behind your passphrase");
        look(desktop, "security-passphrase");
        desktop.button("Lock now").click();
        desktop.heading("Signet is locked");
        unlock(desktop, PASSPHRASE);

        desktop.heading("Settings");
        desktop.button("Remove the passphrase").click();
        let current = desktop.find(Role::Textbox, "Current passphrase");
        current.type_text("not the passphrase");
        desktop.press(Key::Enter);
        desktop.wait_for_text("Wrong passphrase");
        assert_eq!(typed(desktop), [""]);
        current.type_text(PASSPHRASE);
        desktop.press(Key::Enter);
        desktop.wait_until_gone_from_screen(Role::Dialog, "Remove the passphrase");
        desktop.wait_for_text("In this computer’s keychain");
        desktop.restart();
        desktop.heading(WELCOME);
    });
}

#[test]
fn setting_aside_deletes_nothing_and_begins_anew() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        let before = fs::read(database(desktop)).unwrap();
        desktop.custody("remove-key");
        desktop.open().unwrap();
        desktop.heading(MISSING);
        desktop.button("Set aside, start fresh").click();
        desktop.find(Role::AlertDialog, "Set aside what is here?");
        look(desktop, "set-aside");
        // The dangerous one rests on Cancel, and Esc means it.
        assert_eq!(desktop.focused(), ("button".into(), "Cancel".into()));
        desktop.press(Key::Escape);
        desktop.wait_until_gone_from_screen(Role::AlertDialog, "Set aside what is here?");
        desktop.heading(MISSING);
        assert_eq!(fs::read(database(desktop)).unwrap(), before);

        desktop.button("Set aside, start fresh").click();
        desktop.find(Role::AlertDialog, "Set aside what is here?");
        confirm(desktop);
        desktop.heading(WELCOME);
        let aside = desktop.data_folder().join("vault/set-aside-1/vault.db");
        assert_eq!(fs::read(aside).unwrap(), before);
        desktop.link("Settings").click();
        desktop.wait_for_text("What was here is set aside:");
    });
}

#[test]
fn another_key_and_a_second_one_are_told_apart() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        desktop.custody("double-key");
        desktop.open().unwrap();
        desktop.heading("There are two keys to your accounts");
        look(desktop, "key-doubled");
        desktop.end().unwrap();
    });
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        desktop.custody("exchange-key");
        desktop.open().unwrap();
        desktop.heading("The key does not fit your accounts");
        assert_eq!(
            desktop.names(Role::Button),
            ["Try again", "Use recovery kit", "Set aside, start fresh"]
        );
        look(desktop, "key-wrong");
    });
}

#[test]
fn an_altered_trail_is_told_with_its_lines() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        desktop.custody("make-kit");
        desktop.custody("make-kit");
        let path = database(desktop);
        let mut bytes = fs::read(&path).unwrap();
        let places: Vec<usize> = (0..bytes.len() - 6)
            .filter(|at| &bytes[*at..at + 6] == b"export")
            .collect();
        assert!(!places.is_empty(), "no line of the trail is in the file");
        // The page holds later lines before earlier ones.
        let first = places[places.len() - 1];
        bytes[first..first + 6].copy_from_slice(b"expost");
        fs::write(&path, bytes).unwrap();

        desktop.open().unwrap();
        desktop.heading("The record was changed");
        desktop.wait_for_text("Line 1 Changed");
        look(desktop, "trail-altered");
        desktop.button("Go on").click();
        desktop.heading(WELCOME);
    });
}

#[test]
fn lines_cut_off_the_end_are_told_and_the_trail_goes_on() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        desktop.custody("make-kit");
        let path = database(desktop);
        let older = fs::read(&path).unwrap();
        desktop.custody("make-kit");
        fs::write(&path, older).unwrap();

        desktop.open().unwrap();
        desktop.heading("The record was changed");
        desktop.wait_for_text("Cut off the end");
        look(desktop, "trail-cut-off");
        desktop.press(Key::Enter);
        desktop.heading(WELCOME);
        desktop.restart();
        desktop.heading(WELCOME);
    });
}

#[test]
fn the_folder_of_another_telegram_is_refused() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        let before = fs::read(database(desktop)).unwrap();
        let data = desktop.data_folder().display().to_string();
        desktop
            .open_with(&["--data-dir", &data, "--environment", "test"])
            .unwrap();
        desktop.heading("This folder belongs to another Telegram");
        desktop.wait_for_text("It was made for production.");
        look(desktop, "vault-elsewhere");
        desktop.end().unwrap();
        assert_eq!(fs::read(database(desktop)).unwrap(), before);
    });
}

#[test]
fn what_is_damaged_is_set_aside_never_deleted() {
    run(Options::default(), |desktop| {
        desktop.end().unwrap();
        fs::write(database(desktop), b"not a database").unwrap();
        desktop.open().unwrap();
        desktop.heading("What is kept here is damaged");
        look(desktop, "vault-damaged");
        desktop.button("Set aside, start fresh").click();
        desktop.find(Role::AlertDialog, "Set aside what is here?");
        confirm(desktop);
        desktop.heading(WELCOME);
        let aside = desktop.data_folder().join("vault/set-aside-1/vault.db");
        assert_eq!(fs::read(aside).unwrap(), b"not a database");
    });
}

/// The look of one of these screens.
#[track_caller]
pub fn look(desktop: &Desktop, name: &str) {
    looks::look(desktop, &format!("vault-{name}"));
}

pub fn json() -> serde_json::Value {
    serde_json::json!({})
}

fn database(desktop: &Desktop) -> PathBuf {
    desktop.data_folder().join("vault/vault.db")
}

/// Where the keychain keeps what it holds, and a place beside it.
fn keyrings(desktop: &Desktop) -> (PathBuf, PathBuf) {
    let share = desktop.data_folder().join("../share");
    (share.join("keyrings"), share.join("away"))
}

/// A screen that comes anew takes the focus to its title.
#[track_caller]
fn wait_for_title(desktop: &Desktop, title: &str) {
    for _ in 0..200 {
        if desktop.focused() == ("heading".into(), title.into()) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("{title} never had the focus, but {:?}", desktop.focused());
}

pub fn typed(desktop: &Desktop) -> Vec<String> {
    let script =
        "return [...document.querySelectorAll('input[type=password]')].map((one) => one.value)";
    let values = desktop.script(script, &[]);
    let values = values.as_array().unwrap().iter();
    values.map(|one| one.as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn choose(desktop: &Desktop, first: &str, second: &str) {
    desktop.find(Role::Textbox, "Passphrase").type_text(first);
    desktop
        .find(Role::Textbox, "The same once more")
        .type_text(second);
    desktop.button("Set passphrase").click();
}

#[track_caller]
pub fn unlock(desktop: &Desktop, passphrase: &str) {
    desktop
        .find(Role::Textbox, "Passphrase")
        .type_text(passphrase);
    desktop.press(Key::Enter);
}

/// The button of the dialog has the name of the one behind it that opened it.
#[track_caller]
pub fn confirm(desktop: &Desktop) {
    desktop.press(Key::Tab);
    let reached = "return document.activeElement.hasAttribute('data-confirm')";
    assert_eq!(desktop.script(reached, &[]), true);
    desktop.press(Key::Enter);
}
