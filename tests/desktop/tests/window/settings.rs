//! What a person sets stays set, and a damaged file is not lost.

use std::fs;

use serde_json::{Value, json};
use signet_test_desktop::{Desktop, Options, Role, run};

#[test]
fn theme_and_language_survive_a_restart() {
    run(Options::default(), |desktop| {
        desktop.link("Settings").click();
        desktop.find(Role::Radio, "Dark").click();
        desktop.find(Role::Combobox, "Language").click();
        desktop.find(Role::Option, "Deutsch").click();
        desktop.heading("Einstellungen");
        assert_eq!(saved(desktop), json!(["dark", "de"]));
        assert_eq!(shown(desktop), json!(["dark", "de", "rgb(15, 20, 29)"]));

        desktop.restart();
        desktop.heading("Schütze deine Telegram-Anmeldungen. Entscheide, wer sie nutzen darf.");
        assert_eq!(shown(desktop), json!(["dark", "de", "rgb(15, 20, 29)"]));
        assert_eq!(saved(desktop), json!(["dark", "de"]));
    });
}

fn saved(desktop: &Desktop) -> Value {
    let settings: Value = serde_json::from_str(&desktop.read("settings.json")).unwrap();
    json!([settings["theme"], settings["language"]])
}

fn shown(desktop: &Desktop) -> Value {
    desktop.script(
        "const { dataset, lang } = document.documentElement;
         return [dataset.theme, lang, getComputedStyle(document.body).backgroundColor]",
        &[],
    )
}

#[test]
fn a_damaged_settings_file_is_set_aside_and_said() {
    let damaged = "{ \"theme\": \"dark\", \"langu";
    let options = Options {
        settings: Some(damaged.into()),
        ..Options::default()
    };
    run(options, |desktop| {
        desktop.link("Settings").click();
        desktop.wait_for_text("Your old settings were set aside");
        let kept: Vec<_> = fs::read_dir(desktop.data_folder())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .filter(|path| fs::read_to_string(path).is_ok_and(|text| text == damaged))
            .collect();
        let [kept] = kept.as_slice() else {
            panic!("set aside: {kept:?}");
        };
        desktop.wait_for_text(&kept.to_string_lossy());
    });
}
