//! Persian is written from the right.

use serde_json::json;
use signet_test_desktop::{Options, run};

#[test]
fn persian_turns_the_window_round() {
    run(Options::default(), |desktop| {
        desktop
            .call("change_settings", json!({ "change": { "language": "fa" } }))
            .unwrap();
        desktop.settle();
        let told = "const { dir, lang } = document.documentElement;
            const rail = document.querySelector('nav').getBoundingClientRect();
            const pane = document.querySelector('main').getBoundingClientRect();
            return [dir, lang, rail.left > pane.left, getComputedStyle(document.body).direction]";
        assert_eq!(desktop.script(told, &[]), json!(["rtl", "fa", true, "rtl"]));
        let font = desktop.script("return getComputedStyle(document.body).fontFamily", &[]);
        assert!(font.as_str().unwrap().contains("Vazirmatn"), "{font}");
        assert!(
            desktop
                .text()
                .chars()
                .any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
        );

        desktop
            .call("change_settings", json!({ "change": { "language": "en" } }))
            .unwrap();
        desktop.settle();
        assert_eq!(
            desktop.script(told, &[]),
            json!(["ltr", "en", false, "ltr"])
        );
    });
}
